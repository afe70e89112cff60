"""The facts that complete rows of targets, as the parties would send them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from tests.support import workbooks as books
from zhifang.installation.keys import decrypt

Sheets = dict[str, list[dict[str, Any]]]

#: A clinic and a town's office that appear in no district.
CLINIC = books.credit_code(990_001)


def facts_for(items: Sequence[dict[str, Any]], day: str) -> Sheets:
    """A workbook's rows that complete the items on ``day``, by sheet."""
    found: Sheets = {}
    for number, item in enumerate(items):
        for sheet, row in _MAKERS[item["target"]](item, day, number):
            found.setdefault(sheet, []).append(row)
    return found


def _query(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connections["engine"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _sites(party: int) -> list[tuple[str, str]]:
    """(credit code, site number) of every site of a party."""
    return _query(
        "select distinct o.credit_code, site.site_no from site_state s "
        "join site on site.id = s.site_id join organisation o on o.id = s.employer_id "
        "where s.employer_id = %s and s.removed_by is null and s.status <> 'closed' order by 2",
        party,
    ) or _query(
        "select o.credit_code, site.site_no from site "
        "join organisation o on o.id = site.organisation_id where o.id = %s order by 2",
        party,
    )


def _person(worker: int) -> dict[str, Any]:
    """The identity columns of a worker."""
    ((kind, cipher),) = _query("select id_type, id_cipher from worker where id = %s", worker)
    return {"id_type": kind, "id_number": decrypt(bytes(cipher)).decode()}


Made = list[tuple[str, dict[str, Any]]]


def _declared(item: dict[str, Any], day: str, _number: int) -> Made:
    return [
        (
            "declarations",
            {"credit_code": code, "site_no": site, "kind": "初次", "declared_on": day},
        )
        for code, site in _sites(item["party_id"])
    ]


def _examined(item: dict[str, Any], day: str, number: int) -> Made:
    worker, holder = item["worker_id"], item["party_id"]
    ((code, site, name, sex, birth),) = _query(
        "select o.credit_code, site.site_no, e.worker_name, e.sex, e.birth_on from exposure e "
        "join organisation o on o.id = e.using_unit_id join site on site.id = e.site_id "
        "where e.worker_id = %s and e.using_unit_id = %s and e.removed_by is null "
        "order by e.valid_from desc, e.id desc limit 1",
        worker,
        holder,
    )
    hazards = [
        row[0]
        for row in _query(
            "select distinct hazard from turn where rule = 'HEX-02' and worker_id = %s "
            "and holder_id = %s and removed_by is null order by 1",
            worker,
            holder,
        )
    ]
    return [
        (
            "examinations",
            {
                **books.EXAM,
                **_person(worker),
                "institution_code": CLINIC,
                "exam_no": f"S{number}",
                "worker_name": name,
                "sex": {"male": "男", "female": "女"}[sex],
                "birth_on": birth.isoformat(),
                "employer_code": code,
                "using_code": code,
                "site_no": site,
                "exam_on": day,
                "reported_on": day,
                "examined": ";".join(hazards),
                "hazard": hazard,
            },
        )
        for hazard in hazards
    ]


def _archived(item: dict[str, Any], day: str, _number: int) -> Made:
    code, site = _sites(item["party_id"])[-1]
    files = ("project", "management", "training", "monitoring", "surveillance", "personal")
    return [
        (
            "employer_archives",
            {
                "credit_code": code,
                "site_no": site,
                "checked_on": day,
                **{f"{name}_file": "有" for name in files},
            },
        )
    ]


def _inspected(item: dict[str, Any], day: str, number: int) -> Made:
    code, site = _sites(item["party_id"])[0]
    return [
        (
            "inspections",
            {
                "inspection_no": f"S{number}",
                "credit_code": code,
                "site_no": site,
                "inspected_on": day,
                "kind": "日常",
                "result": "合格",
                "department": "区卫生健康委",
            },
        )
    ]


_MAKERS: dict[str, Callable[[dict[str, Any], str, int], Made]] = {
    "I01": _declared,
    "I03": _examined,
    "I06": _archived,
    "I08": _inspected,
}
