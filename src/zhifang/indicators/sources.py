"""Where what is known comes from in PostgreSQL. Parameters: ``change``, ``rules``, ``as_of``."""

from __future__ import annotations

from zhifang.registry import district_sources, sources
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
    # a later start of the same worker at the same post ends the running one
    "exposures": f"""
        select e.site_id, e.worker_id, e.post_id, e.valid_from,
               least(e.valid_to, lead(e.valid_from) over (
                   partition by e.worker_id, e.post_id order by e.valid_from)) as valid_to
        from exposure e where {known("e")}""",
    # likewise a later start of the same hazard at the same post
    "post_hazards": f"""
        select h.post_id, h.site_id, h.using_unit_id as holder_id, h.hazard, h.valid_from,
               least(h.valid_to, lead(h.valid_from) over (
                   partition by h.post_id, h.hazard order by h.valid_from)) as valid_to
        from post_hazard h where {known("h")}""",
    "employer_lists": f"""
        select d.using_unit_id as holder_id, 'declared' as list, min(d.declared_on) as since
        from declaration d where {known("d")} and d.kind in ('initial', 'change', 'annual')
        group by 1
        union all
        select m.using_unit_id, 'measured', min(m.sampled_on)
        from measurement m where {known("m")} group by 1
        union all
        select x.using_unit_id, 'examined', min(x.exam_on)
        from examination x where {known("x")} group by 1
        union all
        select i.employer_id, 'insured', min(i.valid_from)
        from insured_person i where {known("i")} group by 1
        union all
        select p.using_unit_id, 'supervised', min(p.valid_from)
        from supervised_party p where {known("p")} group by 1""",
}

#: The sheet whose rows discharge a rule, the table they are kept in, and its column naming the
#: party concerned; empty where the rows concern no party.
EVIDENCE = {
    "DEC-01": ("declarations", "declaration", "using_unit_id"),
    "DET-01": ("measurements", "measurement", "using_unit_id"),
    "HEX-02": ("examinations", "examination", "using_unit_id"),
    "TRA-01": ("trainings", "training", "using_unit_id"),
    "TRA-02": ("trainings", "training", "using_unit_id"),
    "TRA-04": ("supervisor_trainings", "supervisor_training", ""),
    "ARC-01": ("employer_archives", "employer_archive", "using_unit_id"),
    "ARC-02": ("worker_archives", "worker_archive", "using_unit_id"),
    "SUP-01": ("inspections", "inspection", "using_unit_id"),
    "SUP-02": ("monitoring_records", "monitoring_record", ""),
    "ENF-01": ("serious_cases", "serious_case", "using_unit_id"),
    "REP-02": ("monthly_reports", "monthly_report", "institution_id"),
    "REP-03": ("disease_cases", "disease_case", "using_unit_id"),
    "REP-04": ("acute_events", "acute_event", "using_unit_id"),
    "RAD-01": ("doses", "dose", "using_unit_id"),
    "INS-01": ("insured_persons", "insured_person", "employer_id"),
}


def source(relation: str) -> str:
    """The SQL of a relation of everything known at the parameter ``change``."""
    text = _TEXT.get(relation) or district_sources.TEXTS.get(relation)
    return text or sources.source(relation, narrowed=False)


def complete_parties(rule: str) -> str:
    """SQL: the parties all of whose known senders of the rule's evidence say that their data
    are complete through the day asked. A district-wide statement covers everybody; where rows
    concern no party, any statement covers all (party 0)."""
    sheet, table, party = EVIDENCE[rule]
    stated = f"""
        with stated as (
            select c.sender_id, c.complete_through >= %(as_of)s as complete from coverage c
            where {known("c")} and c.sheet = '{sheet}')"""
    if not party:
        return f"{stated} select distinct 0::bigint as party_id from stated where complete"
    return f"""
        {stated},
        sender as (
            select distinct f.{party} as party_id, f.sender_id from {table} f
            where {known("f")})
        select o.id as party_id from organisation o
        where exists (select from stated where sender_id is null and complete)
        union
        select sender.party_id from sender left join stated using (sender_id)
        group by sender.party_id having bool_and(coalesce(stated.complete, false))
    """
