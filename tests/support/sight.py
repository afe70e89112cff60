"""What each reader may see of each table, in plain Python over all rows of the database.

Written from semantics sections 7 and 12 alone: a township by the towns a site ever stood in, a
party by the columns that name it, a worker by the facts about it. It reads no policy and no
scope table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import connections

from zhifang.access.readers import Reader

Row = dict[str, Any]
Rule = Callable[["Everything", Reader, Row], bool]

#: Tables every reader may read: no person and no fact about an employer. Each with its reason.
OPEN = {
    "auth_group": "Django's, empty",
    "auth_group_permissions": "Django's, empty",
    "auth_permission": "Django's list of model rights",
    "django_content_type": "Django's list of models",
    "access_user": "signing in looks a user up before anybody is known",
    "access_user_groups": "Django's, empty",
    "access_user_user_permissions": "Django's, empty",
    "api_key": "a key is looked up before it is known who asks; holds a digest only",
    "repeated_request": "answers to programs: counts and rows' numbers, no values",
    "django_session": "sessions, found by their secret key",
    "axes_accessattempt": "failed sign-ins, counted before anybody is known",
    "axes_accessattemptexpiration": "as above",
    "axes_accessfailurelog": "as above",
    "axes_accesslog": "as above",
    "procrastinate_jobs": "ids of files and their sender",
    "procrastinate_events": "when jobs began and ended",
    "procrastinate_periodic_defers": "when periodic jobs began",
    "procrastinate_workers": "processes that run jobs",
    "change": "when facts were recorded, by whom and why",
    "organisation": "credit codes, public by law, and nothing else",
    "site": "numbers of sites of a credit code",
    "site_scope": "the towns a site number ever stood in",
    "evaluation": "which target was computed for which day",
    "worklist_day": "for which day a worklist was made",
    "exam_cycles": "law",
    "measurement_cycles": "law",
    "evaluation_cycles": "law",
    "hazard_circumstances": "law",
    "industry_risk_classes": "law",
    "days_off": "law",
    "law_loaded": "law",
}

#: Tables no reader has any right to.
CLOSED = frozenset({"stale_employer", "audit_link", "audit_member", "django_migrations"})


class Everything:
    """All rows of all tables, as the owner reads them; each with its ``ctid``."""

    def __init__(self) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                "where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1"
            )
            self.tables = [name for (name,) in cursor.fetchall()]
            self.rows = {name: _all(cursor, name) for name in self.tables}
        self.towns: dict[int, set[str]] = defaultdict(set)
        for row in self.rows["site_state"]:
            self.towns[row["site_id"]].add(row["town"])
        self.owner_of_site = {row["id"]: row["organisation_id"] for row in self.rows["site"]}
        self.about: dict[int, list[tuple[str, Row]]] = defaultdict(list)
        self.at_post: dict[int, list[Row]] = defaultdict(list)
        for table in ("post_hazard", "exposure", "measurement"):
            for row in self.rows[table]:
                self.at_post[row["post_id"]].append(row)
        for table in ABOUT_PERSONS:
            for row in self.rows[table]:
                self.about[row["worker_id"]].append((table, row))

    def allowed(self, table: str, reader: Reader) -> list[Row]:
        """The rows of a table that the reader may see."""
        if table in CLOSED:
            return []
        if table in OPEN:
            return self.rows[table]
        return [row for row in self.rows[table] if may_see(self, table, reader, row)]


def _all(cursor: Any, table: str) -> list[Row]:
    cursor.execute(f'select ctid::text as ctid, t.* from "{table}" t')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def may_see(everything: Everything, table: str, reader: Reader, row: Row) -> bool:
    """Whether the reader may see the row. KeyError for a table nobody stated a rule for."""
    rule = RULES[table]
    return reader.district or rule(everything, reader, row)


_FACT = ("employer_id", "using_unit_id", "sender_id")


def _here(everything: Everything, reader: Reader, site_id: int | None) -> bool:
    return site_id is not None and not everything.towns[site_id].isdisjoint(reader.towns)


def _named(*columns: str) -> Rule:
    """The reader's party stands in one of the columns."""

    def rule(_everything: Everything, reader: Reader, row: Row) -> bool:
        return reader.party is not None and reader.party in {row[column] for column in columns}

    return rule


def _at_site(*columns: str) -> Rule:
    """The site ever stood in a town of the reader, or the party is named in a column."""
    named = _named(*columns)

    def rule(everything: Everything, reader: Reader, row: Row) -> bool:
        return _here(everything, reader, row["site_id"]) or named(everything, reader, row)

    return rule


def _in_town(column: str, *columns: str) -> Rule:
    named = _named(*columns)

    def rule(everything: Everything, reader: Reader, row: Row) -> bool:
        return row[column] in reader.towns or named(everything, reader, row)

    return rule


#: Facts about persons, and who is reached through them.
ABOUT_PERSONS: dict[str, Rule] = {
    "exposure": _at_site("employer_id", "using_unit_id"),
    "examination": _at_site("employer_id", "using_unit_id", "institution_id", "sender_id"),
    "officer": _at_site("employer_id", "using_unit_id"),
    "training": _at_site("employer_id", "using_unit_id"),
    "worker_archive": _at_site("employer_id", "using_unit_id"),
    "radiation_post": _at_site("employer_id", "using_unit_id"),
    "dose": _at_site("employer_id", "using_unit_id"),
    "disease_case": _at_site("employer_id", "using_unit_id"),
}


def _worker(everything: Everything, reader: Reader, row: Row) -> bool:
    """Someone with an exposure or examination that concerns the reader's town or party."""
    return any(
        ABOUT_PERSONS[table](everything, reader, fact)
        for table, fact in everything.about[row["id"]]
    )


def _post(everything: Everything, reader: Reader, row: Row) -> bool:
    """A post of a site of the reader's town or party, or one that a row naming the party is of."""
    if _here(everything, reader, row["site_id"]):
        return True
    if reader.party is None:
        return False
    if everything.owner_of_site[row["site_id"]] == reader.party:
        return True
    named = {*_FACT, "institution_id"}
    return any(
        fact.get(column) == reader.party
        for fact in everything.at_post[row["id"]]
        for column in named
    )


def _kind(everything: Everything, reader: Reader, row: Row) -> bool:
    """Institutions, departments and agencies are public; an employer is its town's and its own."""
    if row["kind"] != "employer":
        return True
    sites = [
        site
        for site, organisation in everything.owner_of_site.items()
        if organisation == row["organisation_id"]
    ]
    return reader.party == row["organisation_id"] or any(
        _here(everything, reader, site) for site in sites
    )


def _nobody_but_the_district(_everything: Everything, _reader: Reader, _row: Row) -> bool:
    return False


def _insured(everything: Everything, reader: Reader, row: Row) -> bool:
    """The insuring unit's own list; a township, those who ever worked at a site in it."""
    if reader.party is not None and reader.party in (row["employer_id"], row["sender_id"]):
        return True
    return any(
        _here(everything, reader, fact["site_id"]) for _, fact in everything.about[row["worker_id"]]
    )


def _turn(everything: Everything, reader: Reader, row: Row) -> bool:
    """As at a site; without one, the towns in which the institution that owes it serves."""
    return _at_site("holder_id")(everything, reader, row) or (
        row["site_id"] is None
        and any(
            one["institution_id"] == row["holder_id"] and one["town"] in reader.towns
            for one in everything.rows["diagnosis_institution"]
        )
    )


def _insurance_match(everything: Everything, reader: Reader, row: Row) -> bool:
    """A township, of workers ever at a site in it; the insuring unit, of workers it reaches."""
    facts = [fact for _, fact in everything.about[row["worker_id"]]]
    if any(_here(everything, reader, fact["site_id"]) for fact in facts):
        return True
    named = _named("employer_id", "using_unit_id")
    return _named("employer_id")(everything, reader, row) and any(
        named(everything, reader, fact) for fact in facts
    )


def _supervisor_training(everything: Everything, reader: Reader, row: Row) -> bool:
    """The trainings of the supervisors whom the reader may see."""
    seen = _in_town("town", "sender_id")
    return _named("sender_id")(everything, reader, row) or any(
        one["supervisor_no"] == row["supervisor_no"] and seen(everything, reader, one)
        for one in everything.rows["supervisor"]
    )


def _appraised(column: str) -> Rule:
    """The townships that a count has a result of: a draft has none."""
    own = _in_town("town")

    def rule(everything: Everything, reader: Reader, row: Row) -> bool:
        return any(
            result["appraisal_id"] == row[column] and own(everything, reader, result)
            for result in everything.rows["appraisal_result"]
        )

    return rule


def _flipped(_everything: Everything, reader: Reader, row: Row) -> bool:
    """The township the subject was counted in before, or is now."""
    return not {row["town_before"], row["town_after"]}.isdisjoint(reader.towns)


RULES: dict[str, Rule] = {
    "officer": _at_site(*_FACT),
    "training": _at_site(*_FACT),
    "employer_archive": _at_site(*_FACT),
    "worker_archive": _at_site(*_FACT),
    "radiation_post": _at_site(*_FACT),
    "acute_event": _at_site(*_FACT),
    "supervised_party": _at_site(*_FACT),
    "inspection": _at_site(*_FACT),
    "reportable_change": _at_site(*_FACT),
    "serious_case": _at_site(*_FACT),
    "dose": _at_site(*_FACT, "institution_id"),
    "disease_case": _at_site(*_FACT, "institution_id"),
    "insured_person": _insured,
    "insurance_match": _insurance_match,
    "diagnosis_institution": _in_town("town", "institution_id", "sender_id"),
    "monthly_report": _named("institution_id", "sender_id"),
    "capacity": _named("institution_id", "sender_id"),
    "monitoring_record": _in_town("town", "sender_id"),
    "supervisor": _in_town("town", "sender_id"),
    "task_report": _in_town("town", "sender_id"),
    "supervisor_training": _supervisor_training,
    "meeting": _named("sender_id"),
    "meeting_item": _named("sender_id"),
    "data_exchange": _named("sender_id"),
    "site_state": _at_site(*_FACT),
    "post_hazard": _at_site(*_FACT),
    "exposure": _at_site(*_FACT),
    "declaration": _at_site(*_FACT),
    "measurement": _at_site(*_FACT, "institution_id"),
    "examination": _at_site(*_FACT, "institution_id"),
    "coverage": _named("sender_id"),
    "party_kind": _kind,
    "post": _post,
    "worker": _worker,
    "worker_scope": _at_site("organisation_id"),
    "received_file": _in_town("sender_town", "sent_by"),
    "turn": _turn,
    "evaluation_row": _in_town("town", "party_id"),
    "open_item": _in_town("town", "holder_id"),
    "appraisal": _appraised("id"),
    "appraisal_step": _appraised("appraisal_id"),
    "appraisal_count": _nobody_but_the_district,
    "appraisal_result": _in_town("town"),
    "appraisal_objection": _in_town("town"),
    "appraisal_answer": _in_town("town"),
    "appraisal_flip": _flipped,
    "read_log": _nobody_but_the_district,
    "audit_entry": _nobody_but_the_district,
}
