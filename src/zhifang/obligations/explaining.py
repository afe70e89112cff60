"""Why: who owes what, under which article, because of which facts, by which day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.calc import Dates, days_late
from zhifang.core.days import FAR
from zhifang.obligations.queries import history_of, speaking_row
from zhifang.obligations.rules import RULES
from zhifang.obligations.rules.det_01 import RESUMPTION_DAYS
from zhifang.registry.changes.queries import known, resolve
from zhifang.registry.parties.queries import organisation_names

#: What a missing fact is called, and what to do about it (zh, en).
MISSING = {
    "work_grade": (
        "岗位的作业分级未登记，请补报分级报告",
        "the work grade of the post is not recorded; send its grading report",
    ),
    "noise_level": (
        "岗位的噪声声级未登记，请补报检测结果",
        "the noise level of the post is not recorded; send its measurement",
    ),
    "risk_class": (
        "单位的职业病危害风险类别未登记，请补报",
        "the risk class of the employer is not recorded; send it",
    ),
    "exam_section": (
        "该危害因素对应的体检章节尚未确定，请由区级认定",
        "the examination section of the hazard is undecided; the district decides",
    ),
}

#: The fact that discharges a rule: table, day column, kind as shown (zh, en).
DISCHARGING = {
    "DEC-01": ("declaration", "declared_on", "申报", "declaration"),
    "DET-01": ("measurement", "sampled_on", "检测报告", "measurement report"),
    "HEX-02": ("examination", "exam_on", "职业健康检查", "health examination"),
}

_FACT = {
    "declaration": "f.kind, f.receipt_no",
    "measurement": "f.report_kind as kind, f.report_no, "
    "(select o.credit_code from organisation o where o.id = f.institution_id) "
    "as institution",
    "examination": "f.exam_kind as kind, f.exam_no, f.hazard, f.covers, f.conclusion, "
    "(select o.credit_code from organisation o where o.id = f.institution_id) "
    "as institution",
}


def why(
    obligation_id: str,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    reader: Reader = OPERATOR,
) -> dict[str, Any]:
    """Everything behind one obligation on a day, as plain values.

    A fact outside what the reader may see is given only as kind, day and ``held_elsewhere``.
    """
    using = "engine" if reader == OPERATOR else "default"
    at = resolve(known_at, using="engine")
    history = history_of(obligation_id, using=using)
    turn = speaking_row(history, as_of, at.change_id)
    rule = RULES[turn["rule"]]
    code, name = organisation_names([turn["holder_id"]], change_id=at.change_id, using=using).get(
        turn["holder_id"], ("", "")
    )
    dates = Dates(
        turn["due_earliest"],
        turn["due_latest"],
        turn["done_on"],
        turn["ended_on"],
        turn["ended_why"],
    )
    return {
        "obligation_id": obligation_id,
        "rule": rule.id,
        "duty_zh": rule.sentence_zh,
        "duty_en": rule.sentence_en,
        "citation": rule.citation,
        "as_of": as_of,
        "known_at": at.recorded_at,
        "holder_id": turn["holder_id"],
        "holder_code": code,
        "holder_name": name,
        "outcome": turn["outcome"],
        "days_late": days_late(dates, as_of) if turn["outcome"] in ("MET", "NOT_MET") else 0,
        "turn": turn,
        "unscheduled": turn["due_latest"] == FAR,
        "due_again": due_again(history, turn, as_of, at.change_id),
        "law": law_behind(turn, as_of),
        "missing": [
            {"code": item, "zh": MISSING[item][0], "en": MISSING[item][1]}
            for item in turn["missing"]
        ],
        "subject": _subject(turn, at.change_id, as_of, using),
        "facts": _facts(turn, at.change_id, as_of, using),
        "versions": history,
    }


def due_again(
    history: list[dict[str, Any]], turn: dict[str, Any], as_of: date, change_id: int
) -> dict[str, Any] | None:
    """The row that follows a rest whose end has been seen: from when and when it falls due.

    After a suspension a duty rests some days more. Only then is the end of the rest a fact of
    the day asked about: what happened later does not count, so within the suspension it is None.
    """
    end = turn["law_to"]
    if turn["due_latest"] != FAR or end is None or as_of < end - timedelta(days=RESUMPTION_DAYS):
        return None
    return next(
        (
            row
            for row in history
            if row["law_from"] == end
            and row["due_latest"] not in (None, FAR)
            and row["added_by"] <= change_id
            and (row["removed_by"] is None or row["removed_by"] > change_id)
        ),
        None,
    )


def law_behind(turn: dict[str, Any], as_of: date) -> list[dict[str, Any]]:
    """The values of law used, each with citation, weight and dates."""
    months = (
        str(turn["months_low"])
        if turn["months_low"] == turn["months_high"]
        else f"{turn['months_low']}–{turn['months_high']}"
    )
    if turn["rule"] == "HEX-02":
        rows = [
            row
            for row in statutes.exam_cycle_rows()
            if row.hazard == turn["hazard"] and row.clause == turn["law_ref"]
        ]
        day = turn["law_from"]
        rows = [r for r in rows if r.valid_from <= day and (not r.valid_to or r.valid_to > day)]
        if not rows:
            return []
        return [
            {
                "value": months,
                "unit": "月",
                "citation": rows[0].clause,
                "weight": rows[0].weight,
                "valid_from": rows[0].valid_from,
                "valid_to": rows[0].valid_to,
            }
        ]
    if turn["rule"] == "DET-01":
        rows = [row for row in statutes.measurement_cycle_rows() if row.clause == turn["law_ref"]]
        if not rows:
            return []
        return [
            {
                "value": months,
                "unit": "月",
                "citation": rows[0].clause,
                "weight": rows[0].weight,
                "valid_from": rows[0].valid_from,
                "valid_to": rows[0].valid_to,
            }
        ]
    grace = statutes.parameter("dec01_grace_days")
    value = grace.on(as_of)
    if value is None:
        return []
    return [
        {
            "value": str(value.value),
            "unit": "日",
            "citation": grace.title_zh,
            "weight": value.weight,
            "valid_from": value.valid_from,
            "valid_to": value.valid_to,
        }
    ]


def _rows(sql: str, parameters: dict[str, Any], using: str) -> list[dict[str, Any]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _subject(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> dict[str, Any]:
    """What the turn is about, in words the reader may see."""
    parameters = {
        "change": change_id,
        "site": turn["site_id"],
        "as_of": as_of,
        "worker": turn["worker_id"],
        "holder": turn["holder_id"],
    }
    sites = _rows(
        f"""select site.site_no, s.town, s.address from site_state s
            join site on site.id = s.site_id
            where s.site_id = %(site)s and {known("s")} and s.valid_from <= %(as_of)s
            order by s.valid_from desc limit 1""",
        parameters,
        using,
    )
    subject: dict[str, Any] = {"site": sites[0] if sites else None, "worker": None, "hazard": None}
    if turn["hazard"]:
        hazard = statutes.hazard_by_text(turn["hazard"])
        subject["hazard"] = {"code": turn["hazard"], "name": hazard.name_zh if hazard else ""}
    if turn["worker_id"]:
        workers = _rows(
            f"""select w.id, w.id_masked, e.worker_name from worker w
                join exposure e on e.worker_id = w.id
                where w.id = %(worker)s and e.using_unit_id = %(holder)s and {known("e")}
                order by e.valid_from desc limit 1""",
            parameters,
            using,
        )
        subject["worker"] = workers[0] if workers else None
    return subject


def _facts(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The facts that open and close the turn, with where each came from."""
    table, day_column, kind_zh, kind_en = DISCHARGING[turn["rule"]]
    wanted = []
    if turn["anchor_kind"] == "event" and turn["anchor_ref"]:
        wanted.append(("opened", turn["anchor_ref"], turn["anchor_on"]))
    if turn["because_id"] and turn["done_on"] and turn["done_on"] <= as_of:
        wanted.append(("done", turn["because_id"], turn["done_on"]))
    found = []
    for role, fact_id, day in wanted:
        rows = _rows(
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
    if turn["rule"] == "HEX-02":
        found += _exposures(turn, change_id, as_of, using)
    else:
        found += _hazards(turn, change_id, as_of, using)
    return found


def _exposures(
    turn: dict[str, Any], change_id: int, as_of: date, using: str
) -> list[dict[str, Any]]:
    rows = _rows(
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
    return [
        {
            **row,
            "role": "exposed",
            "kind_zh": "接触",
            "kind_en": "exposure",
            "table": "exposure",
            "held_elsewhere": False,
        }
        for row in rows
    ]


def _hazards(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> list[dict[str, Any]]:
    """The hazards of the site on the day; for a measurement, with when each was last sampled."""
    rows = _rows(
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
    return [
        {
            **row,
            "role": "hazard",
            "kind_zh": "危害因素",
            "kind_en": "hazard",
            "table": "post_hazard",
            "held_elsewhere": False,
        }
        for row in rows
    ]
