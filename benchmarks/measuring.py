"""What every benchmark here needs: an installation to work on, a clock, and honest medians."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.backends.utils import CursorWrapper


def use(folder: str | Path) -> None:
    """Works on the installation in ``folder`` (a data folder) from now on in this process."""
    os.environ["ZHIFANG_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhifang.installation.settings"
    import django

    from zhifang.installation import prepare

    prepare()
    django.setup()


@contextmanager
def undone() -> Iterator[CursorWrapper]:
    """A cursor of the engine in a transaction that leaves nothing behind."""
    from django.db import connections, transaction

    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
    ):
        yield cursor
        transaction.set_rollback(True, using="engine")


def processor_seconds(cursor: CursorWrapper) -> float:
    """Processor seconds that the server process behind ``cursor`` has used so far.

    On a machine shared with others these say more than the clock. 0.0 where the server is not
    on this machine. Its parallel helpers, at most one, are not in it.
    """
    cursor.execute("select pg_backend_pid()")
    try:
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def latest_change() -> int:
    """The id of the change everything known is known at."""
    from zhifang.registry.changes.queries import resolve

    return resolve(using="engine").change_id


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turns(rounds: int, **ways: Callable[[], float]) -> dict[str, list[float]]:
    """The seconds each way says it took, one after the other, ``rounds`` times over."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return found


def load() -> str:
    """The machine's load average over one and five minutes, to be noted beside each figure."""
    one, five, _ = os.getloadavg()
    return f"load {one:.1f}/{five:.1f}, {os.cpu_count()} cores"


def told(name: str, values: list[float], unit: str = "s") -> str:
    """A line with the median, least and greatest of ``values``."""
    middle = statistics.median(values)
    return f"{name:44} {middle:9.3f} {unit}  ({min(values):.3f} to {max(values):.3f})"


def ratio(of: list[float], to: list[float]) -> float:
    """The median of ``of`` over the median of ``to``."""
    return statistics.median(of) / statistics.median(to)
