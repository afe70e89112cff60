"""Jobs of the exchange: taking kept files in, and starting again what a killed worker left."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from django.db import connections
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from zhifang.registry.insurance.queue import compare

from . import intake
from .received import SentFile, content_of
from .senders import Sender


@app.task(name="zhifang.take_in", queue="intake", lock="intake")
def take_in(
    file_ids: list[int],
    actor: str,
    credit_code: str | None,
    towns: list[str],
    everything: bool,
    received_on: str,
    all_or_nothing: bool,
    lang: str = "zh",
) -> None:
    """Takes in the kept files of one command. Doing it twice changes nothing."""
    try:
        _take_in(
            file_ids,
            actor,
            Sender(credit_code, tuple(towns), everything),
            date.fromisoformat(received_on),
            all_or_nothing,
            lang,
        )
    finally:
        # Threads of the worker come and go; none leaves a connection behind.
        connections.close_all()


def _take_in(
    file_ids: list[int],
    actor: str,
    sender: Sender,
    received_on: date,
    all_or_nothing: bool,
    lang: str,
) -> None:
    with connections["engine"].cursor() as cursor:
        cursor.execute("select id, name, content from received_file where id = any(%s)", [file_ids])
        kept = {row[0]: SentFile(row[1], content_of(row[2])) for row in cursor.fetchall()}
    with Progress(file_ids) as progress:
        intake.submit(
            [kept[number] for number in file_ids],
            actor=actor,
            sender=sender,
            received_on=received_on,
            all_or_nothing=all_or_nothing,
            progress=progress.said,
            kept=file_ids,
            lang=lang,
        )


@app.task(name="zhifang.match_insurance", queue="intake", lock="intake")
def match_insurance(actor: str) -> None:
    """Compares the insurance list with the workers anew. Doing it twice changes nothing."""
    try:
        compare(actor=actor)
    finally:
        connections.close_all()


class Progress:
    """Writes how far the files are, on a connection of its own: seen before intake commits."""

    def __init__(self, file_ids: list[int]) -> None:
        self.file_ids = file_ids

    def __enter__(self) -> Progress:
        self._connection = connections.create_connection("engine")
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def said(self, _stage: str, done: int, total: int) -> None:
        """Intake's report of a step."""
        share = json.dumps({"progress": 100 * done // max(1, total)})
        with self._connection.cursor() as cursor:
            cursor.execute(
                "update received_file set summary = %s where id = any(%s) and status = 'checking'",
                [share, self.file_ids],
            )


@app.periodic(cron="* * * * *")
@app.task(name="zhifang.restart_stalled", pass_context=True)
async def restart_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Puts jobs of workers that were killed back into the queue.

    Behind a hung job one waits for each minute; they have no lock that would make the database
    report a duplicate key every minute. One of its own kind that broke off is ended, not
    repeated: the next minute has its own.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=60):
        if job.task_name != restart_stalled.name:
            await manager.retry_job(job, retry_at=_soon())
        elif job.id != context.job.id:
            await manager.finish_job(job, Status.FAILED, delete_job=True)


def _soon() -> datetime:
    return timezone.now() + timedelta(seconds=1)
