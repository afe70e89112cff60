"""Checks between the cells of a row (domain rules 6.4), and between the rows of one exam.

The numbers in brackets are those of the list of logic checks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import polars as pl

from zhifang.statutes.codes import disease_by_code, hazards

from .problems import none, problems
from .sheets import SHEETS
from .task_logic import report_checks

RECHECK_ENDS_ON = date(2026, 8, 1)
_CLASSES = ("dust", "chemical", "physical", "radioactive", "biological", "other")


def row_checks(key: str, typed: pl.DataFrame) -> pl.DataFrame:
    """The problems between the cells of each row of sheet ``key``."""
    own = _CHECKS.get(key)
    return pl.concat([none(), *_days_in_order(key, typed), *(own(typed) if own else ())])


def _days_in_order(key: str, typed: pl.DataFrame) -> list[pl.DataFrame]:
    """The pairs of days that the sheet says stand in order."""
    return [
        problems(typed, pl.col(later) < pl.col(earlier), later, "too_early")
        for earlier, later in SHEETS[key].in_order
    ]


def _employers(typed: pl.DataFrame) -> list[pl.DataFrame]:
    return [_exposed_exceed(typed)]


def _posts(typed: pl.DataFrame) -> list[pl.DataFrame]:
    graded = pl.col("work_grade").is_not_null() & pl.col("grade_edition").is_null()
    return [
        _ends_before_start(typed),
        problems(typed, graded, "grade_edition", "grade_without_edition"),
    ]


def _workers(typed: pl.DataFrame) -> list[pl.DataFrame]:
    employer, using = pl.col("employer_code"), pl.col("using_code")
    agency = pl.col("employment") == "agency"
    direct = pl.col("employment") == "direct"
    wrong = (agency & (employer.is_null() | (employer == using)).fill_null(True)) | (
        direct & (employer != using).fill_null(False)
    )
    # an unreadable code is a problem of its own
    wrong = wrong & using.is_not_null()
    return [
        _ends_before_start(typed),
        *_ages(typed, pl.col("valid_from"), "valid_from"),
        problems(typed, wrong, "employer_code", "employment_unit"),
    ]


def _declarations(typed: pl.DataFrame) -> list[pl.DataFrame]:
    tested, over = pl.col("points_tested"), pl.col("points_over")
    unmeasured = pl.col("measured_this_year") == "false"
    found = [
        _exposed_exceed(typed),
        problems(
            typed,
            (pl.col("kind") == "change") & pl.col("change_reason").is_null(),
            "change_reason",
            "required",
        ),
        problems(
            typed,
            (over > tested).fill_null(False) | (unmeasured & (over > 0)).fill_null(False),
            "points_over",
            "points_exceed",
        ),
        problems(typed, unmeasured & (tested > 0), "points_tested", "points_exceed"),
    ]
    for name in _CLASSES:
        column = f"{name}_exposed"
        exceeds = pl.col(column) > pl.col("exposed")
        found.append(problems(typed, exceeds, column, "counts_exceed"))
    return found


def _measurements(typed: pl.DataFrame) -> list[pl.DataFrame]:
    began, sampled, issued = pl.col("sampled_from"), pl.col("sampled_on"), pl.col("issued_on")
    return [
        problems(typed, began > sampled, "sampled_from", "date_order"),
        problems(typed, issued < sampled, "issued_on", "date_order"),
    ]


def _examinations(typed: pl.DataFrame) -> list[pl.DataFrame]:
    birth, began = pl.col("birth_on"), pl.col("exposure_started_on")
    examined, reported = pl.col("exam_on"), pl.col("reported_on")
    conclusion = pl.col("conclusion")
    years, months = pl.col("exposure_years"), pl.col("exposure_months")
    most_years = (examined - began).dt.total_days() / 365.25 + 1
    age = (examined - birth).dt.total_days() / 365.25
    doubtful = ((years > most_years) & began.is_not_null()) | (years > age - 16)
    found = [
        problems(typed, birth >= examined, "birth_on", "date_order"),
        problems(
            typed,
            (began <= birth).fill_null(False) | (began > examined).fill_null(False),
            "exposure_started_on",
            "date_order",
        ),
        problems(typed, reported < examined, "reported_on", "date_order"),
        *_ages(typed, began, "exposure_started_on"),
        problems(typed, doubtful, "exposure_years", "years_doubtful"),
        problems(typed, months > 11, "exposure_months", "months_over_11"),
        problems(
            typed,
            (conclusion == "R") & (examined >= RECHECK_ENDS_ON),
            "conclusion",
            "recheck_after_2026",
        ),
        _diseases_of_edition(typed, "exam_on"),
    ]
    for letter, column in (
        ("S", "disease_code"),
        ("C", "contraindication"),
        ("O", "other_finding"),
    ):
        wrong = (conclusion == letter) != pl.col(column).is_not_null()
        found.append(problems(typed, wrong, column, "conclusion_fields"))
    return found


def _ends_before_start(typed: pl.DataFrame) -> pl.DataFrame:
    return problems(
        typed, pl.col("last_day") < pl.col("valid_from"), "last_day", "end_before_start"
    )


def _ages(typed: pl.DataFrame, start: pl.Expr, column: str) -> list[pl.DataFrame]:
    """Check 4: at least 16 (error), 18 (warning) when exposure begins."""
    birth = pl.col("birth_on")
    under_16 = start < birth.dt.offset_by("16y")
    under_18 = (start < birth.dt.offset_by("18y")) & ~under_16
    return [
        problems(typed, under_16, column, "under_age"),
        problems(typed, under_18, column, "under_18"),
    ]


def _exposed_exceed(typed: pl.DataFrame) -> pl.DataFrame:
    """Check 22: exposed persons are at most employees plus agency workers.

    Not judged while the number of agency workers is blank: blank is not zero. Not applicable is.
    """
    agency = (
        pl.when(pl.col("not_applicable").list.contains("dispatched"))
        .then(0)
        .otherwise(pl.col("dispatched"))
    )
    exceeds = pl.col("exposed") > pl.col("employees") + agency
    return problems(typed, exceeds, "exposed", "counts_exceed")


def _disease_cases(typed: pl.DataFrame) -> list[pl.DataFrame]:
    return [_diseases_of_edition(typed, "diagnosed_on")]


def _diseases_of_edition(typed: pl.DataFrame, day: str) -> pl.DataFrame:
    """Check 21: the disease's code belongs to the edition in force on the day of that column."""
    pairs = typed.select("disease_code", day).unique().drop_nulls()
    wrong = [(code, on) for code, on in pairs.rows() if disease_by_code(code, on) is None]
    if not wrong:
        return none()
    bad = pl.DataFrame(wrong, schema=["disease_code", day], orient="row")
    rows = typed.join(bad, on=["disease_code", day], how="semi")
    return problems(rows, pl.lit(True), "disease_code", "disease_not_in_edition")


@cache
def dusts() -> frozenset[str]:
    """The codes of all dusts."""
    return frozenset(hazard.code for hazard in hazards() if hazard.category == "dust")


def dust_split(examined: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The dusts and the other hazards of an ``examined`` text, each joined by commas."""
    split = [([], []) if text is None else _split(text) for text in examined]
    return (
        pl.Series("dust", [",".join(dust) for dust, _ in split], dtype=pl.String),
        pl.Series("rest", [",".join(rest) for _, rest in split], dtype=pl.String),
    )


def _split(text: str) -> tuple[list[str], list[str]]:
    codes = text.split(",")
    return [c for c in codes if c in dusts()], [c for c in codes if c not in dusts()]


_GROUP = ["institution_code", "exam_no"]
_SAME = ["id_type", "id_number", "exam_on", "exam_kind", "examined"]
EXAM_COLUMNS = [*_GROUP, *_SAME, "hazard"]


def exam_checks(typed: pl.DataFrame, known: pl.DataFrame | None) -> pl.DataFrame:
    """Check 9 and the agreement of the rows of an exam, over the rows sent and those known.

    ``known``: rows of the register of the same exams (``EXAM_COLUMNS``) that this command does
    not send again; with them an exam may be completed or corrected row by row.
    """
    rows = typed.select("pos", *EXAM_COLUMNS).drop_nulls(_GROUP)
    if known is not None and len(known):
        # a person is matched by keyed hash there; agreement is judged on the other columns
        rows = pl.concat([rows, known.select(pl.lit(None, pl.UInt32).alias("pos"), *EXAM_COLUMNS)])
    lists = rows.select("examined").unique().drop_nulls()
    dust, rest = dust_split(lists["examined"])
    rows = rows.join(
        lists.with_columns(dust.alias("dusts"), rest.alias("rest")), on="examined", how="left"
    )
    is_dust = pl.col("hazard").is_in(list(dusts()))
    groups = rows.group_by(_GROUP).agg(
        pl.any_horizontal(pl.col(column).drop_nulls().n_unique() > 1 for column in _SAME).alias(
            "differ"
        ),
        pl.col("dusts").drop_nulls().first(),
        pl.col("rest").drop_nulls().first(),
        pl.col("hazard").filter(is_dust).drop_nulls().unique().alias("dust_rows"),
        pl.col("hazard").filter(~is_dust).drop_nulls().unique().sort().str.join(",").alias("given"),
    )
    wants_dust = pl.col("dusts").str.len_bytes() > 0
    one_dust = (pl.col("dust_rows").list.len() == 1) & pl.col("dusts").str.contains(
        pl.col("dust_rows").list.first(), literal=True
    )
    complete = (pl.col("rest") == pl.col("given").fill_null("")) & pl.when(wants_dust).then(
        one_dust
    ).otherwise(pl.col("dust_rows").list.len() == 0)
    judged = groups.with_columns((~complete).fill_null(False).alias("incomplete"))
    bad = judged.filter(pl.col("differ") | pl.col("incomplete"))
    if not len(bad):
        return none()
    sent = typed.select("pos", *_GROUP).join(bad, on=_GROUP)
    return pl.concat(
        [
            problems(sent, pl.col("differ"), "exam_no", "exam_rows_differ"),
            problems(
                sent,
                pl.col("incomplete") & ~pl.col("differ"),
                "hazard",
                "conclusion_per_hazard",
            ),
        ]
    )


_CHECKS: dict[str, Callable[[pl.DataFrame], list[pl.DataFrame]]] = {
    "employers": _employers,
    "posts": _posts,
    "workers": _workers,
    "declarations": _declarations,
    "measurements": _measurements,
    "examinations": _examinations,
    "disease_cases": _disease_cases,
    "task_reports": report_checks,
}
