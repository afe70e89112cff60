"""Intake of 100,000 exam rows from .xlsx against the floor and against django-import-export.

``python -m benchmarks.intake.run [ROWS]``. One server, one run, a fresh database each; ratios
count, seconds are of this machine. The floor reads the sheet and COPYs into the indexed table
without a check. Both others find organisations, sites and workers there already; ours enters
60,000 workers on the way, encrypts their numbers, checks everything and keeps the file.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

BARS = {"floor": 2.5, "best": 8.0, "usual": 50.0, "megabytes": 500}
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Peak:
    """The most memory (MB) this process and its children held together, sampled."""

    def __enter__(self) -> Peak:
        self.most, self._over = 0.0, threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._watch.join()

    def _sample(self) -> None:
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
        while not self._over.wait(0.02):
            ids = [str(os.getpid())]
            for task in children.parent.parent.iterdir():
                ids += (task / "children").read_text().split() if task.exists() else []
            self.most = max(self.most, sum(_resident(one) for one in set(ids)))


def _resident(process: str) -> float:
    try:
        shared = Path(f"/proc/{process}/statm").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(shared[1]) * _PAGE / 1024**2


@contextmanager
def prepared(server: object) -> Iterator[str]:
    """A fresh database with the employers in it."""
    from benchmarks.intake import district
    from tests.support.database import fresh_database
    from zhifang.exchange.intake import submit
    from zhifang.exchange.received import SentFile
    from zhifang.exchange.senders import Sender

    with fresh_database(server) as name:  # type: ignore[arg-type]
        submit(
            [SentFile("employers.xlsx", district.employers())],
            actor="benchmark",
            sender=Sender.operator(),
            received_on=date(2021, 1, 15),
        )
        yield name


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds and peak MB of ``work``."""
    with Peak() as peak:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started, peak.most


def ours(content: bytes) -> int:
    """Everything intake does."""
    from zhifang.exchange.intake import submit
    from zhifang.exchange.received import SentFile
    from zhifang.exchange.senders import Sender

    summary = submit(
        [SentFile("exams.xlsx", content)],
        actor="benchmark",
        sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )
    if summary.rejected:
        raise SystemExit(f"{summary.rejected} rows were rejected")
    return summary.changed


def floor(content: bytes, connection_string: str, change: int) -> None:
    """Reads the sheet as text and COPYs what fits into the indexed table; nothing is checked."""
    import fastexcel
    import polars as pl
    import psycopg

    from zhifang.exchange.sheets import SHEETS

    keys = [column.key for column in SHEETS["examinations"].columns]
    sheet = fastexcel.read_excel(content).load_sheet(
        0, header_row=2, column_names=keys, skip_rows=3, dtypes="string"
    )
    text = sheet.to_polars()
    table = text.select(
        pl.lit(change).alias("added_by"),
        pl.lit("2021-01-15").alias("received_on"),
        pl.lit("{}").alias("not_applicable"),
        *(pl.lit(1).alias(name) for name in ("site_id", "employer_id", "using_unit_id")),
        pl.lit(1).alias("institution_id"),
        pl.int_range(pl.len()).alias("worker_id"),
        *("exam_no", "hazard", "worker_name", "sex", "birth_on", "exam_kind", "exam_on"),
        pl.concat_str(pl.lit("{"), "examined", pl.lit("}")).alias("covers"),
        *("conclusion", "exposure_started_on", "exposure_years", "exposure_months"),
        "reported_on",
    )
    with psycopg.connect(connection_string) as connection, connection.cursor() as cursor:
        columns = ", ".join(table.columns)
        with cursor.copy(f"copy examination ({columns}) from stdin (format csv)") as copy:
            for part in table.iter_slices(20_000):
                copy.write(part.write_csv(include_header=False).encode())


def _change() -> int:
    from django.db import connections, transaction

    from zhifang.registry.changes.operations import open_change

    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        open_change(cursor, actor="benchmark", verb="load") as change,
    ):
        return change


def enter_people(rows: int) -> None:
    """Clinics and workers for the peer, who needs them there."""
    import polars as pl
    from django.db import connections, transaction

    from benchmarks.intake import district
    from zhifang.registry.parties.operations import ensure_organisations
    from zhifang.registry.workers.operations import ensure_workers

    numbers = [district.identity(n)[0] for n in range(min(rows, district.WORKERS))]
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        ensure_organisations(cursor, {row["institution_code"] for row in district.exams(8)})
        ensure_workers(cursor, pl.DataFrame({"id_type": "01", "id_number": numbers}))


def peer(content: bytes, *, best: bool, most: int | None = None) -> None:
    """The peer's import of the workbook."""
    from django.db import connections

    from benchmarks.intake import peer as of_peer
    from zhifang.installation.connections import repoint

    # the peer writes to the default connection and resets the sequence: as the owner
    owner = connections["owner"].settings_dict
    repoint({"default": {name: owner[name] for name in ("NAME", "USER", "PASSWORD")}})
    result = of_peer.resource(_change(), best=best).import_data(
        of_peer.dataset(content, most), raise_errors=True, dry_run=False
    )
    if result.has_errors() or result.has_validation_errors():
        raise SystemExit("the peer refused rows")


def main() -> None:
    """Prints a table of seconds, memory and ratios, and exits 1 when a bar is missed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhifang.installation.settings"
    import django

    django.setup()
    from benchmarks.intake import district
    from tests.support.database import template_server

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    few = min(rows, 5_000)
    content = district.exam_workbook(rows)
    print(f"{rows} rows, {len(content) / 1e6:.1f} MB", flush=True)
    seconds: dict[str, list[float]] = {"floor": [], "ours": [], "again": []}
    peak = 0.0
    with template_server() as server:
        for _ in range(3):
            with prepared(server) as name:
                change = _change()
                string = server.connection_string(name)
                seconds["floor"].append(timed(lambda s=string, c=change: floor(content, s, c))[0])
            with prepared(server):
                spent, most = timed(lambda: ours(content))
                seconds["ours"].append(spent)
                again, more = timed(lambda: _none_changed(content))
                seconds["again"].append(again)
                peak = max(peak, most, more)
        with prepared(server):
            enter_people(rows)
            best = timed(lambda: peer(content, best=True))[0]
        with prepared(server):
            enter_people(rows)
            usual = timed(lambda: peer(content, best=False, most=few))[0] * rows / few
    least = {name: min(values) for name, values in seconds.items()}
    ratios = {
        "floor": least["ours"] / least["floor"],
        "best": best / least["ours"],
        "usual": usual / least["ours"],
        "megabytes": peak,
    }
    print(f"floor (read + COPY into the indexed table)   {least['floor']:7.1f} s")
    print(f"ours, first load                             {least['ours']:7.1f} s")
    print(f"ours, the same file again (0 rows changed)   {least['again']:7.1f} s")
    print(f"django-import-export, best settings          {best:7.1f} s")
    print(f"django-import-export, usual ({few} scaled)   {usual:7.1f} s")
    print(f"ours / floor        {ratios['floor']:6.2f}  (bar: at most {BARS['floor']})")
    print(f"best / ours         {ratios['best']:6.1f}  (bar: at least {BARS['best']})")
    print(f"usual / ours        {ratios['usual']:6.1f}  (bar: at least {BARS['usual']})")
    print(f"peak memory, MB     {ratios['megabytes']:6.0f}  (bar: at most {BARS['megabytes']})")
    met = (
        ratios["floor"] <= BARS["floor"]
        and ratios["best"] >= BARS["best"]
        and ratios["usual"] >= BARS["usual"]
        and ratios["megabytes"] <= BARS["megabytes"]
    )
    sys.exit(0 if met else 1)


def _none_changed(content: bytes) -> None:
    if changed := ours(content):
        raise SystemExit(f"the second load changed {changed} rows")


if __name__ == "__main__":
    main()
