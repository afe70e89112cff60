"""I08 to I11: parties visited, serious cases handled, supervisors trained, townships watched."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    Column,
    Rows,
    add_days,
    day,
    first_of,
    least,
    listed,
    nothing,
    open_end,
    value,
)
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import HAZARD_SITES, SITE_DAYS
from zhifang.indicators.definitions.of_district import (
    INSPECTIONS,
    MONITORING_RECORDS,
    SERIOUS_CASES,
    SUPERVISED_PARTIES,
    SUPERVISOR_TRAININGS,
    SUPERVISORS,
)
from zhifang.indicators.definitions.population import employers_with_hazard, here_on


def parties(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Parties under supervision on the day, each visited in the year or not."""
    wanted = employers_with_hazard(facts, asked).select("holder_id", "site_id")
    if asked.variant.get("objects") != "employers":
        entered = facts["supervised_parties_by_day"]
        entered = entered.filter((entered.kind != "employer") & entered.valid_to.isnull())
        counted = wanted.select("holder_id").distinct().mutate(counted=value(True))
        marked = entered.left_join(counted, entered.holder_id == counted.holder_id).select(
            entered, counted.counted
        )
        entered = marked.filter(marked.counted.isnull())
        sites = here_on(facts["site_days"], asked)
        entered = entered.semi_join(sites, entered.site_id == sites.site_id)
        lowest = first_of(entered, ("holder_id",), [entered.site_no, entered.site_id, entered.kind])
        wanted = wanted.union(lowest.select("holder_id", "site_id"))
    visits = facts["inspections_by_day"]
    visits = visits.filter(visits.inspected_on >= day(asked.period_start))
    first = visits.group_by("holder_id").agg(done_on=visits.inspected_on.min())
    both = wanted.left_join(first, wanted.holder_id == first.holder_id).select(
        wanted, first.done_on
    )
    return both.select(
        subject_kind=value("party"),
        subject_id=both.holder_id.cast("string"),
        party_id=both.holder_id,
        worker_id=nothing("int64"),
        site_id=both.site_id,
        attributed_on=day(asked.as_of),
        can_met=both.done_on.notnull(),
        can_not=both.done_on.isnull(),
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=both.done_on,
        obligation_id=nothing("string"),
    )


def cases(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Serious cases decided in the year, or found the stated days before a day of the year."""
    d = day(asked.as_of)
    wait = statutes.parameter("serious_case_days").values[-1].value
    c = facts["serious_cases_by_day"]
    due = add_days(c.found_on, int(wait))
    counted = c.mutate(due_on=due, counted_on=least(open_end(c.decided_on), due))
    counted = counted.filter(counted.counted_on >= day(asked.period_start))
    filed, decided = counted.filed_on.notnull(), counted.decided_on.notnull()
    handled = filed if asked.variant.get("handled") == "filed" else filed & decided
    waiting = counted.counted_on > d
    return counted.select(
        subject_kind=value("case"),
        subject_id=counted.case_no,
        party_id=counted.holder_id,
        worker_id=nothing("int64"),
        site_id=counted.site_id,
        attributed_on=least(counted.counted_on, d),
        can_met=handled & ~waiting,
        can_not=~handled & ~waiting,
        can_out=waiting,
        pending=waiting,
        due_on=counted.due_on,
        done_on=counted.decided_on,
        obligation_id=nothing("string"),
    )


def _of_town(
    kind: str, subject: Column, town: Column, done_on: Column, asked: Asked
) -> dict[str, Column]:
    """The columns of a subject of a township that is met once something was done."""
    return {
        "subject_kind": value(kind),
        "subject_id": subject,
        "party_id": nothing("int64"),
        "worker_id": nothing("int64"),
        "site_id": nothing("int64"),
        "attributed_on": day(asked.as_of),
        "can_met": done_on.notnull(),
        "can_not": done_on.isnull(),
        "can_out": value(False),
        "pending": value(False),
        "due_on": nothing("date"),
        "done_on": done_on,
        "obligation_id": nothing("string"),
        "town": town,
    }


def supervisors(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Supervisors in office on the day, each trained in the year or not."""
    s = facts["supervisors_by_day"]
    there = s.filter(s.valid_to.isnull())
    t = facts["supervisor_trainings_by_day"]
    t = t.filter(t.trained_on >= day(asked.period_start))
    last = t.group_by("supervisor_no").agg(done_on=t.trained_on.max())
    both = there.left_join(last, there.supervisor_no == last.supervisor_no).select(
        there, last.done_on
    )
    return both.select(
        **_of_town("supervisor", both.supervisor_no, both.town, both.done_on, asked),
    )


def townships(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """The plan's townships (or the district), each with a record of monitoring in the year."""
    records = facts["monitoring_records_by_day"]
    records = records.filter(
        (records.monitored_on >= day(asked.period_start)) & records.town.startswith(asked.district)
    )
    if asked.variant.get("unit") == "county":
        units = listed("town", [asked.district])
        records = records.mutate(town=value(asked.district))
    else:
        units = listed("town", asked.towns)
    first = records.group_by("town").agg(done_on=records.monitored_on.min())
    both = units.left_join(first, units.town == first.town).select(units.town, first.done_on)
    # a district is in none of its townships
    place = nothing("string") if asked.variant.get("unit") == "county" else both.town
    return both.select(
        **_of_town("township", both.town, place, both.done_on, asked),
    )


I08 = Definition(
    id="I08",
    rule="SUP-01",
    version="2",
    choices={"objects": ("all", "employers")},
    needs=(HAZARD_SITES, SITE_DAYS, SUPERVISED_PARTIES, INSPECTIONS),
    subjects=parties,
    reads=("DEC-01",),
)
I09 = Definition(
    id="I09",
    rule="ENF-01",
    version="1",
    choices={"handled": ("decided", "filed")},
    needs=(SITE_DAYS, SERIOUS_CASES),
    subjects=cases,
    law=("serious_case_days",),
)
I10 = Definition(
    id="I10",
    rule="TRA-04",
    version="1",
    choices={},
    needs=(SITE_DAYS, SUPERVISORS, SUPERVISOR_TRAININGS),
    subjects=supervisors,
    town_given=True,
)
I11 = Definition(
    id="I11",
    rule="SUP-02",
    version="1",
    choices={"unit": ("township", "county")},
    needs=(SITE_DAYS, MONITORING_RECORDS),
    subjects=townships,
    town_given=True,
)
