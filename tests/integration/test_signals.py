"""Signals from the register: what is read, what the verb prints, and who may read which."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.support import workbooks as books
from tests.support.commanding import command_line, zhifang
from tests.support.served import OTHER_TOWN, load_district
from zhifang import statutes
from zhifang.access.readers import Reader
from zhifang.access.roles import Role
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.indicators.queries import known
from zhifang.installation.supervisor import Server
from zhifang.signals import reading
from zhifang.signals.queries import signals_document

PLAN, DAY = "mentougou-2016-2020", date(2021, 12, 31)


def _send(rows: dict[str, list[dict[str, Any]]], received_on: date) -> None:
    submit(
        [books.sent("信号.xlsx", rows)],
        actor="test",
        sender=Sender.operator(),
        received_on=received_on,
    )


def _state(day: str, status: str) -> dict[str, Any]:
    return {**books.EMPLOYER, "valid_from": day, "status": status}


@pytest.fixture(scope="module", autouse=True)
def district(server: Server, module_database: str) -> Iterator[None]:
    """Two employers; the first closed over the end of 2020, one declaration sent and mended."""
    load_district()
    _send({"employers": [_state("2020-12-10", "关闭")]}, date(2020, 12, 12))
    _send({"employers": [_state("2021-01-08", "在业")]}, date(2021, 1, 16))
    declared = {
        "credit_code": books.E1,
        "site_no": books.EMPLOYER["site_no"],
        "kind": "年度更新",
        "declared_on": "2021-03-01",
    }
    _send({"declarations": [declared | {"employees": 30}]}, date(2021, 3, 5))
    _send({"declarations": [declared | {"employees": 31}]}, date(2021, 11, 5))
    with command_line(server, module_database):
        yield


def test_a_correction_is_no_new_entry() -> None:
    change = known(None).change_id
    (entry,) = [
        one
        for one in reading.entries(DAY, change)
        if one.sheet == "declarations" and one.event_on == date(2021, 3, 1)
    ]
    assert (entry.received_on, entry.lag) == (date(2021, 3, 5), 4)
    assert [one for one in reading.entries(date(2021, 3, 4), change) if one.key == entry.key] == []


def test_the_verb_says_what_was_seen_and_that_it_is_a_reason_to_look() -> None:
    text = zhifang("signals", PLAN, "--as-of", "2021-12-31", "--format", "json", "--lang", "en")
    document = json.loads(text)
    assert "not a finding" in document["caution"]
    kinds = {one["kind"]: one for one in document["kinds"]}
    assert list(kinds) == ["year_end", "backdated", "at_threshold", "reopened", "one_employer"]
    (signal,) = kinds["reopened"]["signals"]
    assert signal["subject"].startswith(books.E1)
    assert signal["name"] == books.EMPLOYER["employer_name"]
    assert signal["figures"]["closed_on"] == "2020-12-10"
    assert [row["event_on"] for row in signal["evidence"]] == ["2020-12-10", "2021-01-08"]
    assert signal["evidence"][0]["employer"] == books.E1
    assert "Closed on 2020-12-10" in signal["reason"]
    assert {one["weight"] for one in document["limits"]} == {"unverified"}
    assert "2020-12-10关闭" in zhifang("signals", PLAN, "--as-of", "2021-12-31", "--format", "csv")


def test_before_it_was_open_again_nobody_could_know() -> None:
    text = zhifang("signals", PLAN, "--as-of", "2021-01-07", "--format", "json")
    assert all(not one["signals"] for one in json.loads(text)["kinds"])


def test_a_township_reads_its_own_signals_only() -> None:
    plan = statutes.plan(PLAN)
    own = statutes.town_by_text(str(books.EMPLOYER["town"]))
    other = statutes.town_by_text(OTHER_TOWN)
    assert own is not None
    assert other is not None

    def seen(reader: Reader) -> int:
        document = signals_document(plan, DAY, reader=reader)
        assert reader.district or all(one["judged"] is None for one in document["kinds"])
        return sum(len(one["signals"]) for one in document["kinds"])

    assert seen(Reader("a", Role.DISTRICT, district=True)) == 1
    assert seen(Reader("b", Role.TOWNSHIP, towns=(own.code,))) == 1
    assert seen(Reader("c", Role.TOWNSHIP, towns=(other.code,))) == 0
    assert seen(Reader("d", Role.EMPLOYER, party=1)) == 0
