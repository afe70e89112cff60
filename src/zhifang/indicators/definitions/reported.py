"""I12, I15, I16: reports of diagnosis institutions, new pneumoconiosis, major acute events."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    Column,
    Rows,
    add_days,
    add_months,
    day,
    first_of,
    listed,
    nothing,
    value,
)
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import SITE_DAYS
from zhifang.indicators.definitions.of_district import (
    ACUTE_EVENTS,
    DIAGNOSIS_INSTITUTIONS,
    DISEASE_CASES,
    MONTHLY_REPORTS,
)


def _number(parameter: str) -> int:
    return int(statutes.parameter(parameter).values[-1].value)


def reports(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Institutions and the months they owe, or with ``reading: cases`` each diagnosed case."""
    if asked.variant.get("reading") == "cases":
        return case_reports(facts, asked)
    return institutions(facts, asked)


def institutions(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Institutions in service at the end of a month that was to be confirmed in the year."""
    d = day(asked.as_of)
    months = listed("month", range(12))
    begun = add_months(day(asked.period_start), months.month)
    months = months.select(
        month_end=add_days(begun, -1), due_on=add_days(begun, _number("zero_report_day") - 1)
    )
    months = months.filter(months.due_on <= d)
    versions = facts["diagnosis_institutions_by_day"]
    owed = versions.join(
        months,
        [
            versions.valid_from <= months.month_end,
            versions.valid_to.isnull() | (versions.valid_to > months.month_end),
        ],
    ).select(versions.institution_id, months.due_on)
    sent = facts["monthly_reports_by_day"]
    in_time = sent.filter(sent.confirmed_on <= sent.due_on).select("institution_id", "due_on")
    done = in_time.distinct().mutate(confirmed=value(True))
    keys = ("institution_id", "due_on")
    both = owed.left_join(done, [owed[k] == done[k] for k in keys]).select(
        owed, confirmed=done.confirmed.fill_null(False)
    )
    judged = both.group_by("institution_id").agg(
        all_done=both.confirmed.all(),
        last_missed=both.due_on.max(where=~both.confirmed),
        last_due=both.due_on.max(),
    )
    serving = versions.filter(versions.valid_to.isnull())
    named = serving.select("institution_id").union(judged.select("institution_id"), distinct=True)
    last = first_of(versions, ("institution_id",), [versions.valid_from.desc()])
    told = named.join(last, named.institution_id == last.institution_id).select(
        named.institution_id, last.town
    )
    told = told.left_join(judged, told.institution_id == judged.institution_id).select(
        told, judged.all_done, judged.last_missed, judged.last_due
    )
    owes = told.all_done.notnull()
    due = told.last_missed.fill_null(told.last_due)
    return told.select(
        subject_kind=value("institution"),
        subject_id=told.institution_id.cast("string"),
        party_id=told.institution_id,
        worker_id=nothing("int64"),
        site_id=nothing("int64"),
        attributed_on=d,
        can_met=told.all_done.fill_null(False),
        can_not=~told.all_done.fill_null(True),
        can_out=~owes,
        pending=value(False),
        due_on=due,
        done_on=nothing("date"),
        obligation_id=nothing("string"),
        town=told.town,
    )


def case_reports(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Diagnosed cases whose day to report by lies in the year."""
    d = day(asked.as_of)
    c = facts["disease_cases_by_day"]
    dated = c.mutate(due_on=add_days(c.diagnosed_on, _number("case_report_days")))
    dated = dated.filter(dated.due_on >= day(asked.period_start))
    in_time = (dated.reported_on <= dated.due_on).fill_null(False)
    waiting = dated.due_on > d
    return dated.select(
        subject_kind=value("case"),
        subject_id=dated.institution_id.cast("string") + value(":") + dated.case_no,
        party_id=dated.institution_id,
        worker_id=dated.worker_id,
        site_id=dated.site_id,
        attributed_on=dated.diagnosed_on,
        can_met=in_time & ~waiting,
        can_not=~in_time & ~waiting,
        can_out=waiting,
        pending=waiting,
        due_on=dated.due_on,
        done_on=dated.reported_on,
        obligation_id=nothing("string"),
        town=nothing("string"),
    )


def pneumoconiosis(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """New cases of the year, one a person and disease; met: under the months of dust."""
    c = facts["disease_cases_by_day"]
    codes = [one.code for one in statutes.diseases() if one.subclass_zh == "尘肺病"]
    by = "diagnosed_on" if asked.variant.get("year") == "diagnosed" else "reported_on"
    first_cases = c.filter(c.disease_code.isin(codes) & (c.stage == "new") & c[by].notnull())
    first = first_of(
        first_cases,
        ("worker_id", "disease_code"),
        [first_cases[by], first_cases.institution_id, first_cases.case_no],
    )
    here = first.filter(first[by] >= day(asked.period_start))
    short = here.dust_months < _number("short_dust_months")
    return here.select(
        subject_kind=value("case"),
        subject_id=here.worker_id.cast("string") + value(":") + here.disease_code,
        party_id=here.holder_id,
        worker_id=here.worker_id,
        site_id=here.site_id,
        attributed_on=here.diagnosed_on,
        can_met=short.fill_null(True),
        can_not=~short.fill_null(False),
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=here[by],
        obligation_id=nothing("string"),
    )


#: By scale: (column, parameter of the least number that makes an event major).
SCALES = {
    "moh25_2002": (
        ("cases", "moh25_major_cases"),
        ("deaths", "moh25_major_deaths"),
        ("anthrax", "moh25_major_anthrax"),
    ),
    "phe_plan": (("cases", "phe_major_cases"), ("deaths", "phe_major_deaths")),
}


def acute_events(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Acute events of the year; met: certainly major on the scale chosen."""
    e = facts["acute_events_by_day"]
    here = e.filter(e.occurred_on >= day(asked.period_start))
    sure, maybe = value(False), value(False)
    for column, parameter in SCALES[asked.variant.get("scale", "moh25_2002")]:
        reached: Column = here[column] >= _number(parameter)
        sure = sure | reached.fill_null(False)
        maybe = maybe | reached.fill_null(True)
    return here.select(
        subject_kind=value("event"),
        subject_id=here.event_no,
        party_id=here.holder_id,
        worker_id=nothing("int64"),
        site_id=here.site_id,
        attributed_on=here.occurred_on,
        can_met=maybe,
        can_not=~sure,
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=here.occurred_on,
        obligation_id=nothing("string"),
    )


I12 = Definition(
    id="I12",
    rule="REP-02",
    version="1",
    choices={"reading": ("institutions", "cases")},
    needs=(SITE_DAYS, DIAGNOSIS_INSTITUTIONS, MONTHLY_REPORTS, DISEASE_CASES),
    subjects=reports,
    town_given=True,
    law=("zero_report_day", "case_report_days"),
)
I15 = Definition(
    id="I15",
    rule="REP-03",
    version="1",
    choices={"year": ("reported", "diagnosed"), "decide": ("point", "fisher")},
    needs=(SITE_DAYS, DISEASE_CASES),
    subjects=pneumoconiosis,
    law=("short_dust_months",),
)
I16 = Definition(
    id="I16",
    rule="REP-04",
    version="1",
    choices={"scale": ("moh25_2002", "phe_plan")},
    needs=(SITE_DAYS, ACUTE_EVENTS),
    subjects=acute_events,
    law=("moh25_major_cases", "moh25_major_deaths", "moh25_major_anthrax"),
)
