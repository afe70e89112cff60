"""Where what is known comes from in PostgreSQL. Parameters: ``change``, ``rules``, ``as_of``."""

from __future__ import annotations

from zhifang.registry import sources
from zhifang.registry.changes.queries import known

TURN = """
    t.obligation_id, t.rule, t.holder_id, t.site_id, site.site_no, t.worker_id, t.hazard,
    t.anchor_on, t.anchor_kind, t.opened_on, t.law_from, t.law_to, t.due_earliest, t.due_latest,
    t.done_on, t.ended_on, t.ended_why,
    t.months_low::bigint as months_low, t.months_high::bigint as months_high
"""

_TEXT = {
    "turns": f"""
        select {TURN} from turn t join site on site.id = t.site_id
        where {known("t")} and t.rule = any(%(rules)s)""",
    "site_states": f"""
        select s.site_id, s.employer_id as holder_id, site.site_no, s.valid_from,
               lead(s.valid_from) over (partition by s.site_id order by s.valid_from) as valid_to,
               s.town, s.industry, s.size, s.status
        from site_state s join site on site.id = s.site_id where {known("s")}""",
}

#: The sheet whose rows discharge a rule, and the table they are kept in.
EVIDENCE = {
    "DEC-01": ("declarations", "declaration"),
    "DET-01": ("measurements", "measurement"),
    "HEX-02": ("examinations", "examination"),
}


def source(relation: str) -> str:
    """The SQL of a relation of everything known at the parameter ``change``."""
    return _TEXT.get(relation) or sources.source(relation, narrowed=False)


def complete_parties(rule: str) -> str:
    """SQL: the parties all of whose known senders of the rule's evidence say that their data
    are complete through the day asked. A district-wide statement covers everybody."""
    sheet, table = EVIDENCE[rule]
    return f"""
        with stated as (
            select c.sender_id, c.complete_through >= %(as_of)s as complete from coverage c
            where {known("c")} and c.sheet = '{sheet}'),
        sender as (
            select distinct f.using_unit_id as party_id, f.sender_id from {table} f
            where {known("f")})
        select o.id as party_id from organisation o
        where exists (select from stated where sender_id is null and complete)
        union
        select sender.party_id from sender left join stated using (sender_id)
        group by sender.party_id having bool_and(coalesce(stated.complete, false))
    """
