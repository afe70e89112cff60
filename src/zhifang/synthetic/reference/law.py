"""The law the reference reads, straight from the catalogues as they are printed.

In-service cycles come from ``exam_cycles.csv`` (GBZ 188-2014 and -2025), the sections of a
hazard from ``exam_hazards.csv`` and the mapping ``exam_hazard_links.csv``, risk classes from
``project_risk_classes.csv`` (国卫办职健发〔2021〕5号).
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache

from zhifang.core.days import FAR, add_days, add_months
from zhifang.statutes import catalogue

#: What is allowed: sorted months of every value the missing facts leave open;
#: ``None`` = no examination is owed; an empty tuple = not even that can be said.
Months = tuple[int, ...] | None
UNSAID: tuple[int, ...] = ()
#: The duty rests for a while: nothing becomes due, and nothing is over.
RESTING: tuple[int, ...] = (0,)

#: Months after which a duty falls due that is perhaps not owed at all.
NEVER = 12 * 2000

NOISE = "W001"
#: 职业病防治法 in force from this day; nothing was owed before it.
LAW_IN_FORCE = date(2002, 5, 1)
#: 工作场所职业卫生管理规定 (国家卫健委令第5号) art. 20: two cycles from this day.
MEASUREMENT_CHANGE = date(2021, 2, 1)
#: The catalogue of risk classes speaks from this day.
RISK_CATALOGUE_FROM = date(2021, 3, 12)
#: Benzene, n-hexane, 1,2-dichloroethane, chloroform (footnote of the catalogue).
SOLVENTS = frozenset({"H028", "H031", "H035", "H190"})

#: Circumstances of one person that the six sheets do not carry: their rows never apply.
PERSONAL = {"observation_case", "confirmed_case", "new_allergic_rhinitis", "driver_class"}


@cache
def editions() -> tuple[tuple[str, date, date], ...]:
    """(edition, first day, day after the last) of GBZ 188, as ``exam_hazards.csv`` has it."""
    found = {}
    for row in catalogue("exam_hazards"):
        last = row["effective_to"]
        end = add_days(date.fromisoformat(last), 1) if last else FAR
        found[row["edition"]] = (date.fromisoformat(row["effective_from"]), end)
    return tuple((edition, *span) for edition, span in sorted(found.items()))


def edition_on(day: date) -> str | None:
    """The edition of GBZ 188 in force, None before the first one of the catalogue."""
    for edition, start, end in editions():
        if start <= day < end:
            return edition
    return None


@cache
def _sections() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in catalogue("exam_hazards"):
        for hazard in filter(None, row["hazard_codes"].split(";")):
            found[row["edition"], hazard].add(row["section"])
    for row in catalogue("exam_hazard_links"):
        found[row["edition"], row["hazard_code"]].add(row["section"])
    for row in catalogue("hazards"):
        if row["open_clause"] == "1":
            for edition, _, _ in editions():
                found[edition, row["code"]] = {"?"}
    return {key: tuple(sorted(value)) for key, value in found.items()}


@cache
def _cycle_rows() -> dict[tuple[str, str], tuple[dict[str, str], ...]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in catalogue("exam_cycles"):
        mandatory = row["exam_kind"] == "in" and row["recommended_only"] == "0"
        # 有机粉尘 2025: the half-yearly examinations of the first two years are printed as a
        # cycle of the whole examination, though the parsed column calls them a follow-up.
        whole = row["scope"] == "full" or row["condition_type"] == "first_years"
        if mandatory and whole and row["condition_type"] not in PERSONAL:
            found[row["edition"], row["section"]].append(row)
    return {key: tuple(value) for key, value in found.items()}


def _months_in_section(
    rows: tuple[dict[str, str], ...], level: str, day: date, service_from: date, longest: bool
) -> int | None:
    """Months of one section for one exact level; ``longest`` takes 36 of "2-3 years"."""
    months = "cycle_months_max" if longest else "cycle_months_min"
    later: int | None = None
    for row in rows:
        kind = row["condition_type"]
        if kind == "first_years":
            if day < add_months(service_from, 12 * int(row["condition_value"])):
                return int(row[months])
            text = row["rule_text_zh"].replace(" ", "")
            if re.search("2年后改为(每年1次|1年)", text):
                later = 12
        if kind == "first_months" and day <= add_months(service_from, 12):
            return 12  # once between month 6 and month 12: at the latest when month 12 ends
    for row in rows:
        kind, op, value = row["condition_type"], row["condition_op"], row["condition_value"]
        if kind in ("first_years", "first_months"):
            continue
        if kind in ("dust_work_grade", "poison_work_grade"):
            wanted = "II" if op == ">=" else "I"
            assert value == wanted
        elif kind == "noise_LEX8h_dB":
            wanted = "85" if op == ">=" else "80"
        else:
            wanted = level
        if wanted == level:
            return int(row[months])
    return later


def completions(hazard: str, level: str, edition: str) -> tuple[str, ...]:
    """The levels a level may stand for; an unrecorded one stands for all the law allows."""
    if level != "unknown":
        return (level,)
    if hazard == NOISE:
        return ("80", "85")
    return ("I", "II") if edition == "2014" else ("II",)


@cache
def examination_months(
    hazard: str, level: str, day: date, service_from: date, longest: bool = True
) -> Months:
    """Months between in-service examinations for this hazard and level on this day.

    ``level``: I, II (and above) or unknown for dusts and poisons; 85, 80, below or unknown
    for noise. Several sections: the shortest.
    """
    edition = edition_on(day)
    if edition is None or level == "below":
        return None
    sections = _sections().get((edition, hazard), ())
    if "?" in sections:
        return UNSAID
    found = set()
    for exact in completions(hazard, level, edition):
        owed = [
            months
            for section in sections
            if (rows := _cycle_rows().get((edition, section)))
            and (months := _months_in_section(rows, exact, day, service_from, longest))
        ]
        if owed:
            found.add(min(owed))
    return tuple(sorted(found)) or None


@cache
def _risk_groups() -> dict[str, tuple[set[str], bool]]:
    found: dict[str, tuple[set[str], bool]] = {}
    for row in catalogue("project_risk_classes"):
        classes, solvent = found.setdefault(row["industry_code"], (set(), False))
        classes.add(row["risk_class"])
        found[row["industry_code"]] = (classes, solvent or row["solvent_exception"] == "1")
    return found


def risk_classes(
    recorded: str | None, industry: str | None, hazards: set[str], day: date
) -> tuple[str, ...]:
    """The risk classes a site may have on a day; one when it is known."""
    if recorded:
        return (recorded,)
    if day < RISK_CATALOGUE_FROM or not industry:
        return ("general", "severe")
    classes, solvent = _risk_groups().get(industry[:4], ({"general", "severe"}, False))
    if solvent:
        return ("severe",) if hazards & SOLVENTS else ("general",)
    return tuple(sorted(classes))


def evaluation_months(classes: tuple[str, ...], day: date) -> Months:
    """Months between evaluations for the classes the site may have on the day: a severe hazard
    is evaluated, a general one is not."""
    if day < LAW_IN_FORCE or "severe" not in classes:
        return None
    return (36,) if len(classes) == 1 else (36, NEVER)


def measurement_months(classes: tuple[str, ...], day: date) -> Months:
    """Months between periodic measurements for the classes the site may have on the day."""
    if day < LAW_IN_FORCE:
        return None
    if day < MEASUREMENT_CHANGE:
        return (12,)
    return tuple(sorted({12 if one == "severe" else 36 for one in classes}))
