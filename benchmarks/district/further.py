"""The further sheets of a filled district: every fact table beyond the first six.

Their statements are made from what the register says of each table: ids come from the party,
place or person that the staged row names, everything else is the staged value. A copy of the
district has parties, persons and numbered records of its own; what belongs to nobody (meetings,
supervisors, monitoring by township) stands once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import CARRIED, FactTable

#: Columns that name a party by its credit code.
PARTIES = {"credit_code": "p", "employer_code": "e", "institution_code": "i"}

#: What is kept otherwise than it was sent: a township's report has its code for the department.
KEPT_AS = {("task_reports", "department"): "coalesce(s.department, s.town)"}

#: Other columns that name a party: of a measurement, and of an examination.
_ALSO = ("using_code",)


def name_everybody(cursor: CursorWrapper, staged: dict[str, tuple[str, ...]]) -> None:
    """The tables ``named_codes`` and ``named_people``: who the staged rows name, once each."""
    codes = [
        f"select {column} as code from s_{sheet}"
        for sheet, columns in staged.items()
        for column in (*PARTIES, *_ALSO)
        if column in columns
    ]
    people = [
        f"select id_type, id_number from s_{sheet}"
        for sheet, columns in staged.items()
        if "id_number" in columns
    ]
    cursor.execute(
        "create temporary table named_codes as select code from "
        f"({' union '.join(codes)}) c where code is not null"
    )
    cursor.execute(
        "create temporary table named_people as select id_type, id_number from "
        f"({' union '.join(people)}) w where id_number is not null"
    )


@dataclass(frozen=True)
class Further:
    """A sheet, its table of facts and the columns of its rows."""

    sheet: str
    fact: FactTable
    columns: tuple[str, ...]

    def parties(self) -> list[str]:
        """The columns of the rows that name parties."""
        return [name for name in PARTIES if name in self.columns]


def _types(cursor: CursorWrapper, table: str) -> dict[str, str]:
    cursor.execute(
        "select column_name, case data_type when 'ARRAY' then 'text[]' else data_type end "
        "from information_schema.columns where table_name = %s",
        [table],
    )
    return dict(cursor.fetchall())


def _sources(further: Further) -> tuple[dict[str, str], list[str]]:
    """The ids a row gives, by column, and the joins that give them."""
    ids: dict[str, str] = {}
    joins: list[str] = []
    named = further.parties()
    if not named:
        return ids, joins
    first = named[0]
    if first == "credit_code":
        joins.append("join places p on p.code = s.credit_code and p.site_no = s.site_no")
        ids |= {"site_id": "p.site_id", "employer_id": "p.organisation_id"}
        ids["using_unit_id"] = "p.organisation_id"
    for name in named:
        alias = PARTIES[name]
        if alias == "p":
            continue
        same = f" and {alias}.k = {PARTIES[first]}.k" if name != first else ""
        joins.append(f"join parties {alias} on {alias}.code = s.{name}{same}")
        which = "institution_id" if alias == "i" else "employer_id"
        ids[which] = f"{alias}.organisation_id"
        if alias == "e":
            ids.setdefault("using_unit_id", "e.organisation_id")
    if "id_number" in further.columns:
        joins.append(f"join people w on w.id_number = s.id_number and w.k = {PARTIES[first]}.k")
        ids["worker_id"] = "w.worker_id"
    return ids, joins


def statement(cursor: CursorWrapper, further: Further) -> str:
    """The insert of all copies of a sheet's rows; of rows with one key the last counts."""
    types = _types(cursor, further.fact.table)
    ids, joins = _sources(further)
    wanted = [name for name in further.fact.columns if name not in CARRIED]
    names = ["added_by", "received_on", "not_applicable"]
    values = ["%(change)s", "date '2026-12-31'", "s.not_applicable::text[]"]
    keyed = PARTIES[further.parties()[0]] if joins else ""
    for name in wanted:
        if name in ids:
            value = ids[name]
        elif (further.sheet, name) in KEPT_AS:
            value = KEPT_AS[further.sheet, name]
        elif name in further.columns:
            value = f"s.{name}::{types[name]}"
            if keyed and name in further.fact.key and name.endswith("_no"):
                value = f"{value} || case when {keyed}.k = 0 then '' else '-' || {keyed}.k end"
        else:
            raise ValueError(f"{further.sheet}: nothing gives {name}")
        names.append(name)
        values.append(value)
    given = dict(zip(names, values, strict=True))
    key = ", ".join(given[name] for name in further.fact.key)
    return (
        f"insert into {further.fact.table} ({', '.join(names)}) "
        f"select distinct on ({key}) {', '.join(values)} "
        f"from s_{further.sheet} s {' '.join(joins)} order by {key}, s.row desc"
    )
