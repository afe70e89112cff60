"""How the records of each sheet are listed: their day, what is shown, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordKind:
    """How the records of a kind are listed: their day and the columns shown.

    ``of``: the condition under which a record is an organisation's; "" where it is the
    district's own and belongs to no employer.
    """

    table: str
    day: str
    columns: str
    joins: str = ""
    of: str = "f.using_unit_id = %(organisation)s"


#: A worker's records belong to the using unit and to the agency that employs; the agency's are
#: found through its workers.
_OF_BOTH = """f.id in (
    select u.id from {table} u where u.using_unit_id = %(organisation)s
    union all
    select a.id from worker_scope w join {table} a on a.worker_id = w.worker_id
    where w.organisation_id = %(organisation)s and a.employer_id = %(organisation)s)"""
_POST = "join post p on p.id = f.post_id"

#: What stands beside a column of a table of facts: the names behind its ids.
_BEHIND = {
    "site_id": ("site.site_no", "join site on site.id = f.site_id"),
    "worker_id": (
        "f.worker_id, w.id_type, w.id_masked",
        "left join worker w on w.id = f.worker_id",
    ),
    "institution_id": (
        "i.credit_code as institution_code",
        "join organisation i on i.id = f.institution_id",
    ),
}


def _kind(table: str, day: str, *columns: str, of: str = RecordKind.of) -> RecordKind:
    """A kind whose records are shown by the columns of their sheet."""
    shown = [_BEHIND.get(column, (f"f.{column}", ""))[0] for column in columns]
    joins = [_BEHIND[column][1] for column in columns if column in _BEHIND]
    return RecordKind(table, day, ", ".join((*shown, "f.not_applicable")), " ".join(joins), of)


#: The kinds of records of an employer by the key of their sheet.
OF_EMPLOYERS: dict[str, RecordKind] = {
    "declarations": RecordKind(
        "declaration", "f.declared_on", "f.kind, f.change_reason, f.receipt_no, f.exposed"
    ),
    "reportable_changes": _kind(
        "reportable_change",
        "f.changed_on",
        *("site_id", "kind", "changed_on", "known_on", "content", "source"),
    ),
    "measurements": RecordKind(
        "measurement",
        "f.sampled_on",
        "f.report_no, f.sample_no, p.workshop, p.name as post, f.hazard, f.value_text, f.unit, "
        "f.judgement",
        _POST,
    ),
    "examinations": RecordKind(
        "examination",
        "f.exam_on",
        "f.worker_id, f.worker_name, f.exam_kind, f.hazard, f.conclusion, f.exam_no",
        of=_OF_BOTH.format(table="examination"),
    ),
    "workers": RecordKind(
        "exposure",
        "f.valid_from",
        "f.worker_id, f.worker_name, p.workshop, p.name as post, f.employment, f.valid_to",
        _POST,
        _OF_BOTH.format(table="exposure"),
    ),
    "posts": RecordKind(
        "post_hazard",
        "f.valid_from",
        "p.workshop, p.name as post, f.hazard, f.work_grade, f.noise_level, f.valid_to",
        _POST,
    ),
    "employers": RecordKind(
        "site_state",
        "f.valid_from",
        "f.employer_name, f.town, f.status, f.address",
        of="f.employer_id = %(organisation)s",
    ),
    "officers": _kind(
        "officer", "f.valid_from",
        "site_id", "role", "worker_id", "person_name", "valid_from", "valid_to", "appointed_no",
    ),
    "trainings": _kind(
        "training", "f.trained_on",
        "site_id", "worker_id", "person_name", "role", "course", "trained_on", "hours",
        "organiser", "certificate_no", "expires_on",
    ),
    "employer_archives": _kind(
        "employer_archive", "f.checked_on",
        "site_id", "checked_on", "project_file", "management_file", "training_file",
        "monitoring_file", "surveillance_file", "personal_file", "updated_on", "checked_by",
    ),
    "worker_archives": _kind(
        "worker_archive", "f.stated_on",
        "site_id", "worker_id", "person_name", "stated_on", "archive_no", "archive",
        "work_history", "told_on", "copy_given_on",
    ),
    "insured_persons": _kind(
        "insured_person", "f.valid_from",
        "insured_no", "worker_id", "person_name", "birth_on", "valid_from", "valid_to",
        of="f.employer_id = %(organisation)s",
    ),
    "radiation_posts": _kind(
        "radiation_post", "f.valid_from",
        "site_id", "worker_id", "person_name", "medical", "category", "area", "valid_from",
        "valid_to",
    ),
    "doses": _kind(
        "dose", "f.valid_from",
        "institution_id", "report_no", "site_id", "worker_id", "person_name", "valid_from",
        "valid_to", "dose_text", "dose_msv", "kind", "reported_on",
    ),
    "disease_cases": _kind(
        "disease_case", "f.diagnosed_on",
        "institution_id", "case_no", "site_id", "worker_id", "person_name", "sex", "birth_on",
        "disease_code", "stage", "diagnosed_on", "reported_on", "dust_years", "dust_months",
        "card_no",
    ),
    "acute_events": _kind(
        "acute_event", "f.occurred_on",
        "event_no", "site_id", "title", "occurred_on", "cases", "deaths", "anthrax",
        "reported_on",
    ),
    "supervised_parties": _kind(
        "supervised_party", "f.valid_from", "site_id", "kind", "valid_from", "valid_to"
    ),
    "inspections": _kind(
        "inspection", "f.inspected_on",
        "inspection_no", "site_id", "inspected_on", "kind", "result", "department",
        "inspectors", "findings", "correct_by",
    ),
    "serious_cases": _kind(
        "serious_case", "f.found_on",
        "case_no", "site_id", "found_on", "grounds", "filed_on", "decided_on", "decision_no",
        "decision",
    ),
}  # fmt: skip

#: The kinds of records of the district that belong to no employer. A decision is of the day of
#: its meeting, of none when that meeting is not known; what speaks of a year or month is of its
#: first day.
OF_DISTRICT: dict[str, RecordKind] = {
    "supervisors": _kind(
        "supervisor", "f.valid_from",
        "supervisor_no", "person_name", "department", "town", "duty", "valid_from", "valid_to",
        of="",
    ),
    "supervisor_trainings": _kind(
        "supervisor_training", "f.trained_on",
        "supervisor_no", "course", "trained_on", "hours", "certificate_no",
        of="",
    ),
    "monitoring_records": _kind(
        "monitoring_record", "f.monitored_on",
        "record_no", "town", "item", "monitored_on", "unit_name", "persons",
        of="",
    ),
    "diagnosis_institutions": _kind(
        "diagnosis_institution", "f.valid_from",
        "institution_id", "name", "town", "scope", "valid_from", "valid_to",
        of="",
    ),
    "monthly_reports": _kind(
        "monthly_report", "f.confirmed_on",
        "institution_id", "year", "month", "cases", "confirmed_on",
        of="",
    ),
    "meetings": _kind(
        "meeting", "f.held_on", "meeting_no", "held_on", "topic", "participants", of=""
    ),
    "meeting_items": _kind(
        "meeting_item",
        "(select min(m.held_on) from meeting m where m.meeting_no = f.meeting_no "
        "and m.added_by <= %(change)s and (m.removed_by is null or m.removed_by > %(change)s))",
        "meeting_no", "item_no", "department", "decision", "due_on", "done_on", "outcome",
        of="",
    ),
    "data_exchanges": _kind(
        "data_exchange", "f.exchanged_on",
        "exchange_no", "exchanged_on", "giver", "taker", "subject", "agreement_no", "records",
        of="",
    ),
    "capacities": _kind(
        "capacity", "make_date(f.year, 1, 1)",
        "institution_id", "year", "service", "persons",
        of="",
    ),
    "task_reports": _kind(
        "task_report", "f.done_on",
        "plan", "task", "department", "town", "stage", "done_on", "evidence",
        of="",
    ),
}  # fmt: skip

KINDS = {**OF_EMPLOYERS, **OF_DISTRICT}
