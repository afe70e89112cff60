"""How likely an insured row without identity number is a worker: name and birth date compared.

Fellegi and Sunter's model by splink on a DuckDB in memory. Every probability is stated here with
its reason and none is estimated: a small district has too few pairs to learn from, and a
confidence must not change because other rows came.
"""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import dataclass
from datetime import date

import polars as pl
from splink import DuckDBAPI, Linker

#: Below this a pair is no candidate: it is likelier not to be the same person. A name alone,
#: without birth date, stays below it.
FLOOR = 0.5
#: From here on an undecided candidate leaves open whether the worker is insured. Only the same
#: name and the same day reach it; a near spelling waits for a person and changes no figure.
LEAVES_OPEN = 0.999

#: Chance that a pair drawn at random is one person: each row of the list is one of ten thousand
#: workers. Fixed, so that a confidence depends on the two spellings alone.
PRIOR = 1 / 10_000
#: Days of birth between which workers of 18 to 60 are spread.
BIRTHDAYS = 15_000

#: Marks that people put or leave out inside a name.
_MARKS = str.maketrans("", "", " ·•‧・.\u3000\u00a0")


@dataclass(frozen=True)
class Level:
    """A way in which two values agree: ``same`` (m) among the values of one person and ``other``
    (u) among those of two people; ``reason`` says why."""

    name: str
    condition: str
    same: float
    other: float
    reason: str


NAMES = (
    Level(
        "exact", "written_l = written_r", 0.93, 1e-4,
        "Clerks copy names right; even a common full name is borne by 1 in 10,000 here at most.",
    ),
    Level(
        "folded", "name_l = name_r", 0.02, 1e-4,
        "Only width, spaces and dots differ, mostly in names of minorities and foreigners.",
    ),
    Level(
        "near",
        "damerau_levenshtein(name_l, name_r) <= 1 and least(length(name_l), length(name_r)) >= 2 "
        "and greatest(length(name_l), length(name_r)) >= 3",
        0.03, 5e-4,
        "One character of three is another (a homophone), is missing, or changed places; two "
        "people share surname and one given character in about 1 of 2,000 pairs.",
    ),
)  # fmt: skip
BIRTHS = (
    Level(
        "exact", "birth_on_l = birth_on_r", 0.96, 1 / BIRTHDAYS,
        "Birth days of workers are spread over about 42 years.",
    ),
    Level(
        "near",
        "strftime(birth_on_l, '%m%d') = strftime(birth_on_r, '%d%m') "
        "and year(birth_on_l) = year(birth_on_r) "
        "or levenshtein(strftime(birth_on_l, '%Y%m%d'), strftime(birth_on_r, '%Y%m%d')) = 1",
        0.02, 2e-3,
        "One digit is wrong or day and month changed places; about 30 days are so near to one.",
    ),
)  # fmt: skip


def folded(name: str) -> str:
    """A name without what is not its spelling: width, case, spaces and dots."""
    return unicodedata.normalize("NFKC", name).translate(_MARKS).casefold()


def agreement(
    name: str, birth_on: date | None, other_name: str | None, other_birth_on: date | None
) -> tuple[str, str]:
    """How the two sides of a candidate agree in name and in birth date: names of ``Level``.

    A pair at or above ``FLOOR`` that is neither the same nor the same folded is near: anything
    less alike stays below it.
    """
    if name == other_name:
        names = "exact"
    else:
        names = "folded" if other_name and folded(name) == folded(other_name) else "near"
    if birth_on is None or other_birth_on is None:
        return names, "blank"
    return names, "exact" if birth_on == other_birth_on else "near"


def _comparison(column: str, null: str, levels: tuple[Level, ...]) -> dict[str, object]:
    fixed = {"fix_m_probability": True, "fix_u_probability": True}
    named = [
        {
            "sql_condition": level.condition,
            "label_for_charts": level.name,
            "m_probability": level.same,
            "u_probability": level.other,
            **fixed,
        }
        for level in levels
    ]
    rest = {
        "sql_condition": "ELSE",
        "label_for_charts": "other",
        "m_probability": 1 - sum(level.same for level in levels),
        "u_probability": 1 - sum(level.other for level in levels),
        **fixed,
    }
    nothing = {"sql_condition": null, "label_for_charts": "blank", "is_null_level": True}
    return {"output_column_name": column, "comparison_levels": [nothing, *named, rest]}


SETTINGS = {
    "link_type": "link_only",
    "unique_id_column_name": "no",
    "probability_two_random_records_match": PRIOR,
    "blocking_rules_to_generate_predictions": [
        "l.birth_on = r.birth_on",
        "l.name = r.name",
    ],
    "comparisons": [
        _comparison("name", "name_l is null or name_r is null", NAMES),
        _comparison("birth_on", "birth_on_l is null or birth_on_r is null", BIRTHS),
    ],
    "retain_matching_columns": False,
    "retain_intermediate_calculation_columns": False,
    "additional_columns_to_retain": ["written"],
}


def scored(insured: pl.DataFrame, workers: pl.DataFrame) -> pl.DataFrame:
    """Pairs at or above ``FLOOR`` as ``pos``, ``worker_id``, ``confidence`` (rounded to 1e-6).

    ``insured``: ``pos`` (whole number, distinct), ``person_name``, ``birth_on`` (or null).
    ``workers``: ``worker_id``, ``worker_name``, ``birth_on``; a worker with several spellings has
    several rows and counts with the likeliest. In the order of ``pos``, likeliest first.
    """
    if not len(insured) or not len(workers):
        return pl.DataFrame(
            schema={"pos": pl.Int64, "worker_id": pl.Int64, "confidence": pl.Float64}
        )
    left = _spelled(insured, "person_name").with_columns(no=pl.col("pos"))
    right = _spelled(workers, "worker_name").with_row_index("no")
    api = DuckDBAPI()
    tables = [
        api.register(rows.select("no", "written", "name", "birth_on").to_arrow(), table_name=name)
        for name, rows in (("insured", left), ("workers", right))
    ]
    linker = Linker(tables, SETTINGS)
    logging.getLogger("splink").setLevel(logging.WARNING)  # no times at the terminal
    found = linker.inference.predict(threshold_match_probability=FLOOR)
    pairs = pl.DataFrame(found.as_pyarrow_table())
    return (
        _by_side(pairs)
        .join(right.select(pl.col("no").alias("worker_no"), "worker_id"), on="worker_no")
        .group_by("pos", "worker_id")
        .agg(pl.col("match_probability").max().round(6).alias("confidence"))
        .sort("pos", "confidence", "worker_id", descending=[False, True, False])
    )


def _spelled(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    names = [folded(name) for name in rows[column]]
    return rows.with_columns(
        pl.col(column).alias("written"), pl.Series("name", names, dtype=pl.String)
    )


def _by_side(pairs: pl.DataFrame) -> pl.DataFrame:
    """Which number is the insured row's and which the worker's, whatever side they came on."""
    turned = pl.col("source_dataset_l") == "workers"
    return pairs.select(
        pl.when(turned).then("no_r").otherwise("no_l").cast(pl.Int64).alias("pos"),
        pl.when(turned).then("no_l").otherwise("no_r").cast(pl.UInt32).alias("worker_no"),
        "match_probability",
    )
