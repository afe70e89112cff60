"""Names of the subjects of targets, as far as a reader may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections

from zhifang import statutes
from zhifang.registry.changes.queries import known
from zhifang.registry.parties.queries import organisation_names
from zhifang.registry.workers.files import worker_names


@dataclass(frozen=True)
class Names:
    """What rows' ids are called; ids outside the reader's view have no entry."""

    parties: Mapping[int, tuple[str, str]]
    workers: Mapping[int, tuple[str, str]]
    supervisors: Mapping[str, str]

    def party(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """Credit code and name of a row's party; empty where there is none."""
        return self.parties.get(row["party_id"], ("", ""))

    def worker(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """Name and masked identity number of a row's worker; empty where there is none."""
        return self.workers.get(row["worker_id"], ("", ""))

    def subject(self, row: Mapping[str, Any]) -> str:
        """What a row without a worker is about: a person, a township, the number of a case."""
        kind, number = row["subject_kind"], row["subject_id"]
        if kind == "supervisor":
            return " ".join(filter(None, (self.supervisors.get(number), number)))
        if kind == "township":
            found = statutes.town_by_text(number)
            return found.name_zh if found else number
        if kind in ("case", "event"):
            return str(number.partition(":")[2] or number)
        return ""


def names_of(rows: Iterable[Mapping[str, Any]], *, change_id: int, using: str) -> Names:
    """The names behind rows of an evaluation, read through ``using``."""
    given = list(rows)
    parties = {row["party_id"] for row in given if row["party_id"] is not None}
    workers = {row["worker_id"] for row in given if row["worker_id"] is not None}
    supervisors = {row["subject_id"] for row in given if row["subject_kind"] == "supervisor"}
    return Names(
        organisation_names(parties, change_id=change_id, using=using) if parties else {},
        worker_names(workers, change_id=change_id, using=using) if workers else {},
        _supervisors(supervisors, change_id, using) if supervisors else {},
    )


def _supervisors(numbers: set[str], change_id: int, using: str) -> dict[str, str]:
    """Names of supervisors by their number."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select distinct on (s.supervisor_no) s.supervisor_no, s.person_name
                from supervisor s where s.supervisor_no = any(%(numbers)s) and {known("s")}
                order by s.supervisor_no, s.valid_from desc, s.id desc""",
            {"numbers": sorted(numbers), "change": change_id},
        )
        return dict(cursor.fetchall())
