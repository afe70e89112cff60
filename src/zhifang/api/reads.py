"""Reading: the same queries as the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import AfterValidator, Field

from zhifang import statutes
from zhifang.access import reads as read_log
from zhifang.api import answers
from zhifang.api.cursors import decoded, encoded
from zhifang.api.problems import Problem
from zhifang.core.days import SHANGHAI, today
from zhifang.core.errors import UserError
from zhifang.exchange.dictionary import dictionary, json_schema
from zhifang.exchange.sheets import SHEETS
from zhifang.indicators import queries as indicators
from zhifang.indicators.shortest import shortest_document
from zhifang.obligations import explaining
from zhifang.obligations.queries import turns_of
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties import directory
from zhifang.registry.parties.queries import sites_of
from zhifang.registry.workers.archive import surveillance_archive
from zhifang.worklists import queries as worklists

router = Router(tags=["reads"])

PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 503: Problem}
Json = dict[str, Any]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2100, 12, 31))]


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC; without a zone it is Shanghai's. ValueError far from our time."""
    zoned = instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
    if not 1950 <= zoned.year <= 2100:
        raise ValueError("an instant between 1950 and 2100")
    return zoned.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(in_utc)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Text = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]
Side = Literal["all", "numerator", "denominator", "missing", "unknown", "pending", "not_applicable"]
Band = Literal["", "overdue", "unknown", "due_30", "due_90"]


def day_of(as_of: date | None) -> date:
    """The day asked about; today when none was given."""
    return as_of or today()


def record_shown(request: HttpRequest, workers: list[int | None]) -> None:
    """One entry of the read log for the workers an answer named."""
    shown = sorted({worker for worker in workers if worker is not None})
    read_log.record(request.reader, kind="worker", door="api", shown=shown)  # type: ignore[attr-defined]


def target_or_404(plan_id: str, target_id: str) -> tuple[statutes.Plan, statutes.Target]:
    """Plan and target of the path."""
    for plan in statutes.plans():
        for target in plan.targets:
            if (plan.id, target.id) == (plan_id, target_id):
                return plan, target
    raise Http404


@router.get("plans", response={200: list[answers.PlanEntry], **PROBLEMS})
def plans(request: HttpRequest) -> Any:  # noqa: ARG001 (ninja passes it)
    """The plans there are."""
    return statutes.plans()


@router.get("plans/{plan_id}", response={200: answers.PlanAnswer, **PROBLEMS})
def plan(
    request: HttpRequest,
    plan_id: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    by: Literal["township", "industry", "size"] | None = None,
) -> Any:
    """A plan's table on a day, of the rows that the reader may see."""
    if plan_id not in {found.id for found in statutes.plans()}:
        raise Http404
    return indicators.plan_document(
        plan_id, day_of(as_of), known_at, by=by, reader=request.reader, variants=False
    )


@router.get("plans/{plan_id}/targets/{target_id}", response={200: answers.TargetAnswer, **PROBLEMS})
def target(
    request: HttpRequest,
    plan_id: str,
    target_id: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    by: Literal["township", "industry", "size"] | None = None,
    variants: bool = False,
) -> Any:
    """One target on a day; with ``variants`` also counted in every other way."""
    found, wanted = target_or_404(plan_id, target_id)
    at = indicators.known(known_at)
    return indicators.target_document(
        found, wanted, day_of(as_of), at, by=by, reader=request.reader, variants=variants
    )


@router.get(
    "plans/{plan_id}/targets/{target_id}/rows", response={200: answers.TargetRows, **PROBLEMS}
)
def rows(
    request: HttpRequest,
    plan_id: str,
    target_id: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    side: Side = "all",
    town: Text = "",
    cursor: Text = "",
    limit: Limit = 100,
) -> Any:
    """The rows behind a number, by subject."""
    target_or_404(plan_id, target_id)
    after_subject, after_id = decoded(cursor, str, int) if cursor else ("", 0)
    found = indicators.page_of_rows(
        indicators.evaluation_id(plan_id, target_id, day_of(as_of), known_at),
        sides=indicators.SIDES[side],
        town=town,
        after=(after_subject, after_id),
        limit=limit + 1,
        reader=request.reader,  # type: ignore[attr-defined]
    )
    shown = found[:limit]
    record_shown(request, [row["worker_id"] for row in shown])
    more = len(found) > limit
    return {
        "rows": shown,
        "next": encoded(shown[-1]["subject_id"], shown[-1]["id"]) if more else None,
    }


@router.get("plans/{plan_id}/targets/{target_id}/shortest", response={200: Json, **PROBLEMS})
def shortest(
    request: HttpRequest,
    plan_id: str,
    target_id: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    town: Text = "",
) -> Any:
    """The rows whose completion reaches a target at the least effort, and the effort model."""
    found, wanted = target_or_404(plan_id, target_id)
    if town and town not in found.towns:
        raise Http404
    document = shortest_document(
        found,
        [wanted.id],
        day_of(as_of),
        known_at,
        reader=request.reader,  # type: ignore[attr-defined]
        town=town,
    )
    record_shown(request, [item["worker_id"] for item in document["items"]])
    return document


@router.get("worklist", response={200: answers.Worklist, **PROBLEMS})
def worklist(
    request: HttpRequest,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    band: Band = "",
    town: Text = "",
    employer: Text = "",
    rule: Text = "",
    cursor: Text = "",
    limit: Limit = 100,
) -> Any:
    """Open duties by due day, the longest overdue first."""
    bring_up_to_date()
    wanted = worklists.Filter(
        town=town,
        holder_id=directory.employer_in_view(employer) if employer else None,
        rule=rule,
        band=band,
    )
    after = decoded(cursor, str, str) if cursor else ("", "")
    found = list(
        worklists.items(
            day_of(as_of),
            known_at,
            wanted=wanted,
            reader=request.reader,  # type: ignore[attr-defined]
            after=after,
            limit=limit + 1,
        )
    )
    shown = found[:limit]
    record_shown(request, [row["worker_id"] for row in shown])
    more = len(found) > limit
    return {
        "items": shown,
        "next": encoded(shown[-1]["sort_key"], shown[-1]["obligation_id"]) if more else None,
    }


@router.get("employers", response={200: answers.Employers, **PROBLEMS})
def employers(
    request: HttpRequest,  # noqa: ARG001 (ninja passes it)
    as_of: Day | None = None,
    known_at: Instant | None = None,
    text: Text = "",
    town: Text = "",
    cursor: Text = "",
    limit: Limit = 100,
) -> Any:
    """Employers in the reader's view."""
    (after,) = decoded(cursor, int) if cursor else (0,)
    found = directory.employers(
        day_of(as_of),
        resolve(known_at).change_id,
        text=text,
        town=town,
        after=after,
        limit=limit + 1,
    )
    shown = found[:limit]
    more = len(found) > limit
    return {"employers": shown, "next": encoded(shown[-1]["id"]) if more else None}


@router.get("employers/{credit_code}", response={200: answers.EmployerAnswer, **PROBLEMS})
def employer(
    request: HttpRequest,  # noqa: ARG001 (ninja passes it)
    credit_code: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
) -> Any:
    """What an employer is on a day; 404 outside the reader's view."""
    organisation = organisation_or_404(credit_code)
    day, change = day_of(as_of), resolve(known_at).change_id
    sites = sites_of(organisation, as_of=day, change_id=change)
    if not sites:
        raise Http404
    hazards = directory.hazards_of(organisation, as_of=day, change_id=change)
    return {"credit_code": credit_code, "sites": sites, "hazards": hazards}


@router.get("employers/{credit_code}/duties", response={200: answers.Duties, **PROBLEMS})
def duties(
    request: HttpRequest,
    credit_code: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
) -> Any:
    """What an employer owes on a day."""
    organisation = organisation_or_404(credit_code)
    bring_up_to_date(holder_ids=[organisation])
    change = resolve(known_at).change_id
    found = turns_of(organisation, as_of=day_of(as_of), change_id=change)
    record_shown(request, [row["worker_id"] for row in found])
    return {"duties": found}


@router.get("obligations/{obligation_id}", response={200: answers.Why, **PROBLEMS})
def why(
    request: HttpRequest,
    obligation_id: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
) -> Any:
    """Why: who owes what, under which article, because of which facts."""
    if "\x00" in obligation_id:
        raise Http404
    bring_up_to_date()
    reader = request.reader  # type: ignore[attr-defined]
    try:
        found = explaining.why(obligation_id, day_of(as_of), known_at, reader=reader)
    except UserError as error:
        raise Http404 from error
    worker = found["subject"]["worker"]
    record_shown(request, [worker["id"] if worker else None])
    return found


@router.get("workers/{worker_id}", response={200: answers.WorkerFile, **PROBLEMS})
def worker(
    request: HttpRequest,
    worker_id: Annotated[int, Field(ge=1, lt=2**63)],
    as_of: Day | None = None,
    known_at: Instant | None = None,
) -> Any:
    """A worker's surveillance archive and what it lacks; the reading is recorded."""
    change = resolve(known_at).change_id
    found = surveillance_archive(worker_id, as_of=day_of(as_of), change_id=change)
    if found is None:
        raise Http404
    record_shown(request, [worker_id])
    return {**found, "missing": [vars(gap) for gap in found["missing"]]}


@router.get("sheets", response={200: list[dict[str, Any]], **PROBLEMS})
def sheets(request: HttpRequest) -> Any:  # noqa: ARG001 (ninja passes it)
    """The data dictionary."""
    return dictionary()


@router.get("sheets/{sheet}", response={200: dict[str, Any], **PROBLEMS})
def sheet_schema(request: HttpRequest, sheet: str) -> Any:  # noqa: ARG001 (ninja passes it)
    """The JSON Schema of a row of a sheet."""
    if sheet not in SHEETS:
        raise Http404
    return json_schema(sheet)


def organisation_or_404(credit_code: str) -> int:
    """The id of an employer in the reader's view."""
    if "\x00" in credit_code:
        raise Http404
    try:
        return directory.employer_in_view(credit_code)
    except UserError as error:
        raise Http404 from error
