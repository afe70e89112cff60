"""Accepted rows as the register keeps them: names become ids, last days become ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.backends.utils import CursorWrapper

from zhifang.access import reads
from zhifang.access.readers import Reader
from zhifang.registry.archives.operations import (
    EMPLOYER_ARCHIVE,
    WORKER_ARCHIVE,
    record_worker_archives,
)
from zhifang.registry.changes.operations import FactTable, Merged, merging, stage
from zhifang.registry.coordination.operations import (
    CAPACITY,
    DATA_EXCHANGE,
    MEETING,
    MEETING_ITEM,
    TASK_REPORT,
)
from zhifang.registry.declarations.operations import (
    DECLARATION,
    REPORTABLE_CHANGE,
    record_declarations,
)
from zhifang.registry.diseases.operations import (
    ACUTE_EVENT,
    DIAGNOSIS_INSTITUTION,
    DISEASE_CASE,
    MONITORING_RECORD,
    MONTHLY_REPORT,
    record_disease_cases,
)
from zhifang.registry.examinations.operations import EXAMINATION, record_examinations
from zhifang.registry.insurance.operations import INSURED_PERSON
from zhifang.registry.measurements.operations import MEASUREMENT, record_measurements
from zhifang.registry.parties.operations import (
    SITE_STATE,
    ensure_organisations,
    ensure_sites,
    record_party_kinds,
    record_site_states,
)
from zhifang.registry.radiation.operations import (
    DOSE,
    RADIATION_POST,
    record_doses,
    record_radiation_posts,
)
from zhifang.registry.supervision.operations import (
    INSPECTION,
    SERIOUS_CASE,
    SUPERVISED_PARTY,
    SUPERVISOR,
    SUPERVISOR_TRAINING,
)
from zhifang.registry.training.operations import (
    OFFICER,
    TRAINING,
    record_officers,
    record_trainings,
)
from zhifang.registry.workers.operations import (
    EXPOSURE,
    ensure_workers,
    newly_reached,
    record_exposures,
)
from zhifang.registry.workplaces.operations import POST_HAZARD, ensure_posts, record_post_hazards

from .logic import dusts
from .senders import Sender
from .sheets import SHEETS

#: Sheet, table of facts, and the operation that merges what was staged for it.
FACTS: dict[str, tuple[FactTable, Callable[[CursorWrapper, int], Merged]]] = {
    "employers": (SITE_STATE, record_site_states),
    "posts": (POST_HAZARD, record_post_hazards),
    "workers": (EXPOSURE, record_exposures),
    "declarations": (DECLARATION, record_declarations),
    "reportable_changes": (REPORTABLE_CHANGE, merging(REPORTABLE_CHANGE)),
    "measurements": (MEASUREMENT, record_measurements),
    "examinations": (EXAMINATION, record_examinations),
    "officers": (OFFICER, record_officers),
    "trainings": (TRAINING, record_trainings),
    "employer_archives": (EMPLOYER_ARCHIVE, merging(EMPLOYER_ARCHIVE)),
    "worker_archives": (WORKER_ARCHIVE, record_worker_archives),
    "insured_persons": (INSURED_PERSON, merging(INSURED_PERSON)),
    "radiation_posts": (RADIATION_POST, record_radiation_posts),
    "doses": (DOSE, record_doses),
    "diagnosis_institutions": (DIAGNOSIS_INSTITUTION, merging(DIAGNOSIS_INSTITUTION)),
    "monthly_reports": (MONTHLY_REPORT, merging(MONTHLY_REPORT)),
    "disease_cases": (DISEASE_CASE, record_disease_cases),
    "acute_events": (ACUTE_EVENT, merging(ACUTE_EVENT)),
    "monitoring_records": (MONITORING_RECORD, merging(MONITORING_RECORD)),
    "supervisors": (SUPERVISOR, merging(SUPERVISOR)),
    "supervisor_trainings": (SUPERVISOR_TRAINING, merging(SUPERVISOR_TRAINING)),
    "supervised_parties": (SUPERVISED_PARTY, merging(SUPERVISED_PARTY)),
    "inspections": (INSPECTION, merging(INSPECTION)),
    "serious_cases": (SERIOUS_CASE, merging(SERIOUS_CASE)),
    "meetings": (MEETING, merging(MEETING)),
    "meeting_items": (MEETING_ITEM, merging(MEETING_ITEM)),
    "data_exchanges": (DATA_EXCHANGE, merging(DATA_EXCHANGE)),
    "capacities": (CAPACITY, merging(CAPACITY)),
    "task_reports": (TASK_REPORT, merging(TASK_REPORT)),
}
_CREDIT_COLUMNS = ("credit_code", "using_code", "employer_code", "institution_code")


@dataclass(frozen=True)
class Source:
    """Where the rows of one file of a command come from."""

    file_id: int
    sender_id: int | None


def credit_codes(typed: pl.DataFrame) -> set[str]:
    """Every credit code a frame names."""
    found: set[str] = set()
    for column in _CREDIT_COLUMNS:
        if column in typed.columns:
            found.update(typed[column].unique().drop_nulls().to_list())
    return found


def record(
    cursor: CursorWrapper,
    key: str,
    accepted: pl.DataFrame,
    sources: list[dict[str, Source]],
    *,
    change: int,
    received_on: date,
    actor: str,
    sender: Sender,
) -> Merged:
    """Writes the accepted rows of a sheet. ``sources``: a file's, by sheet key.

    Whoever names a person known through others reaches that person's entry from then on: this
    stands in the log of readings, unless the sender sees everybody anyway (decision 9).
    """
    fact, merge = FACTS[key]
    organisations = ensure_organisations(cursor, credit_codes(accepted))
    frame = _entities(cursor, key, accepted, organisations)
    by_file = [source.get(key) for source in sources]
    files = list(range(len(sources)))
    frame = frame.with_columns(
        _looked_up("file", files, [s.file_id if s else None for s in by_file]).alias("file_id"),
        _looked_up("file", files, [s.sender_id if s else None for s in by_file]).alias("sender_id"),
        pl.col("row").alias("source_row"),
        pl.lit(received_on).alias("received_on"),
        pl.col("not_applicable").list.eval(pl.element().replace("last_day", "valid_to")),
    )
    if "last_day" in frame.columns:
        frame = frame.with_columns(pl.col("last_day").dt.offset_by("1d").alias("valid_to"))
    stage(cursor, fact, frame)
    del frame
    if key in ("workers", "examinations") and not sender.everything:
        opened = newly_reached(cursor, fact.staged, "site" if sender.towns else "organisation")
        reads.record(
            Reader(actor=actor), kind="worker", door="intake", shown=opened, using="engine"
        )
    merged = merge(cursor, change)
    record_party_kinds(
        cursor,
        _kinds(key, accepted, organisations),
        change=change,
        received_on=received_on,
        sender_id=None,
    )
    return merged


def _looked_up(column: str, keys: list[int], values: list[int | None]) -> pl.Expr:
    return pl.col(column).replace_strict(keys, values, default=None, return_dtype=pl.Int64)


def _organisation(column: str, organisations: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(organisations, default=None, return_dtype=pl.Int64)


def _entities(
    cursor: CursorWrapper, key: str, accepted: pl.DataFrame, organisations: dict[str, int]
) -> pl.DataFrame:
    """The rows with the ids of organisations, sites, posts and workers."""
    holder = _organisation("holder_code", organisations)
    frame = accepted.with_columns(holder.alias("using_unit_id"), holder.alias("employer_id"))
    if "employer_code" in frame.columns:
        frame = frame.with_columns(
            _organisation("employer_code", organisations).alias("employer_id")
        )
    if "institution_code" in frame.columns:
        frame = frame.with_columns(
            _organisation("institution_code", organisations).alias("institution_id")
        )
    if key == "employers":
        wanted = frame.select(pl.col("using_unit_id").alias("organisation_id"), "site_no").unique()
        sites = ensure_sites(cursor, wanted).rename({"organisation_id": "using_unit_id"})
        frame = frame.drop("site_id").join(sites, on=["using_unit_id", "site_no"], how="left")
    if key == "posts":
        keys = ["site_id", "workshop", "post"]
        frame = frame.join(ensure_posts(cursor, frame.select(keys).unique()), on=keys, how="left")
    if "id_number" in frame.columns:
        keys = ["id_type", "id_number"]
        people = ensure_workers(cursor, frame.select(keys).drop_nulls().unique()).drop("id_hash")
        frame = frame.join(people, on=keys, how="left").drop("id_number")
    if key == "examinations":
        frame = _with_covers(frame)
    return frame


def _with_covers(frame: pl.DataFrame) -> pl.DataFrame:
    """``covers``: a dust conclusion speaks for all examined dusts, any other for its hazard."""
    pairs = frame.select("hazard", "examined").unique()
    covers = [
        [code for code in examined.split(",") if code in dusts()] if hazard in dusts() else [hazard]
        for hazard, examined in pairs.rows()
    ]
    pairs = pairs.with_columns(pl.Series("covers", covers, dtype=pl.List(pl.String)))
    return frame.join(pairs, on=["hazard", "examined"], how="left", maintain_order="left")


def _kinds(
    key: str, accepted: pl.DataFrame, organisations: dict[str, int]
) -> dict[tuple[int, str], str | None]:
    """What kinds of party the rows show organisations to be."""
    found: dict[tuple[int, str], str | None] = {}
    if key == "employers":
        named = accepted.sort("valid_from", "pos").select("credit_code", "employer_name")
        for code, name in named.unique("credit_code", keep="last").rows():
            found[organisations[code], "employer"] = name
    institution = SHEETS[key].institution
    if institution:
        name = "institution_name" if "institution_name" in accepted.columns else "name"
        named = accepted.select("institution_code", name)
        for code, name in named.unique(
            "institution_code", keep="first", maintain_order=True
        ).rows():
            found[organisations[code], institution] = name
    if {"employer_code", "using_code"} <= set(accepted.columns):
        apart = accepted.filter(pl.col("employer_code") != pl.col("using_code"))
        for code in apart["employer_code"].unique().to_list():
            found[organisations[code], "agency"] = None
    return found
