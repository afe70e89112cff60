"""A small district, its users, and the pages served on a loopback port, for browser tests."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections
from procrastinate.contrib.django import app

from tests.support import workbooks as books
from zhifang.access.models import User
from zhifang.access.roles import Role
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender

PASSWORD = "a-long-and-rare-passphrase"
OTHER_TOWN = "永定镇"
DAY = "2020-12-31"

EMPLOYER_2 = {
    **books.EMPLOYER,
    "credit_code": books.E2,
    "employer_name": "永定二厂",
    "town": OTHER_TOWN,
}
POST_2 = {**books.POST, "credit_code": books.E2}
WORKER_2 = {
    **books.WORKER,
    "id_number": books.W2,
    "worker_name": "李四",
    "using_code": books.E2,
}


class Threaded(ThreadingMixIn, WSGIServer):
    """One thread a request; they end with the test."""

    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answers, then closes the thread's connections to the database."""
        super().process_request_thread(request, client_address)
        connections.close_all()


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def load_district() -> None:
    """Two employers in two townships: one measured, declared and examined, the other not."""
    files = [
        books.sent("一厂.xlsx", books.WHOLE),
        books.sent(
            "二厂.xlsx", {"employers": [EMPLOYER_2], "posts": [POST_2], "workers": [WORKER_2]}
        ),
    ]
    for file in files:
        submit([file], actor="operator", sender=Sender.operator(), received_on=date(2021, 1, 15))


def organisation(credit_code: str) -> int:
    """The id of a loaded organisation."""
    with connections["engine"].cursor() as cursor:
        cursor.execute("select id from organisation where credit_code = %s", [credit_code])
        return int(cursor.fetchone()[0])


def make_users() -> None:
    """A user of each kind, all with ``PASSWORD``."""
    given: list[tuple[str, str, dict[str, Any]]] = [
        ("district", Role.DISTRICT, {}),
        ("township", Role.TOWNSHIP, {"town": "110109001"}),
        ("employer", Role.EMPLOYER, {"organisation_id": organisation(books.E1)}),
        ("clinic", Role.INSTITUTION, {"organisation_id": organisation(books.CLINIC)}),
    ]
    for name, role, fields in given:
        User.objects.create_user(name, PASSWORD, display_name=name, role=role, **fields)


def run_jobs() -> None:
    """Runs every job that waits, as the job process does, and returns."""
    with ThreadPoolExecutor(1) as thread:  # the browser's own loop runs in this one
        thread.submit(_run_jobs).result()


def _run_jobs() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@contextmanager
def served() -> Iterator[str]:
    """The pages on a free loopback port; yields their address."""
    server = make_server(
        "127.0.0.1", 0, get_wsgi_application(), server_class=Threaded, handler_class=Quiet
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chromium() -> str | None:
    """The path of the machine's Chromium."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")
