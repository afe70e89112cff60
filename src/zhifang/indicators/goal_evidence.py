"""What the register holds about goals without a number: counts and rows, and no verdict.

Each kind of evidence is a function of a plan, a day and a change; events are those of the plan's
period up to the day. Shapes: a figure is (key, Chinese, English, value), a value None where it is
not known; rows are dictionaries by column key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections

from zhifang.access.readers import OPERATOR, Reader
from zhifang.obligations.plan_reading import decisions
from zhifang.obligations.plan_tasks import item_turns, standing
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import known
from zhifang.registry.parties.queries import organisation_names
from zhifang.statutes import town_by_text
from zhifang.statutes.plans import Plan

Figure = tuple[str, str, str, int | None]
Columns = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Asking:
    """A plan on a day, as known at a change, for a reader."""

    plan: Plan
    as_of: date
    change_id: int
    reader: Reader

    @property
    def using(self) -> str:
        """The connection the reader reads through."""
        return "engine" if self.reader == OPERATOR else "default"

    @property
    def parameters(self) -> dict[str, Any]:
        """What every statement is told."""
        return {
            "change": self.change_id,
            "as_of": self.as_of,
            "first": self.plan.first_day,
            "latest": min(self.as_of, self.plan.last_day),
            "year": self.as_of.year,
            "year_start": date(self.as_of.year, 1, 1),
            "year_end": date(self.as_of.year, 12, 31),
            "here": f"{self.plan.district}%",
            "towns": list(self.reader.towns),
        }

    def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement by column."""
        with connections[self.using].cursor() as cursor:
            cursor.execute(statement, self.parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Evidence:
    """What one kind of evidence shows. ``columns``: (key, Chinese, English)."""

    figures: tuple[Figure, ...]
    columns: Columns
    rows: tuple[dict[str, Any], ...]


def meetings(asked: Asking) -> Evidence:
    """Joint meetings held, and what became of what they decided."""
    held = asked.rows(
        "select m.meeting_no, m.held_on, m.topic, coalesce(m.participants, '') as participants "
        f"from meeting m where {known('m')} and m.held_on between %(first)s and %(latest)s "
        "order by m.held_on, m.meeting_no"
    )
    turns = item_turns(asked.plan, decisions(asked.change_id, using=asked.using), asked.as_of)
    rows = []
    for meeting in held:
        items = [turn for turn in turns if turn.subject == meeting["meeting_no"]]
        stands = standing("", items, asked.as_of)
        rows.append(
            {**meeting, "items": stands.total, "done": stands.done, "overdue": stands.overdue}
        )
    total = standing("", turns, asked.as_of)
    return Evidence(
        figures=(
            ("meetings", "联席会议次数", "joint meetings held", len(held)),
            (
                "years",
                "开过会的年份数",
                "years with a meeting",
                len({meeting["held_on"].year for meeting in held}),
            ),
            ("items", "议定事项", "decisions", total.total),
            ("done", "已完成", "done", total.done),
            ("overdue", "逾期未完成", "overdue", total.overdue),
            ("unknown", "未定期限", "without a due day", total.unknown),
        ),
        columns=(
            ("meeting_no", "会议编号", "Meeting no."),
            ("held_on", "会议日期", "Held on"),
            ("topic", "议题", "Topic"),
            ("participants", "参加部门", "Participants"),
            ("items", "议定事项", "Decisions"),
            ("done", "已完成", "Done"),
            ("overdue", "逾期", "Overdue"),
        ),
        rows=tuple(rows),
    )


def exchanges(asked: Asking) -> Evidence:
    """Data that departments gave each other, by giver, taker and subject."""
    rows = asked.rows(
        "select x.giver, x.taker, x.subject, count(*) as exchanges, "
        "count(*) filter (where x.agreement_no is not null) as under_agreement, "
        "sum(x.records) as records, count(*) filter (where x.records is null) as unstated, "
        "max(x.exchanged_on) as latest_on "
        f"from data_exchange x where {known('x')} "
        "and x.exchanged_on between %(first)s and %(latest)s "
        "group by 1, 2, 3 order by 1, 2, 3"
    )
    return Evidence(
        figures=(
            ("exchanges", "交换次数", "exchanges", _sum(rows, "exchanges")),
            (
                "pairs",
                "有交换的部门对数",
                "pairs of departments",
                len({(row["giver"], row["taker"]) for row in rows}),
            ),
            (
                "under_agreement",
                "有协议的次数",
                "under an agreement",
                _sum(rows, "under_agreement"),
            ),
            ("records", "已填记录数合计", "records, where stated", _sum(rows, "records")),
            ("unstated", "未填记录数的次数", "records not stated", _sum(rows, "unstated")),
        ),
        columns=(
            ("giver", "提供部门", "Giver"),
            ("taker", "接收部门", "Taker"),
            ("subject", "内容", "Subject"),
            ("exchanges", "次数", "Exchanges"),
            ("under_agreement", "有协议", "Under an agreement"),
            ("records", "记录数", "Records"),
            ("unstated", "未填记录数", "Not stated"),
            ("latest_on", "最近一次", "Latest"),
        ),
        rows=tuple(rows),
    )


def _sum(rows: list[dict[str, Any]], key: str) -> int:
    return sum(int(row[key] or 0) for row in rows)


#: In-service examinations of the year: a pair whose turn falls due in it, was not done before it
#: and had not ended by its due day. Arrears: due before the year, and still open at its start.
_DEMAND = f"""
    select
        count(distinct t.worker_id) filter (
            where t.due_latest between %(year_start)s and %(year_end)s) as due,
        count(distinct t.worker_id) filter (where t.due_latest < %(year_start)s) as arrears,
        count(distinct t.worker_id) filter (where t.due_latest is null) as undatable
    from turn t
    where {known("t")} and t.rule = 'HEX-02'
      and t.law_from <= %(as_of)s and (t.law_to > %(as_of)s or t.law_to is null)
      and (t.done_on is null or t.done_on >= %(year_start)s)
      and (t.ended_on is null or t.ended_on > %(as_of)s
           or t.ended_on > greatest(coalesce(t.due_latest, t.ended_on), %(year_start)s - 1))
      and (t.site_id is null or t.site_id in (
            select scope.site_id from site_scope scope where scope.town like %(here)s))
"""


def capacity(asked: Asking) -> Evidence:
    """What institutions can examine and diagnose in the year, beside what falls due in it."""
    bring_up_to_date()
    rows = asked.rows(
        "select c.institution_id, c.service, c.persons from capacity c "
        f"where {known('c')} and c.year = %(year)s order by c.service, c.institution_id"
    )
    names = organisation_names(
        [row["institution_id"] for row in rows], change_id=asked.change_id, using=asked.using
    )
    (demand,) = asked.rows(_DEMAND)
    (cases,) = asked.rows(
        f"select count(*) as number from disease_case d where {known('d')} "
        "and d.diagnosed_on between %(year_start)s and %(as_of)s"
    )
    (silent,) = asked.rows(
        "select count(distinct i.institution_id) as number from diagnosis_institution i "
        f"where {known('i')} and i.valid_from <= %(as_of)s "
        "and (i.valid_to > %(as_of)s or i.valid_to is null) and not exists ("
        f"select from capacity c where {known('c')} and c.year = %(year)s "
        "and c.service = 'diagnosis' and c.institution_id = i.institution_id)"
    )

    def able(service: str) -> int | None:
        stated = [row["persons"] for row in rows if row["service"] == service]
        return sum(stated) if stated else None

    return Evidence(
        figures=(
            (
                "examination",
                "本年可检查人数",
                "persons that can be examined this year",
                able("examination"),
            ),
            ("due", "本年到期应检人数", "workers due for examination this year", demand["due"]),
            (
                "arrears",
                "往年逾期未检人数",
                "workers overdue from earlier years",
                demand["arrears"],
            ),
            (
                "undatable",
                "无法确定期限的人数",
                "workers whose due day cannot be said",
                demand["undatable"],
            ),
            (
                "diagnosis",
                "本年可诊断人数",
                "persons that can be diagnosed this year",
                able("diagnosis"),
            ),
            ("cases", "本年已诊断病例", "cases diagnosed this year", cases["number"]),
            (
                "silent",
                "未报能力的诊断机构",
                "diagnosis institutions without a stated capacity",
                silent["number"],
            ),
        ),
        columns=(
            ("code", "统一社会信用代码", "Credit code"),
            ("name", "机构", "Institution"),
            ("service", "服务类别", "Service"),
            ("persons", "年服务能力人数", "Persons a year"),
        ),
        rows=tuple(_with_name(row, names) for row in rows),
    )


_SERVICES = {
    "examination": ("职业健康检查", "health examination"),
    "diagnosis": ("职业病诊断", "diagnosis"),
}


def _with_name(row: dict[str, Any], names: dict[int, tuple[str, str]]) -> dict[str, Any]:
    code, name = names.get(row["institution_id"], ("", ""))
    zh, en = _SERVICES.get(row["service"], (row["service"], row["service"]))
    return {
        "code": code,
        "name": name,
        "service": row["service"],
        "service_zh": zh,
        "service_en": en,
        "persons": row["persons"],
    }


def supervisors(asked: Asking) -> Evidence:
    """Supervisors in office by township, and those trained in the year."""
    counted = asked.rows(
        "select s.town, count(distinct s.supervisor_no) as supervisors, "
        "count(distinct s.supervisor_no) filter (where exists ("
        f"select from supervisor_training t where {known('t')} "
        "and t.supervisor_no = s.supervisor_no "
        "and t.trained_on between %(year_start)s and %(as_of)s)) as trained, "
        "count(distinct s.supervisor_no) filter (where s.duty is null) as without_duty "
        f"from supervisor s where {known('s')} and s.valid_from <= %(as_of)s "
        "and (s.valid_to > %(as_of)s or s.valid_to is null) group by 1"
    )
    rows = list(_by_town(asked, {row["town"]: row for row in counted}))
    in_towns = [row for row in rows if row["town"]]
    district = [row for row in rows if not row["town"]]
    return Evidence(
        figures=(
            ("supervisors", "监督管理人员", "supervisors", _sum(rows, "supervisors")),
            ("in_towns", "其中镇街", "of them in townships", _sum(in_towns, "supervisors")),
            *(
                [("district", "其中区级", "of the district", _sum(district, "supervisors"))]
                if asked.reader.district
                else []
            ),
            (
                "empty_towns",
                "没有监督管理人员的镇街",
                "townships without a supervisor",
                sum(row["supervisors"] == 0 for row in in_towns),
            ),
            ("trained", "本年已培训", "trained this year", _sum(rows, "trained")),
            ("without_duty", "未填职责", "without a stated duty", _sum(rows, "without_duty")),
        ),
        columns=(
            ("name", "镇街", "Township"),
            ("supervisors", "监督管理人员", "Supervisors"),
            ("trained", "本年已培训", "Trained this year"),
            ("without_duty", "未填职责", "No stated duty"),
        ),
        rows=tuple(rows),
    )


def _by_town(asked: Asking, counted: dict[str | None, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row a township in view, those with nobody too; the district's own staff last."""
    none = {"supervisors": 0, "trained": 0, "without_duty": 0}
    for code in asked.plan.towns:
        if asked.reader.district or code in asked.reader.towns:
            found = town_by_text(code)
            name = found.name_zh if found else code
            yield {
                **none,
                **counted.get(code, {}),
                "town": code,
                "name_zh": name,
                "name_en": name,
            }
    if asked.reader.district:
        yield {
            **none,
            **counted.get(None, {}),
            "town": "",
            "name_zh": "区级",
            "name_en": "of the district",
        }


#: What a plan file may say under ``shows`` → how it is found, and whether a township sees its own.
EVIDENCE: dict[str, tuple[Callable[[Asking], Evidence], bool]] = {
    "meetings": (meetings, False),
    "exchanges": (exchanges, False),
    "capacity": (capacity, False),
    "supervisors": (supervisors, True),
}
