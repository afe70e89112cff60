"""Where the relations of indicators come from in PostgreSQL.

Parameters: ``change``, ``as_of``, ``rules``. Nothing after the day asked is shown, but for what
a turn itself carries, which its outcome on the day does not read.
"""

from __future__ import annotations

from zhifang.registry.changes.queries import known

TURN = """
    t.obligation_id, t.rule, t.holder_id, t.site_id, site.site_no, t.worker_id, t.hazard,
    t.anchor_on, t.anchor_kind, t.opened_on, t.due_earliest, t.due_latest, t.done_on,
    t.ended_on, t.ended_why,
    t.months_low::bigint as months_low, t.months_high::bigint as months_high
"""

SPEAKS = "t.law_from <= %(as_of)s and (t.law_to > %(as_of)s or t.law_to is null)"

#: Examinations that can still count in the period: not over before it, and not both due and done
#: before it. The running turn of every pair is among them.
LIVES = """
    (t.ended_on is null or t.ended_on > %(period_start)s)
    and (t.done_on is null or t.done_on >= %(period_start)s
         or t.due_latest is null or t.due_latest >= %(period_start)s)
"""

SOURCES = {
    "speaking_turns": f"""
        select {TURN} from turn t join site on site.id = t.site_id
        where {known("t")} and {SPEAKS} and t.rule = any(%(rules)s)
          and (t.rule <> 'HEX-02' or {LIVES})""",
    "site_days": f"""
        select s.site_id, s.employer_id as holder_id, site.site_no, s.valid_from,
               lead(s.valid_from) over (partition by s.site_id order by s.valid_from) as valid_to,
               s.town, s.industry, s.size, s.status
        from site_state s join site on site.id = s.site_id
        where {known("s")} and s.valid_from <= %(as_of)s""",
    "site_workers": f"""
        select e.site_id, count(distinct e.worker_id) as workers from exposure e
        where {known("e")} and e.valid_from <= %(as_of)s
          and (e.valid_to > %(as_of)s or e.valid_to is null)
          and exists (
            select from post_hazard h
            where h.post_id = e.post_id and {known("h")} and h.valid_from <= %(as_of)s
              and (h.valid_to > %(as_of)s or h.valid_to is null))
        group by e.site_id""",
    "latest_filings": f"""
        select d.site_id, max(d.declared_on) as declared_on from declaration d
        where {known("d")} and d.kind in ('initial', 'change', 'annual')
          and d.declared_on <= %(as_of)s
        group by d.site_id""",
    "post_hazard_samples": f"""
        with pair as (
            select h.post_id, h.site_id, h.using_unit_id as holder_id, h.hazard,
                   min(h.valid_from) as since
            from post_hazard h
            where {known("h")} and h.valid_from <= %(as_of)s
              and (h.valid_to > %(as_of)s or h.valid_to is null)
            group by 1, 2, 3, 4),
        sampled as (
            select m.post_id, m.hazard, max(m.sampled_on) as sampled_on from measurement m
            where {known("m")} and m.report_kind in ('10', '31', '32')
              and m.sampled_on <= %(as_of)s
            group by 1, 2)
        select pair.*, sampled.sampled_on from pair left join sampled using (post_id, hazard)""",
}

#: The sheet whose rows discharge a rule, and the table they are kept in.
EVIDENCE = {
    "DEC-01": ("declarations", "declaration"),
    "DET-01": ("measurements", "measurement"),
    "HEX-02": ("examinations", "examination"),
}


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
