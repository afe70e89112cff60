"""Why: who owes what, under which article, because of which facts, by which day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.calc import Dates, days_late
from zhifang.core.days import FAR
from zhifang.obligations.facts_behind import facts_behind, rows_of
from zhifang.obligations.law_behind import law_behind
from zhifang.obligations.queries import history_of, speaking_row
from zhifang.obligations.rules import RULES
from zhifang.obligations.rules.det_01 import RESUMPTION_DAYS
from zhifang.registry.changes.queries import known, resolve
from zhifang.registry.parties.queries import organisation_names
from zhifang.registry.workers.files import worker_names

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
    "training_hours": (
        "培训的学时未登记，请补报",
        "the hours of the training are not recorded; send them",
    ),
    "working_calendar": (
        "该年的放假安排尚未载入，到期日遇休息日顺延到哪一天还不能确定；国务院通知发布后由区级载入",
        "the days off of that year are not loaded, so a due day on one cannot be moved yet; "
        "the district loads them once they are published",
    ),
    "known_on": (
        "收到检测、评价结果的日期未登记，请补报",
        "the day on which the result was received is not recorded; send it",
    ),
    "archive_files": (
        "最近一次核查有档案未核查，请补核",
        "the latest check left files unchecked; have them checked",
    ),
    "reported_on": (
        "报告日期未登记，请补报",
        "the day of the report is not recorded; send it",
    ),
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
        "unscheduled": turn["due_latest"] == FAR and turn["due_earliest"] in (None, FAR),
        "due_again": due_again(history, turn, as_of, at.change_id),
        "law": law_behind(turn, as_of),
        "missing": [
            {"code": item, "zh": MISSING[item][0], "en": MISSING[item][1]}
            for item in turn["missing"]
        ],
        "subject": _subject(turn, at.change_id, as_of, using),
        "facts": facts_behind(turn, at.change_id, as_of, using),
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


def _subject(turn: dict[str, Any], change_id: int, as_of: date, using: str) -> dict[str, Any]:
    """What the turn is about, in words the reader may see."""
    parameters = {
        "change": change_id,
        "site": turn["site_id"],
        "as_of": as_of,
    }
    sites = rows_of(
        f"""select site.site_no, s.town, s.address from site_state s
            join site on site.id = s.site_id
            where s.site_id = %(site)s and {known("s")} and s.valid_from <= %(as_of)s
            order by s.valid_from desc limit 1""",
        parameters,
        using,
    )
    subject: dict[str, Any] = {
        "site": sites[0] if sites else None,
        "worker": None,
        "hazard": None,
        "name": turn["subject"],
    }
    if turn["hazard"]:
        hazard = statutes.hazard_by_text(turn["hazard"])
        subject["hazard"] = {"code": turn["hazard"], "name": hazard.name_zh if hazard else ""}
    if turn["worker_id"]:
        names = worker_names([turn["worker_id"]], change_id=change_id, using=using)
        for worker, (name, masked) in names.items():
            subject["worker"] = {"id": worker, "id_masked": masked, "worker_name": name}
    return subject
