"""The list of employers and the hazards of one, as far as row security shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhifang.core.errors import UserError
from zhifang.registry.changes.queries import known, rows


def credit_code_of(organisation: int, *, using: str = "default") -> str:
    """The credit code of an organisation's id."""
    found = rows(
        "select credit_code from organisation where id = %(id)s", {"id": organisation}, using
    )
    return str(found[0]["credit_code"])


def employer_in_view(credit_code: str, *, using: str = "default") -> int:
    """The id of an employer that the reader may see.

    UserError, the same for one not registered and for one outside the view: whether a credit
    code stands in the register is no business of everybody.
    """
    found = rows(
        "select o.id from organisation o where o.credit_code = %(code)s "
        "and (exists (select from site_state s where s.employer_id = o.id) "
        "or exists (select from diagnosis_institution i where i.institution_id = o.id))",
        {"code": credit_code},
        using,
    )
    if not found:
        raise UserError(
            f"没有统一社会信用代码为 {credit_code} 的用人单位，或它不在您的查看范围内；"
            "请核对代码或先报送用人单位表。",
            f"No employer with the credit code {credit_code} is registered in your view; check "
            "the code or send the employers sheet first.",
        )
    return int(found[0]["id"])


def employers(
    as_of: date,
    change_id: int,
    *,
    text: str = "",
    town: str = "",
    after: int = 0,
    limit: int = 50,
    using: str = "default",
) -> list[dict[str, Any]]:
    """Employers by organisation id after ``after``; each with the state of its first site.

    ``text``: part of a credit code or of a name it has or had; ``town``: where one of its sites
    stands.
    """
    pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return rows(
        f"""with picked as (
              select distinct s.employer_id
              from site_state s join organisation o on o.id = s.employer_id
              where {known("s")} and s.valid_from <= %(as_of)s and s.employer_id > %(after)s
                and (%(text)s = '' or s.employer_name ilike %(pattern)s
                     or o.credit_code ilike %(pattern)s)
                and (%(town)s = '' or s.town = %(town)s and not exists (
                  select from site_state n
                  where n.site_id = s.site_id and {known("n")}
                    and n.valid_from > s.valid_from and n.valid_from <= %(as_of)s))
              order by 1 limit %(limit)s
            )
            select distinct on (s.employer_id) s.employer_id as id, o.credit_code,
                   s.employer_name as name, s.town, s.industry, s.size, s.status, s.exposed
            from picked join site_state s on s.employer_id = picked.employer_id
            join organisation o on o.id = s.employer_id
            where {known("s")} and s.valid_from <= %(as_of)s
            order by s.employer_id, s.site_id, s.valid_from desc""",
        {
            "change": change_id,
            "as_of": as_of,
            "after": after,
            "text": text,
            "pattern": f"%{pattern}%",
            "town": town,
            "limit": limit,
        },
        using,
    )


def hazards_of(
    organisation: int, *, as_of: date, change_id: int, using: str = "default"
) -> list[dict[str, Any]]:
    """The hazards of an organisation's posts on a day, by site, workshop, post."""
    return rows(
        f"""select h.site_id, p.workshop, p.name as post, h.hazard, h.work_grade, h.grade_edition,
                   h.graded_on, h.noise_level, h.exposed_count, h.valid_from, h.valid_to
            from post_hazard h join post p on p.id = h.post_id
            where h.using_unit_id = %(organisation)s and {known("h")}
              and h.valid_from <= %(as_of)s and (h.valid_to > %(as_of)s or h.valid_to is null)
              and not exists (
                select 1 from post_hazard n
                where n.post_id = h.post_id and n.hazard = h.hazard and {known("n")}
                  and n.valid_from > h.valid_from and n.valid_from <= %(as_of)s)
            order by h.site_id, p.workshop, p.name, h.hazard""",
        {"organisation": organisation, "change": change_id, "as_of": as_of},
        using,
    )
