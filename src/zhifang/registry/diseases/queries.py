"""Reading acute events."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections

from zhifang.registry.changes.queries import known


def event_titles(
    numbers: Iterable[str], *, change_id: int, using: str = "default"
) -> dict[str, str]:
    """Title of each acute event that the reader may see, by event number."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select e.event_no, e.title from acute_event e
                where e.event_no = any(%(numbers)s) and {known("e")}""",
            {"numbers": sorted(set(numbers)), "change": change_id},
        )
        return dict(cursor.fetchall())
