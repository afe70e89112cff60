"""Reading organisations and sites."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connections

from zhifang.core.errors import UserError
from zhifang.registry.changes.queries import known


def organisation_id(credit_code: str, *, using: str = "default") -> int:
    """The id of a credit code. UserError when the organisation is not in the register."""
    with connections[using].cursor() as cursor:
        cursor.execute("select id from organisation where credit_code = %s", [credit_code])
        row = cursor.fetchone()
    if row is None:
        raise UserError(
            f"登记册中没有统一社会信用代码为 {credit_code} 的单位；请核对代码或先报送用人单位表。",
            f"No organisation with the credit code {credit_code} is registered; check the code "
            "or send the employers sheet first.",
        )
    return int(row[0])


def organisation_names(
    ids: Iterable[int], *, change_id: int, using: str = "default"
) -> dict[int, tuple[str, str]]:
    """Credit code and latest known name of each organisation that the reader may see."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select o.id, o.credit_code,
                   coalesce(
                     (select s.employer_name from site_state s
                      where s.employer_id = o.id and {known("s")}
                      order by s.valid_from desc, s.site_id limit 1),
                     (select k.name from party_kind k
                      where k.organisation_id = o.id and {known("k")} and k.name is not null
                      order by k.id desc limit 1),
                     (select i.name from diagnosis_institution i
                      where i.institution_id = o.id and {known("i")}
                      order by i.valid_from desc limit 1),
                     '')
                from organisation o where o.id = any(%(ids)s)""",
            {"ids": list(set(ids)), "change": change_id},
        )
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def sites_of(
    organisation: int, *, as_of: date, change_id: int, using: str = "default"
) -> list[dict[str, Any]]:
    """The sites of an organisation with every known state, latest first, up to the day."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select s.site_id, site.site_no, s.valid_from,
                   lead(s.valid_from) over (partition by s.site_id order by s.valid_from)
                     as valid_to,
                   s.employer_name, s.address, s.town, s.industry, s.economic_type, s.size,
                   s.status, s.risk_class, s.employees, s.exposed, s.dispatched,
                   s.legal_person, s.contact, s.phone, s.id, s.file_id
                from site_state s join site on site.id = s.site_id
                where s.employer_id = %(organisation)s and {known("s")}
                  and s.valid_from <= %(as_of)s
                order by site.site_no, s.valid_from desc""",
            {"organisation": organisation, "change": change_id, "as_of": as_of},
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
