"""Reading supervisors."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections

from zhifang.registry.changes.queries import known


def supervisor_names(
    numbers: Iterable[str], *, change_id: int, using: str = "default"
) -> dict[str, str]:
    """Latest known name of each supervisor that the reader may see, by supervisor number."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select distinct on (s.supervisor_no) s.supervisor_no, s.person_name
                from supervisor s where s.supervisor_no = any(%(numbers)s) and {known("s")}
                order by s.supervisor_no, s.valid_from desc""",
            {"numbers": sorted(set(numbers)), "change": change_id},
        )
        return dict(cursor.fetchall())
