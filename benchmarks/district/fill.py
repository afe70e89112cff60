"""Fills an embedded database with district S or L, straight into the fact tables.

``python -m benchmarks.district.fill FOLDER [--scale 1]``. The rows are those of the synthetic
district (`zhifang.synthetic.district.tables`), staged by COPY and inserted by SQL as the engine
role: no workbook, no check, no encryption of each number. Scale 1 is S: 5,000 employers,
100,000 workers, 1 M examination rows, 2 M measured results (each sample of the made world five
times). A scale above 1 is a whole number of copies of S beside each other, with parties and
persons of their own; below 1 the made world is smaller.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.backends.utils import CursorWrapper

from benchmarks.measuring import load, use

EMPLOYERS, WORKERS, SAMPLES, SEED = 5_000, 100_000, 5, 20161231

#: Text columns of the staged rows, by sheet, in the order they are copied.
STAGED = {
    "employers": "credit_code employer_name site_no address town industry economic_type size "
    "status valid_from risk_class employees exposed dispatched legal_person contact phone",
    "posts": "credit_code site_no workshop post hazard valid_from valid_to work_grade "
    "grade_edition graded_on noise_level exposed_count",
    "workers": "id_type id_number worker_name sex birth_on credit_code site_no workshop post "
    "valid_from valid_to employment employer_code migrant job",
    "declarations": "credit_code site_no kind declared_on change_reason receipt_no employees "
    "exposed dispatched measured_this_year points_tested points_over",
    "measurements": "institution_code institution_name report_no sample_no report_kind "
    "sampled_on issued_on credit_code site_no workshop post hazard value_text unit limit_text "
    "judgement",
    "examinations": "institution_code exam_no id_type id_number worker_name sex birth_on "
    "employer_code using_code site_no exam_kind exam_on covers hazard conclusion "
    "exposure_started_on exposure_years exposure_months reported_on",
}

NOT_APPLICABLE = "不适用"

#: The party and person of a copy: the first copy keeps the made codes.
_CODE = "case when k = 0 then {0} else {0} || '-' || k end"


def staged_rows(names: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> Iterator[list[Any]]:
    """The rows as lists in the order of ``names``, and what is not applicable in each."""
    for row in rows:
        if "examined" in row:
            dust = row["hazard"].startswith("F")
            covers = [h for h in row["examined"] if dust and h.startswith("F")]
            row = {**row, "covers": "{" + ",".join(covers or [row["hazard"]]) + "}"}
        apart = [name for name in names if row[name] == NOT_APPLICABLE]
        values = [None if row[name] == NOT_APPLICABLE else row[name] for name in names]
        yield [*values, "{" + ",".join(apart) + "}"]


def stage(
    cursor: CursorWrapper, sheet: str, rows: Iterable[dict[str, Any]], names: tuple[str, ...]
) -> int:
    """Copies rows into the temporary table ``s_<sheet>``; gives how many there are."""
    given = (*names, "not_applicable")
    columns = ", ".join(f"{name} text" for name in given)
    cursor.execute(
        f"create temporary table s_{sheet} ({columns}, row bigint generated always as identity)"
    )
    number = 0
    with cursor.copy(f"copy s_{sheet} ({', '.join(given)}) from stdin (format csv)") as copy:
        listed = staged_rows(names, rows)
        while part := list(itertools.islice(listed, 20_000)):
            out = io.StringIO()
            csv.writer(out).writerows(part)
            copy.write(out.getvalue())
            number += len(part)
    cursor.execute(f"analyze s_{sheet}")
    return number


FACT = "added_by, received_on, not_applicable, site_id, employer_id, using_unit_id"
GIVEN = "%(change)s, date '2026-12-31', '{}'"

#: Everything after staging, in order: a name that is printed, and the statement.
STATEMENTS = (
    (
        "codes",
        f"""create temporary table codes as
            select code, k, {_CODE.format("code")} as credit_code from named_codes,
            generate_series(0, %(copies)s - 1) k""",
    ),
    (
        "organisation",
        "insert into organisation (credit_code) select credit_code from codes order by k, code",
    ),
    (
        "parties",
        """create temporary table parties as select c.code, c.k, o.id as organisation_id
           from codes c join organisation o using (credit_code)""",
    ),
    (
        "site",
        """insert into site (organisation_id, site_no)
           select distinct p.organisation_id, s.site_no from s_employers s
           join parties p on p.code = s.credit_code order by 1, 2""",
    ),
    (
        "places",
        """create temporary table places as
           select p.code, p.k, site.site_no, site.id as site_id, p.organisation_id
           from parties p join site on site.organisation_id = p.organisation_id""",
    ),
    (
        "site_state",
        f"""insert into site_state ({FACT}, valid_from, employer_name, address, town, industry,
                economic_type, size, status, risk_class, employees, exposed, dispatched,
                legal_person, contact, phone)
            select {GIVEN}, p.site_id, p.organisation_id, p.organisation_id,
                s.valid_from::date, s.employer_name, s.address, s.town, s.industry,
                s.economic_type, s.size, s.status, s.risk_class, s.employees::int,
                s.exposed::int, s.dispatched::int, s.legal_person, s.contact, s.phone
            from s_employers s join places p on p.code = s.credit_code
                and p.site_no = s.site_no""",
    ),
    (
        "site_scope",
        "insert into site_scope (site_id, town) select distinct site_id, town from site_state",
    ),
    (
        "party_kind",
        """insert into party_kind (added_by, received_on, not_applicable, organisation_id, kind,
               name)
           select %(change)s, date '2026-12-31', '{}', employer_id, 'employer',
               min(employer_name)
           from site_state group by employer_id""",
    ),
    (
        "post",
        """insert into post (site_id, workshop, name)
           select distinct p.site_id, s.workshop, s.post from s_posts s
           join places p on p.code = s.credit_code and p.site_no = s.site_no""",
    ),
    (
        "posts",
        """create temporary table posts as
           select p.code, p.k, p.site_no, post.workshop, post.name, post.id as post_id,
               p.site_id, p.organisation_id
           from places p join post using (site_id)""",
    ),
    ("", "analyze parties, places, posts, codes"),
    (
        "post_hazard",
        f"""insert into post_hazard ({FACT}, post_id, hazard, valid_from, valid_to, work_grade,
                grade_edition, graded_on, noise_level, exposed_count)
            select {GIVEN}, p.site_id, p.organisation_id, p.organisation_id, p.post_id,
                s.hazard, s.valid_from::date, s.valid_to::date, s.work_grade::smallint,
                s.grade_edition, s.graded_on::date, s.noise_level::numeric,
                s.exposed_count::int
            from s_posts s join posts p on p.code = s.credit_code and p.site_no = s.site_no
                and p.workshop = s.workshop and p.name = s.post""",
    ),
    (
        "worker",
        """insert into worker (id_type, id_hash, id_cipher, id_masked)
           select w.id_type, md5(w.id_number || '-' || k), %(cipher)s,
               left(w.id_number, 6) || '********' || right(w.id_number, 4)
           from named_people w,
           generate_series(0, %(copies)s - 1) k order by k""",
    ),
    (
        "people",
        """create temporary table people as
           select w.id_number, k, worker.id as worker_id
           from named_people w
           cross join generate_series(0, %(copies)s - 1) k
           join worker on worker.id_type = w.id_type
               and worker.id_hash = md5(w.id_number || '-' || k)""",
    ),
    ("", "analyze people"),
    (
        "exposure",
        f"""insert into exposure ({FACT}, worker_id, post_id, valid_from, valid_to, worker_name,
                sex, birth_on, employment, migrant, job)
            select {GIVEN}, p.site_id, coalesce(e.organisation_id, p.organisation_id),
                p.organisation_id, w.worker_id, p.post_id, s.valid_from::date, s.valid_to::date,
                s.worker_name, s.sex, s.birth_on::date, s.employment, s.migrant::boolean, s.job
            from s_workers s join posts p on p.code = s.credit_code and p.site_no = s.site_no
                and p.workshop = s.workshop and p.name = s.post
            join people w on w.id_number = s.id_number and w.k = p.k
            left join parties e on e.code = s.employer_code and e.k = p.k""",
    ),
    (
        "worker_scope",
        """insert into worker_scope (worker_id, site_id, organisation_id, valid_from, valid_to)
           select worker_id, site_id, using_unit_id, valid_from, max(valid_to) from exposure
           group by 1, 2, 3, 4""",
    ),
    (
        "declaration",
        f"""insert into declaration ({FACT}, kind, declared_on, change_reason, receipt_no,
                employees, exposed, dispatched, measured_this_year, points_tested, points_over)
            select {GIVEN}, p.site_id, p.organisation_id, p.organisation_id, s.kind,
                s.declared_on::date, s.change_reason, s.receipt_no, s.employees::int,
                s.exposed::int, s.dispatched::int, s.measured_this_year::boolean,
                s.points_tested::int, s.points_over::int
            from s_declarations s join places p on p.code = s.credit_code
                and p.site_no = s.site_no""",
    ),
    (
        "measurement",
        f"""insert into measurement ({FACT}, institution_id, report_no, sample_no, hazard,
                report_kind, sampled_on, issued_on, post_id, value_text, unit, limit_text,
                judgement)
            select {GIVEN}, p.site_id, p.organisation_id, p.organisation_id, i.organisation_id,
                s.report_no, s.sample_no || '-' || n, s.hazard, s.report_kind,
                s.sampled_on::date, s.issued_on::date, p.post_id, s.value_text, s.unit,
                s.limit_text, s.judgement
            from s_measurements s join posts p on p.code = s.credit_code
                and p.site_no = s.site_no and p.workshop = s.workshop and p.name = s.post
            join parties i on i.code = s.institution_code and i.k = p.k
            cross join generate_series(1, %(samples)s) n
            order by p.k, s.sampled_on""",
    ),
    (
        "examination",
        f"""insert into examination ({FACT}, institution_id, exam_no, hazard, worker_id,
                worker_name, sex, birth_on, exam_kind, exam_on, covers, conclusion,
                exposure_started_on, exposure_years, exposure_months, reported_on)
            select {GIVEN}, p.site_id, e.organisation_id, p.organisation_id,
                i.organisation_id, s.exam_no, s.hazard, w.worker_id, s.worker_name, s.sex,
                s.birth_on::date, s.exam_kind, s.exam_on::date, s.covers::text[], s.conclusion,
                s.exposure_started_on::date, s.exposure_years::smallint,
                s.exposure_months::smallint, s.reported_on::date
            from s_examinations s join places p on p.code = s.using_code
                and p.site_no = s.site_no
            join people w on w.id_number = s.id_number and w.k = p.k
            join parties e on e.code = s.employer_code and e.k = p.k
            join parties i on i.code = s.institution_code and i.k = p.k
            order by p.k, s.exam_on""",
    ),
    (
        "stale_employer",
        """insert into stale_employer (organisation_id, change_id)
           select distinct employer_id, %(change)s from site_state""",
    ),
)


def ahead(rows: Iterator[dict[str, Any]]) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """The first row, and all of them."""
    first = next(rows)
    return first, itertools.chain([first], rows)


def fill(scale: float) -> None:
    """Fills the installation in use with ``scale`` districts S; prints rows and seconds."""
    from django.db import connections, transaction

    from benchmarks.district.further import Further, name_everybody, statement
    from zhifang.exchange.staging import FACTS
    from zhifang.installation.keys import encrypt
    from zhifang.registry.changes.operations import open_change
    from zhifang.synthetic.district import tables

    made, copies = (1.0, round(scale)) if scale >= 1 else (scale, 1)
    sheets = tables(SEED, round(EMPLOYERS * made), round(WORKERS * made))
    later: list[Further] = []
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute("set local work_mem = '512MB'")
        cursor.execute("set local temp_buffers = '512MB'")
        for sheet, rows in sheets.items():
            started = time.perf_counter()
            first, rows = ahead(rows)
            names = tuple(STAGED[sheet].split()) if sheet in STAGED else tuple(first)
            number = stage(cursor, sheet, rows, names)
            if sheet not in STAGED:
                later.append(Further(sheet, FACTS[sheet][0], names))
            spent = time.perf_counter() - started
            print(f"  staged {sheet:24}{number:>11,} {spent:7.1f} s", flush=True)
        name_everybody(
            cursor,
            {
                **{key: tuple(value.split()) for key, value in STAGED.items()},
                **{further.sheet: further.columns for further in later},
            },
        )
        with open_change(cursor, actor="benchmark", verb="load") as change:
            parameters: dict[str, int | bytes] = {
                "change": change,
                "copies": copies,
                "samples": SAMPLES,
                "cipher": encrypt(b"benchmark"),
            }
            further = [(one.fact.table, statement(cursor, one)) for one in later]
            for name, text in (*STATEMENTS, *further):
                started = time.perf_counter()
                cursor.execute(text, parameters)
                if name:
                    spent = time.perf_counter() - started
                    print(f"  {name:20}{cursor.rowcount:>11,} {spent:7.1f} s", flush=True)
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze")


def main() -> None:
    """Sets up the installation and fills it once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args()
    folder = asked.folder.absolute()
    environment = {**os.environ, "ZHIFANG_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "zhifang", "setup"], check=True, env=environment)
    use(folder)
    started = time.perf_counter()
    fill(asked.scale)
    print(f"filled in {time.perf_counter() - started:.0f} s; {load()}")


if __name__ == "__main__":
    main()
