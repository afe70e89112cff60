"""Where the relations of rules come from in PostgreSQL: facts as known at a change.

Every text takes the parameters ``change`` and, when narrowed, ``holders`` (a list of
organisation ids whose obligations are wanted).
"""

from __future__ import annotations

from zhifang.registry import district_sources
from zhifang.registry.changes.queries import known

_HOLDER = {
    "site_periods": "s.employer_id",
    "site_identities": "s.employer_id",
    "post_hazards": "h.using_unit_id",
    "exposures": "e.using_unit_id",
    "declarations": "d.using_unit_id",
    "reportable_changes": "r.using_unit_id",
    "measurements": "m.using_unit_id",
}

_TEXT = {
    "site_periods": """
        select s.site_id, site.site_no, s.employer_id as holder_id, s.valid_from,
               lead(s.valid_from) over (partition by s.site_id order by s.valid_from) as valid_to,
               s.town, s.industry, s.size, s.status, s.risk_class
        from site_state s join site on site.id = s.site_id where {known_s}{holder}""",
    "site_identities": r"""
        select s.site_id, s.employer_id as holder_id, s.valid_from, v.attribute,
               regexp_replace(normalize(v.text, NFKC), '\s', '', 'g') as text
        from site_state s cross join lateral (values
            ('name', s.employer_name), ('town', s.town), ('address', s.address),
            ('legal_person', s.legal_person)) v (attribute, text)
        where {known_s}{holder} and v.text is not null""",
    "post_hazards": """
        select h.id, h.post_id, h.site_id, h.using_unit_id as holder_id, h.hazard, h.valid_from,
               h.valid_to, h.work_grade::bigint as work_grade, h.graded_on,
               h.noise_level::double precision as noise_level
        from post_hazard h where {known_h}{holder}""",
    "exposures": """
        select e.id, e.worker_id, e.post_id, e.site_id, site.site_no,
               e.using_unit_id as holder_id, e.valid_from, e.valid_to
        from exposure e join site on site.id = e.site_id where {known_e}{holder}""",
    "declarations": """
        select d.id, d.site_id, d.kind, d.declared_on from declaration d where {known_d}{holder}""",
    "reportable_changes": """
        select r.id, r.site_id, r.using_unit_id as holder_id, r.kind, r.changed_on, r.known_on
        from reportable_change r where {known_r}{holder}""",
    "measurements": """
        select m.id, m.site_id, m.institution_id, m.report_no, m.report_kind, m.sampled_on,
               m.issued_on, m.post_id, m.hazard
        from measurement m where {known_m}{holder}""",
    "examinations": """
        select x.id, x.worker_id, unnest(x.covers) as hazard, x.exam_kind, x.exam_on
        from examination x where {known_x}{workers}""",
}

RELATIONS = tuple(_TEXT)

#: The condition that keeps of a relation of `district_sources` what the holders' duties read.
_OF_HOLDERS = {
    "employer_archives": "a.using_unit_id = any(%(holders)s)",
    "officers": "o.using_unit_id = any(%(holders)s)",
    "trainings": "t.worker_id = any(array(select o.worker_id from officer o "
    "where o.using_unit_id = any(%(holders)s) union select e.worker_id from exposure e "
    "where e.using_unit_id = any(%(holders)s)))",
    "radiation_posts": "r.using_unit_id = any(%(holders)s)",
    "doses": "d.worker_id = any(array(select distinct r.worker_id from radiation_post r "
    "where r.using_unit_id = any(%(holders)s)))",
    "dose_reports": "d.institution_id = any(%(holders)s)",
    "disease_cases": "c.institution_id = any(%(holders)s)",
    "diagnosis_institutions": "i.institution_id = any(%(holders)s)",
    "monthly_reports": "m.institution_id = any(%(holders)s)",
}


def source(relation: str, *, narrowed: bool) -> str:
    """The SQL of a fact relation; ``narrowed`` to the parameter ``holders``."""
    if relation in _OF_HOLDERS:
        text = district_sources.TEXTS[relation]
        return f"{text} and {_OF_HOLDERS[relation]}" if narrowed else text
    holder = ""
    if narrowed and relation in _HOLDER:
        holder = f" and {_HOLDER[relation]} = any(%(holders)s)"
    workers = ""
    if narrowed:
        workers = (
            " and x.worker_id = any(array(select distinct w.worker_id from exposure w "
            "where w.using_unit_id = any(%(holders)s)))"
        )
    return _TEXT[relation].format(
        holder=holder, workers=workers, **{f"known_{a}": known(a) for a in "shedrmx"}
    )
