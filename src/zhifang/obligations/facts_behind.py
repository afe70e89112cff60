"""The facts behind a turn: what opened and discharged it, and what makes it owed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connections

from zhifang import statutes
from zhifang.registry.changes.queries import known

#: The fact that opens and discharges turns of a rule: table, day column, kind as shown (zh, en).
DISCHARGING = {
    "ARC-01": ("employer_archive", "checked_on", "档案核查", "check of the archive"),
    "DEC-01": ("declaration", "declared_on", "申报", "declaration"),
    "DEC-02": ("declaration", "declared_on", "申报", "declaration"),
    "DEC-03": ("declaration", "declared_on", "申报", "declaration"),
    "DEC-04": ("declaration", "declared_on", "申报", "declaration"),
    "DEC-05": ("declaration", "declared_on", "申报", "declaration"),
    "DEC-06": ("declaration", "declared_on", "申报", "declaration"),
    "DEC-07": ("declaration", "declared_on", "申报", "declaration"),
    "DET-01": ("measurement", "sampled_on", "检测报告", "measurement report"),
    "EVA-01": ("measurement", "sampled_on", "现状评价报告", "evaluation report"),
    "HEX-02": ("examination", "exam_on", "职业健康检查", "health examination"),
    "RAD-01": ("dose", "valid_from", "个人剂量", "personal dose"),
    "RAD-02": ("dose", "valid_from", "个人剂量", "personal dose"),
    "REP-01": ("disease_case", "diagnosed_on", "病例", "case"),
    "REP-02": ("monthly_report", "confirmed_on", "月度确认", "monthly confirmation"),
    "TRA-01": ("training", "trained_on", "职业卫生培训", "training"),
    "TRA-02": ("training", "trained_on", "职业卫生培训", "training"),
    "TRA-03": ("training", "trained_on", "职业卫生培训", "training"),
}

#: The fact that opens turns of a rule, where it is another than the one that discharges them.
_CHANGE = ("reportable_change", "changed_on", "应申报变化", "change to be declared")
OPENING = {"DEC-02": _CHANGE, "DEC-03": _CHANGE, "DEC-04": _CHANGE, "DEC-05": _CHANGE}

_FACT = {
    "employer_archive": "f.project_file, f.management_file, f.training_file, f.monitoring_file, "
    "f.surveillance_file, f.personal_file, f.updated_on, f.checked_by",
    "declaration": "f.kind, f.receipt_no",
    "reportable_change": "f.kind, f.known_on, f.content as place, f.source",
    "measurement": "f.report_kind as kind, f.report_no, "
    "(select o.credit_code from organisation o where o.id = f.institution_id) "
    "as institution",
    "examination": "f.exam_kind as kind, f.exam_no, f.hazard, f.covers, f.conclusion, "
    "(select o.credit_code from organisation o where o.id = f.institution_id) "
    "as institution",
    "dose": "f.kind, f.report_no, f.valid_to, f.dose_text, f.reported_on, "
    "(select o.credit_code from organisation o where o.id = f.institution_id) as institution",
    "disease_case": "f.stage as kind, f.case_no, f.card_no, f.disease_code, f.reported_on",
    "monthly_report": "f.year, f.month, f.cases",
    "training": "f.role as kind, f.certificate_no, f.course, "
    "f.hours::double precision as hours, f.organiser",
}


def rows_of(sql: str, parameters: dict[str, Any], using: str) -> list[dict[str, Any]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def facts_behind(
    turn: dict[str, Any], change_id: int, as_of: date, using: str
) -> list[dict[str, Any]]:
    """The facts that open and close the turn, with where each came from."""
    done_by = DISCHARGING[turn["rule"]]
    wanted = []
    if turn["anchor_kind"] in ("event", "trigger") and turn["anchor_ref"]:
        opened_by = OPENING.get(turn["rule"], done_by)
        wanted.append(("opened", turn["anchor_ref"], turn["anchor_on"], opened_by))
    if turn["because_id"] and turn["done_on"] and turn["done_on"] <= as_of:
        wanted.append(("done", turn["because_id"], turn["done_on"], done_by))
    found = []
    for role, fact_id, day, (table, day_column, kind_zh, kind_en) in wanted:
        rows = rows_of(
            f"""select f.id, f.{day_column} as day, f.file_id, f.source_row, f.received_on,
                   {_FACT[table]}, r.name as file_name, c.recorded_at
                from {table} f join change c on c.id = f.added_by
                left join received_file r on r.id = f.file_id
                where f.id = %(id)s""",
            {"id": fact_id},
            using,
        )
        shared = {"role": role, "kind_zh": kind_zh, "kind_en": kind_en, "table": table, "day": day}
        found.append({**(rows[0] if rows else {}), **shared, "held_elsewhere": not rows})
    circumstances = _CIRCUMSTANCES.get(turn["rule"], _hazards)
    return found + circumstances(turn, change_id, as_of, using)


def _states(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """What was so of the site, state by state."""
    rows = rows_of(
        f"""select s.id, s.valid_from as day, s.status, s.employer_name as place, s.address,
               s.legal_person, s.file_id, s.source_row, r.name as file_name
            from site_state s left join received_file r on r.id = s.file_id
            where s.site_id = %(site)s and {known("s")} and s.valid_from <= %(as_of)s
            order by s.valid_from""",
        {"change": change_id, "as_of": as_of, "site": turn["site_id"]},
        using,
    )
    return _told(rows, "state", "场所情况", "state of the site", "site_state")


def _posts(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The radiation posts of the worker at the unit."""
    rows = rows_of(
        f"""select p.id, p.valid_from as day, p.valid_to, p.category, p.area, p.file_id,
               p.source_row, r.name as file_name
            from radiation_post p left join received_file r on r.id = p.file_id
            where p.worker_id = %(worker)s and p.using_unit_id = %(holder)s
              and {known("p")} and p.valid_from <= %(as_of)s
            order by p.valid_from, p.site_id""",
        {
            "change": change_id,
            "as_of": as_of,
            "worker": turn["worker_id"],
            "holder": turn["holder_id"],
        },
        using,
    )
    return _told(rows, "in_post", "放射岗位", "radiation post", "radiation_post")


def _service(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The institution's stretches of service."""
    rows = rows_of(
        f"""select i.id, i.valid_from as day, i.valid_to, i.name as place, i.file_id,
               i.source_row, r.name as file_name
            from diagnosis_institution i left join received_file r on r.id = i.file_id
            where i.institution_id = %(holder)s and {known("i")} and i.valid_from <= %(as_of)s
            order by i.valid_from""",
        {"change": change_id, "as_of": as_of, "holder": turn["holder_id"]},
        using,
    )
    return _told(rows, "in_service", "诊断服务", "in service", "diagnosis_institution")


def _terms(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The terms of office of the person at the employer in the role the rule is about."""
    rows = rows_of(
        f"""select o.id, o.valid_from as day, o.valid_to, o.appointed_no, o.role, o.file_id,
               o.source_row, r.name as file_name
            from officer o left join received_file r on r.id = o.file_id
            where o.worker_id = %(worker)s and o.using_unit_id = %(holder)s
              and o.role = %(role)s and {known("o")} and o.valid_from <= %(as_of)s
            order by o.valid_from, o.site_id""",
        {
            "change": change_id,
            "as_of": as_of,
            "worker": turn["worker_id"],
            "holder": turn["holder_id"],
            "role": "principal" if turn["rule"] == "TRA-01" else "manager",
        },
        using,
    )
    return _told(rows, "in_office", "任职", "in office", "officer")


def _work(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The posts of the worker at the employer that have a listed hazard on record."""
    rows = rows_of(
        f"""select e.id, e.valid_from as day, e.valid_to, p.workshop, p.name as post,
               e.employment, e.file_id, e.source_row, r.name as file_name
            from exposure e join post p on p.id = e.post_id
            left join received_file r on r.id = e.file_id
            where e.worker_id = %(worker)s and e.using_unit_id = %(holder)s
              and {known("e")} and e.valid_from <= %(as_of)s
              and exists (select from post_hazard h where h.post_id = e.post_id and {known("h")}
                          and h.valid_from <= %(as_of)s)
            order by e.valid_from, e.id""",
        {
            "change": change_id,
            "as_of": as_of,
            "worker": turn["worker_id"],
            "holder": turn["holder_id"],
        },
        using,
    )
    return _told(rows, "exposed", "接触", "exposure", "exposure")


def _told(
    rows: list[dict[str, Any]], role: str, kind_zh: str, kind_en: str, table: str
) -> list[dict[str, Any]]:
    """Rows of a circumstance as facts that the reader may see."""
    shared = {"role": role, "kind_zh": kind_zh, "kind_en": kind_en, "table": table}
    return [{**row, **shared, "held_elsewhere": False} for row in rows]


def _exposures(
    turn: dict[str, Any], change_id: int, as_of: date, using: str
) -> list[dict[str, Any]]:
    rows = rows_of(
        f"""select e.id, e.valid_from as day, e.valid_to, p.workshop, p.name as post,
               h.work_grade, h.grade_edition, h.graded_on, h.noise_level, e.employment,
               e.file_id, e.source_row, r.name as file_name
            from exposure e join post p on p.id = e.post_id
            join post_hazard h on h.post_id = e.post_id and h.hazard = %(hazard)s
            left join received_file r on r.id = e.file_id
            where e.worker_id = %(worker)s and e.using_unit_id = %(holder)s
              and {known("e")} and {known("h")} and e.valid_from <= %(as_of)s
              and h.valid_from <= %(as_of)s
            order by e.valid_from, h.valid_from""",
        {
            "change": change_id,
            "as_of": as_of,
            "hazard": turn["hazard"],
            "worker": turn["worker_id"],
            "holder": turn["holder_id"],
        },
        using,
    )
    return _told(rows, "exposed", "接触", "exposure", "exposure")


def _hazards(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The hazards of the site on the day; for a measurement, with when each was last sampled."""
    rows = rows_of(
        f"""select h.id, h.valid_from as day, h.valid_to, p.workshop, p.name as post, h.hazard,
               (select max(m.sampled_on) from measurement m
                where m.post_id = h.post_id and m.hazard = h.hazard and {known("m")}
                  and m.sampled_on <= %(as_of)s and m.report_kind in ('10', '31', '32'))
               as sampled_on
            from post_hazard h join post p on p.id = h.post_id
            where h.site_id = %(site)s and {known("h")} and h.valid_from <= %(as_of)s
              and (h.valid_to > %(as_of)s or h.valid_to is null)
            order by p.workshop, p.name, h.hazard limit 200""",
        {"change": change_id, "as_of": as_of, "site": turn["site_id"]},
        using,
    )
    for row in rows:
        hazard = statutes.hazard_by_text(row["hazard"])
        row["hazard_name"] = hazard.name_zh if hazard else row["hazard"]
    return _told(rows, "hazard", "危害因素", "hazard", "post_hazard")


#: What makes a duty owed, by rule; the hazards of the site where none is named.
_CIRCUMSTANCES = {
    **dict.fromkeys(("DEC-02", "DEC-03", "DEC-04", "DEC-05", "DEC-06"), _states),
    "HEX-02": _exposures,
    "RAD-01": _posts,
    "RAD-02": lambda *_asked: [],
    "REP-01": _service,
    "REP-02": _service,
    "TRA-01": _terms,
    "TRA-02": _terms,
    "TRA-03": _work,
}
