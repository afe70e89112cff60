"""Where the relations on training, archives, insurance, radiation, diseases and
supervision come from in PostgreSQL: facts as known at the parameter ``change``."""

from __future__ import annotations

from zhifang.registry.changes.queries import known

FILES = (
    "project_file",
    "management_file",
    "training_file",
    "monitoring_file",
    "surveillance_file",
    "personal_file",
)


def _files(condition: str) -> str:
    """SQL: how many of the six files fulfil the condition on ``{file}``."""
    return " + ".join(f"({condition.format(file=file)})::int" for file in FILES)


_UNCHECKED = "a.{file} is null and not '{file}' = any(a.not_applicable)"


def _ended(alias: str, subject: str) -> str:
    """SQL: the end of a state; a later start of the same ``subject`` ends the running one."""
    following = f"lead({alias}.valid_from) over (partition by {alias}.{subject} order by "
    return f"least({alias}.valid_to, {following}{alias}.valid_from)) as valid_to"


_INSURED = f"""
    select i.employer_id, i.insured_no, i.worker_id, i.person_name, i.birth_on, i.valid_from,
           {_ended("i", "employer_id, i.insured_no")}
    from insured_person i where {known("i")}"""

#: SQL: ``m`` is about the row ``i`` as it stands; one corrected since was never compared.
_OF_THE_ROW = f"""{known("m")} and i.worker_id is null
          and m.employer_id = i.employer_id and m.insured_no = i.insured_no
          and m.valid_from = i.valid_from and m.person_name = i.person_name
          and m.birth_on is not distinct from i.birth_on"""

TEXTS = {
    "officers": f"""
        select o.id, o.worker_id, o.using_unit_id as holder_id, o.site_id, site.site_no, o.role,
               o.valid_from, {_ended("o", "site_id, o.worker_id, o.role")}
        from officer o join site on site.id = o.site_id where {known("o")}""",
    "trainings": f"""
        select t.id, t.worker_id, t.trained_on, t.hours::double precision as hours
        from training t where {known("t")}""",
    "employer_archives": f"""
        select a.id, a.using_unit_id as holder_id, site.site_no, a.checked_on,
               ({_files("a.{file} is true")})::bigint as files_there,
               ({_files("a.{file} is false")})::bigint as files_missing,
               ({_files(_UNCHECKED)})::bigint as files_unchecked
        from employer_archive a join site on site.id = a.site_id where {known("a")}""",
    "worker_archives": f"""
        select a.worker_id, a.using_unit_id as holder_id, site.site_no, a.stated_on, a.archive,
               a.work_history
        from worker_archive a join site on site.id = a.site_id where {known("a")}""",
    "told_results": f"""
        select distinct a.worker_id, a.using_unit_id as holder_id,
               greatest(a.stated_on, a.told_on) as known_on, a.told_on
        from worker_archive a where a.told_on is not null and {known("a")}""",
    "exam_days": f"""
        select distinct x.worker_id, x.using_unit_id as holder_id, x.exam_on
        from examination x where {known("x")}""",
    "insured_persons": f"""
        select i.worker_id, i.valid_from, i.valid_to
        from ({_INSURED}) i where i.worker_id is not null
        union all
        select m.worker_id, i.valid_from, i.valid_to
        from ({_INSURED}) i join insurance_match m on {_OF_THE_ROW}
        where m.decision = 'accepted'""",
    "open_matches": f"""
        select named.worker_id, i.valid_from, i.valid_to
        from ({_INSURED}) i
        join (
            select distinct e.worker_name, e.birth_on, e.worker_id
            from exposure e where {known("e")}) named
          on named.worker_name = i.person_name and named.birth_on = i.birth_on
        where i.worker_id is null and not exists (
            select from insurance_match m where {_OF_THE_ROW}
            and (m.decision = 'accepted'
                 or m.decision = 'refused' and m.worker_id = named.worker_id))""",
    "insurance_lists": f"""
        select c.complete_through from coverage c
        where {known("c")} and c.sheet = 'insured_persons'""",
    "radiation_posts": f"""
        select r.id, r.worker_id, r.using_unit_id as holder_id, r.site_id, site.site_no, r.medical,
               r.valid_from, {_ended("r", "site_id, r.worker_id")}
        from radiation_post r join site on site.id = r.site_id where {known("r")}""",
    "doses": f"""
        select d.id, d.worker_id, d.valid_from, d.valid_to
        from dose d where {known("d")} and d.kind in ('valid', 'nominal')""",
    "dose_reports": f"""
        select d.id, d.institution_id, d.report_no, d.site_id, d.valid_to - 1 as last_day,
               d.reported_on
        from dose d where {known("d")} and d.kind in ('valid', 'nominal')""",
    "diagnosis_institutions": f"""
        select i.institution_id, i.town, i.valid_from, {_ended("i", "institution_id")}
        from diagnosis_institution i where {known("i")}""",
    "monthly_reports": f"""
        select m.id, m.institution_id,
               (make_date(m.year, m.month, 10) + interval '1 month')::date as due_on,
               m.confirmed_on
        from monthly_report m where {known("m")}""",
    "disease_cases": f"""
        select c.id, c.institution_id, c.case_no, c.worker_id, c.site_id,
               c.using_unit_id as holder_id, c.disease_code, c.stage, c.diagnosed_on, c.reported_on,
               case when c.dust_years is not null or c.dust_months is not null
                    then 12 * coalesce(c.dust_years, 0) + coalesce(c.dust_months, 0)
               end::bigint as dust_months
        from disease_case c where {known("c")}""",
    "acute_events": f"""
        select e.event_no, e.site_id, e.using_unit_id as holder_id, e.occurred_on,
               e.cases::bigint as cases, e.deaths::bigint as deaths, e.anthrax::bigint as anthrax
        from acute_event e where {known("e")}""",
    "monitoring_records": f"""
        select m.town, m.monitored_on from monitoring_record m where {known("m")}""",
    "supervisors": f"""
        select s.supervisor_no, s.town, s.valid_from, {_ended("s", "supervisor_no")}
        from supervisor s where {known("s")}""",
    "supervisor_trainings": f"""
        select t.supervisor_no, t.trained_on from supervisor_training t where {known("t")}""",
    "supervised_parties": f"""
        select p.using_unit_id as holder_id, p.site_id, site.site_no, p.kind, p.valid_from,
               {_ended("p", "site_id, p.kind")}
        from supervised_party p join site on site.id = p.site_id where {known("p")}""",
    "inspections": f"""
        select v.using_unit_id as holder_id, v.inspected_on
        from inspection v where {known("v")}""",
    "serious_cases": f"""
        select c.case_no, c.site_id, c.using_unit_id as holder_id, c.found_on, c.filed_on,
               c.decided_on
        from serious_case c where {known("c")}""",
}
