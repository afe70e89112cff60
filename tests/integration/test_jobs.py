"""Jobs that a worker left behind: begun again, and no error is left in the database's log."""

from __future__ import annotations

from typing import Any

from django.db import connections
from procrastinate.contrib.django import app

from tests.support.served import run_jobs
from zhifang.exchange.tasks import restart_stalled

TAKE_IN = "zhifang.take_in"


def jobs() -> list[Any]:
    """Jobs that did not succeed."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select task_name, status::text from procrastinate_jobs "
            "where status <> 'succeeded' order by id"
        )
        return cursor.fetchall()


def left_behind(task: str, lock: str | None = None) -> None:
    """A job of a worker that was killed an hour ago."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) "
            "values (now() - interval '1 hour') returning id"
        )
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, lock, args, status, worker_id) "
            "values ('intake', %s, %s, %s, 'doing', %s)",
            [task, lock, '{"timestamp": 0}', cursor.fetchone()[0]],
        )


def test_what_a_killed_worker_left_is_put_back_and_its_restarts_are_ended(database: str) -> None:
    left_behind(TAKE_IN, lock="intake")
    left_behind(restart_stalled.name)
    restart_stalled.defer(timestamp=1)
    run_jobs()
    assert jobs() == [(TAKE_IN, "todo")]


def test_every_minute_behind_a_hung_job_is_queued_without_an_error(database: str) -> None:
    """A lock on queueing would make the database report a duplicate key a minute."""
    for minute in range(3):
        restart_stalled.defer(timestamp=minute)
    left_behind(restart_stalled.name)
    assert [status for _, status in jobs()] == ["todo", "todo", "todo", "doing"]
    run_jobs()
    assert jobs() == []
    assert app.tasks[restart_stalled.name].queueing_lock is None
