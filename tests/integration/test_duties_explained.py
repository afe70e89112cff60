"""Duties for a person, and of an institution: explained, listed, read by those who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests.support.case_facts import world_of
from tests.support.case_places import towns
from tests.support.facts import Numbers
from tests.support.stored import recompute, record
from zhifang.access.models import User
from zhifang.access.readers import RowSecurity, reader_of
from zhifang.access.roles import Role
from zhifang.obligations.explaining import why
from zhifang.obligations.queries import turns_of
from zhifang.registry.changes.queries import resolve
from zhifang.worklists.queries import items

DAY = date(2020, 12, 31)
FACTS: dict[str, list[dict[str, Any]]] = {
    "sites": [
        {"site": "E1", "town": "A"},
        {"site": "E2", "town": "A"},
        {"site": "E2", "town": "A", "from": date(2020, 11, 2), "status": "closed"},
        {"site": "E3", "town": "A", "legal": "演示甲", "class": "severe"},
        {
            "site": "E3",
            "town": "A",
            "from": date(2020, 5, 11),
            "legal": "演示乙",
            "class": "severe",
        },
    ],
    "changes": [
        {"at": "E3", "kind": "project", "on": date(2020, 5, 12)},
        {"at": "E3", "kind": "process", "on": date(2020, 5, 12)},
        {"at": "E3", "kind": "result", "on": date(2020, 5, 12)},
    ],
    "declarations": [{"at": code, "on": date(2020, 3, 2)} for code in ("E2", "E3")],
    "hazards": [
        {"at": "E1", "hazard": "噪声", "from": date(2019, 1, 1)},
        {"at": "E3", "hazard": "噪声", "from": date(2017, 1, 1)},
    ],
    "workers": [{"who": "W5", "at": "E1", "from": date(2020, 3, 1)}],
    "employer_archives": [
        {"at": "E1", "on": date(2019, 2, 1)},
        {"at": "E1", "on": date(2020, 2, 1), "project": False},
    ],
    "officers": [
        {"who": "W1", "at": "E1", "role": "principal", "from": date(2019, 2, 1)},
        {"who": "W2", "at": "E1", "role": "manager", "from": date(2019, 2, 1)},
    ],
    "trainings": [
        {"who": "W1", "at": "E1", "on": date(2019, 6, 1), "hours": 16},
        {"who": "W2", "at": "E1", "on": date(2020, 6, 1), "hours": None},
    ],
    "radiation_posts": [{"who": "W3", "at": "E1", "from": date(2020, 1, 1)}],
    "doses": [
        {"who": "W3", "at": "E1", "by": "H1", "from": date(2020, 1, 1), "to": date(2020, 4, 1)}
    ],
    "diagnosis_institutions": [{"who": "H1", "town": "B", "from": date(2020, 10, 15)}],
    "months": [{"by": "H1", "months": ["2020-10", "2020-10"], "day": 9}],
    "disease_cases": [
        {
            "who": "W4",
            "at": "E1",
            "by": "H1",
            "no": "2020-7",
            "of": "噪声聋",
            "on": date(2020, 11, 2),
            "reported": None,
        }
    ],
}
#: Rule → what its last turn says on the day: outcome, what is missing, kinds of the facts behind.
TOLD = {
    "DEC-02": ("NOT_MET", [], {"change to be declared", "state of the site"}),
    "DEC-03": ("NOT_MET", [], {"change to be declared", "state of the site"}),
    "DEC-05": ("UNKNOWN", ["known_on"], {"change to be declared", "state of the site"}),
    "EVA-01": ("NOT_MET", [], {"hazard"}),
    "DEC-04": ("NOT_MET", [], {"state of the site"}),
    "DEC-06": ("NOT_MET", [], {"state of the site"}),
    "ARC-01": ("NOT_MET", [], {"check of the archive", "hazard"}),
    "TRA-01": ("NOT_MET", [], {"training", "in office"}),
    "TRA-02": ("UNKNOWN", ["training_hours"], {"in office"}),
    "TRA-03": ("NOT_MET", [], {"exposure"}),
    "RAD-01": ("NOT_MET", [], {"personal dose", "radiation post"}),
    "RAD-02": ("UNKNOWN", ["reported_on"], {"personal dose"}),
    "REP-01": ("NOT_MET", [], {"case", "in service"}),
    "REP-02": ("PENDING", [], {"in service"}),
}
HOLDERS = {
    **dict.fromkeys(("DEC-02", "DEC-03", "DEC-04", "DEC-05", "EVA-01"), "E3"),
    "DEC-06": "E2",
    "ARC-01": "E1",
    "TRA-01": "E1",
    "TRA-02": "E1",
    "TRA-03": "E1",
    "RAD-01": "E1",
    "RAD-02": "H1",
    "REP-01": "H1",
    "REP-02": "H1",
}
#: Users and their parties.
USERS = (("employer", "E1"), ("employer-2", "E2"), ("employer-3", "E3"), ("institution", "H1"))


@pytest.fixture(scope="module")
def numbers(module_database: str) -> Iterator[Numbers]:
    """The facts and their turns in a register, with a user of each town, E1 and H1."""
    found = Numbers()
    record([world_of(FACTS)], found)
    recompute()
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "insert into site_scope (site_id, town) select unnest(%s::bigint[]), %s",
            [[found.of("site", code, "01") for code in ("E1", "E2", "E3")], towns()["A"]],
        )
    for name, code in USERS:
        User.objects.create_user(
            name,
            "x" * 20,
            display_name=name,
            role=name.partition("-")[0],
            organisation_id=found.of("party", code),
        )
    for town in "AB":
        User.objects.create_user(
            f"town-{town}", "x" * 20, display_name=town, role=Role.TOWNSHIP, town=towns()[town]
        )
    yield found
    connections.close_all()


def last_turn(rule: str, numbers: Numbers) -> dict[str, Any]:
    """The turn of a rule that was opened last."""
    turns = turns_of(
        numbers.of("party", HOLDERS[rule]),
        as_of=DAY,
        change_id=resolve(using="engine").change_id,
        using="engine",
    )
    return max((one for one in turns if one["rule"] == rule), key=lambda one: one["opened_on"])


@pytest.mark.parametrize("rule", TOLD)
def test_why(rule: str, numbers: Numbers) -> None:
    found = why(last_turn(rule, numbers)["obligation_id"], DAY)
    outcome, missing, kinds = TOLD[rule]
    assert found["outcome"] == outcome
    assert [one["code"] for one in found["missing"]] == missing
    assert {one["kind_en"] for one in found["facts"]} == kinds
    assert not any(one["held_elsewhere"] for one in found["facts"])
    assert found["law"]
    assert all(one["title_zh"] and one["citation"] and one["weight"] for one in found["law"])
    assert found["holder_code"] == HOLDERS[rule]
    if rule in ("TRA-01", "TRA-02", "TRA-03", "RAD-01", "REP-01"):
        assert found["subject"]["worker"]["worker_name"].startswith("W")
    assert found["subject"]["name"] == {
        "RAD-02": "2020-01-01",
        "REP-01": "2020-7",
        "REP-02": "2020-12",
    }.get(rule)


@pytest.mark.parametrize(
    ("user", "seen"),
    [
        ("employer", {"ARC-01", "EVA-01", "TRA-01", "TRA-02", "TRA-03", "RAD-01"}),
        ("employer-2", {"DEC-06"}),
        ("employer-3", {"ARC-01", "DEC-02", "DEC-03", "DEC-04", "DEC-05", "EVA-01"}),
        ("institution", {"RAD-02", "REP-01", "REP-02"}),
        ("town-A", set(TOLD) - {"REP-02"}),
        ("town-B", {"REP-02"}),
    ],
)
def test_who_reads_them(user: str, seen: set[str], numbers: Numbers) -> None:
    """A case is seen at its site, what an institution owes as a whole in the towns it serves."""
    with RowSecurity(reader_of(User.objects.get(username=user))):
        found = {
            turn["rule"]
            for code in ("E1", "E2", "E3", "H1")
            for turn in turns_of(
                numbers.of("party", code), as_of=DAY, change_id=resolve().change_id
            )
        }
    assert found & set(TOLD) == seen


def test_the_worklist_names_the_institution_and_its_town(numbers: Numbers) -> None:
    listed = {item["rule"]: item for item in items(DAY)}
    assert set(TOLD) <= set(listed)
    assert (listed["REP-02"]["employer_name"], listed["REP-02"]["town"]) == (
        "诊断机构",
        towns()["B"],
    )
    assert (listed["REP-01"]["employer_name"], listed["REP-01"]["town"]) == (
        "诊断机构",
        towns()["A"],
    )
    assert listed["REP-01"]["subject"] == "2020-7"
    assert listed["TRA-01"]["employer_name"] == "E1"


@pytest.mark.parametrize("rule", TOLD)
def test_pages(rule: str, numbers: Numbers) -> None:
    """The page of a duty and of its holder open for the holder, an institution without a site
    too."""
    client = Client()
    user = User.objects.get(organisation_id=numbers.of("party", HOLDERS[rule]))
    client.force_login(user, backend="zhifang.access.backend.LoginBackend")
    obligation = last_turn(rule, numbers)["obligation_id"]
    explained = client.get(f"/why/{obligation}/?as_of={DAY}")
    assert explained.status_code == 200, explained.content
    owed = client.get(f"/employers/{HOLDERS[rule]}/?as_of={DAY}")
    assert owed.status_code == 200
    assert obligation in owed.content.decode()
