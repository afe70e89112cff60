"""Keeps the processes of a running installation: pages, jobs, database, audit chain."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, InterfaceError, connections

from zhifang.access import audit
from zhifang.core.errors import UserError
from zhifang.installation import prepare
from zhifang.installation.connections import external_url
from zhifang.installation.folders import data_folder
from zhifang.installation.supervisor import has_process

#: Seconds between two looks at the children, and between two links of the audit chain.
LOOK = 1.0
CHAIN = 30.0
#: A child that ends sooner than this after its start is not started again more than so often.
SHORT_LIFE = 10.0
SHORT_LIVES = 5
#: Seconds a child has to finish its request or job before it is killed.
GRACE = 15.0


class Child:
    """One process that is started again when it ends by itself."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.short_lives = 0
        self.start()

    def start(self) -> None:
        """Starts the process."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, env={**os.environ})

    def look(self) -> None:
        """Starts the process again if it has ended. UserError when it ends again and again."""
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.short_lives = self.short_lives + 1 if lived < SHORT_LIFE else 0
        if self.short_lives >= SHORT_LIVES:
            raise UserError(
                f"进程 {self.name} 反复退出；请看上面的错误信息并运行 zhifang doctor。",
                f"The process {self.name} ends again and again; "
                "see the errors above and run zhifang doctor.",
            )
        self.start()

    def end(self, limit: float) -> None:
        """Waits for the terminated process until ``limit`` (monotonic seconds), then kills it."""
        try:
            self.process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Serving:
    """The parent process of ``zhifang serve``."""

    def __init__(
        self,
        host: str,
        port: int,
        workers: int,
        meanwhile: Callable[[], None],
        ready: Callable[[], None],
    ) -> None:
        """``meanwhile`` is called while the children start, ``ready`` once pages answer."""
        self.host, self.port, self.workers = host, port, workers
        self._meanwhile = meanwhile
        self._ready: Callable[[], None] | None = ready
        self._ending = threading.Event()
        self._chained = 0.0

    def run(self) -> None:
        """Runs until SIGTERM or SIGINT, then ends the children in order and returns."""
        self._check_port()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        children = [Child("pages", self._pages()), Child("jobs", self._jobs())]
        try:
            self._meanwhile()
            while not self._ending.wait(LOOK):
                for child in children:
                    child.look()
                self._say_when_ready()
                self._look_after_database()
        finally:
            for child in children:
                if child.process.poll() is None:
                    child.process.terminate()
            limit = time.monotonic() + GRACE
            for child in children:
                child.end(limit)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending.set()

    def _say_when_ready(self) -> None:
        """Calls ``ready`` once the pages take connections."""
        if self._ready is None:
            return
        try:
            socket.create_connection((self.host, self.port), timeout=1).close()
        except OSError:
            return
        self._ready()
        self._ready = None

    def _check_port(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise UserError(
                    f"不能监听 {self.host}:{self.port}（{error.strerror}）；请用 --port 换端口。",
                    f"Cannot listen on {self.host}:{self.port} ({error.strerror}); "
                    "choose another with --port.",
                ) from error

    def _pages(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "granian",
            "--interface=wsgi",
            f"--host={self.host}",
            f"--port={self.port}",
            f"--workers={self.workers}",
            "--blocking-threads=1",
            "--respawn-failed-workers",
            "--no-access-log",
            "--log-level=warning",
            "zhifang.commands.pages:application",
        ]

    def _jobs(self) -> list[str]:
        return [sys.executable, "-m", "zhifang", "work"]

    def _look_after_database(self) -> None:
        """Starts a database that went away; chains the audit record now and then."""
        if not external_url() and not has_process(data_folder()):
            connections.close_all()
            prepare()
        if time.monotonic() - self._chained < CHAIN:
            return
        self._chained = time.monotonic()
        try:
            audit.chain()
        except (DatabaseError, InterfaceError):
            connections.close_all()
            prepare()
