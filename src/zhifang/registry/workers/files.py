"""Work and examinations of a worker, and names of workers in lists, as row security shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhifang.registry.changes.queries import as_it_stood, known, rows


def worker_names(
    ids: Iterable[int], *, change_id: int, using: str = "default"
) -> dict[int, tuple[str, str]]:
    """Name and masked identity number of each worker the reader may see: the name at work with
    hazards, or else in office, in radiation work, in a diagnosed case."""
    officers, radiation, cases = (
        f"select x.worker_id, x.person_name, {rank}, x.{day}, x.id from {table} x "
        f"where x.worker_id = any(%(ids)s) and {known('x')}"
        for rank, table, day in (
            (1, "officer", "valid_from"),
            (2, "radiation_post", "valid_from"),
            (3, "disease_case", "diagnosed_on"),
        )
    )
    named = rows(
        f"""select distinct on (w.id) w.id, n.worker_name, w.id_masked
            from worker w join (
                select e.worker_id, e.worker_name, 0 as rank, e.valid_from as day, e.id
                from exposure e where e.worker_id = any(%(ids)s) and {known("e")}
                union all {officers} union all {radiation} union all {cases}) n
              on n.worker_id = w.id
            order by w.id, n.rank, n.day desc, n.id desc""",
        {"ids": sorted(set(ids)), "change": change_id},
        using,
    )
    return {row["id"]: (row["worker_name"], row["id_masked"]) for row in named}


def worker_facts(
    worker_id: int, *, as_of: date, change_id: int, using: str = "default"
) -> dict[str, list[dict[str, Any]]]:
    """``exposures`` and ``examinations`` of a worker up to a day, latest first."""
    parameters = {"worker": worker_id, "change": change_id, "as_of": as_of}
    exposures = rows(
        f"""select e.worker_name, e.sex, e.birth_on, e.valid_from, e.valid_to, e.employment,
                   e.job, e.employer_id, e.using_unit_id, p.workshop, p.name as post,
                   array(select distinct h.hazard from post_hazard h
                         where h.post_id = e.post_id and {known("h")}
                           and (h.valid_to > e.valid_from or h.valid_to is null)
                           and (e.valid_to > h.valid_from or e.valid_to is null)
                         order by h.hazard) as hazards
            from exposure e join post p on p.id = e.post_id
            where e.worker_id = %(worker)s and {known("e")} and e.valid_from <= %(as_of)s
            order by e.valid_from desc, e.id""",
        parameters,
        using,
    )
    examinations = rows(
        f"""select x.worker_name, x.sex, x.birth_on, x.exam_on, x.exam_kind, x.hazard, x.covers,
                   x.conclusion, x.institution_id, x.using_unit_id, x.exam_no
            from examination x
            where x.worker_id = %(worker)s and {known("x")} and x.exam_on <= %(as_of)s
            order by x.exam_on desc, x.exam_no, x.hazard""",
        parameters,
        using,
    )
    return {
        "exposures": [as_it_stood(row, as_of) for row in exposures],
        "examinations": examinations,
    }
