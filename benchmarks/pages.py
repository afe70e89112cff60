"""List pages under load: 20 users who read between clicks, then 100 readers, on loopback.

``python -m benchmarks.pages FOLDER [SECONDS]``. Serves the district with ``zhifang serve`` and
asks it from threads of this process, signed in by sessions made beforehand (district, townships,
employers in turn). A user waits two seconds on average between two pages. First every page is
asked once, unmeasured, which computes the plan's figures.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict

from benchmarks.measuring import load, use
from benchmarks.rules.cold import PLAN

HOST, PORT, DAY, THINK = "127.0.0.1", 18765, "2020-12-31", 2.0
BAR, BAR_WORST = 0.2, 1.0
PAGES = {
    "plan": f"/plans/{PLAN}/?as_of={DAY}",
    "target": f"/plans/{PLAN}/I03/?as_of={DAY}",
    "rows": f"/plans/{PLAN}/I03/rows/?as_of={DAY}",
    "rows, missing": f"/plans/{PLAN}/I03/rows/?as_of={DAY}&side=missing",
    "worklist": f"/worklist/?as_of={DAY}",
    "worklist, overdue": f"/worklist/?as_of={DAY}&band=overdue",
    "employers": "/employers/",
    "uploads": "/uploads/",
}


def sessions(number: int) -> list[str]:
    """Session keys of ``number`` users made for this, district first."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import connections

    from zhifang.access.models import User

    with connections["engine"].cursor() as cursor:
        cursor.execute("select town from site_state group by 1 order by count(*) desc limit 5")
        towns = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "select using_unit_id from exposure group by 1 order by count(*) desc limit 50"
        )
        parties = [row[0] for row in cursor.fetchall()]
    kinds = [{"role": "district"}]
    kinds += [{"role": "township", "town": town} for town in towns[:2]]
    kinds += [{"role": "employer", "organisation_id": party} for party in parties[:1]]
    store = import_module(settings.SESSION_ENGINE).SessionStore
    found = []
    for place in range(number):
        name = f"reader{place}"
        user = User.objects.filter(username=name).first() or User.objects.create_user(
            username=name,
            display_name=name,
            password=f"Reading-{place}-pages",
            **kinds[place % len(kinds)],
        )
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        found.append(session.session_key)
    return found


class Answers:
    """Seconds by page, and what went wrong."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []

    def ask(self, connection: http.client.HTTPConnection, cookie: str, page: str) -> None:
        """Asks for one page and reads it to its end."""
        started = time.perf_counter()
        try:
            connection.request("GET", PAGES[page], headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(f"{page}: {type(error).__name__}")
            connection.close()
            return
        if answer.status != 200:
            self.wrong.append(f"{page}: {answer.status} {answer.getheader('Location', '')}")
        self.spent[page].append(time.perf_counter() - started)


def read(keys: list[str], cookie_name: str, lasting: float) -> Answers:
    """Lets one user a key read pages for ``lasting`` seconds."""
    answers, until = Answers(), time.monotonic() + lasting

    def reader(place: int, key: str) -> None:
        rng = random.Random(place)
        connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
        time.sleep(rng.uniform(0, THINK))
        while time.monotonic() < until:
            answers.ask(connection, f"{cookie_name}={key}", rng.choice(list(PAGES)))
            time.sleep(rng.uniform(0, 2 * THINK))
        connection.close()

    threads = [threading.Thread(target=reader, args=one) for one in enumerate(keys)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def report(title: str, answers: Answers) -> None:
    """Prints a line a page."""
    every = [value for values in answers.spent.values() for value in values]
    print(f"{title}: {len(every)} answers, {len(answers.wrong)} errors; {load()}")
    for wrong in sorted(set(answers.wrong))[:5]:
        print(f"  error {wrong} ({answers.wrong.count(wrong)} times)")
    for page, values in sorted(answers.spent.items()):
        middle = statistics.median(values)
        print(f"  {page:20} {len(values):5}  median {middle:6.3f} s  p95 {p95(values):6.3f} s")
    worst = max(p95(values) for values in answers.spent.values())
    print(
        f"  all pages p95 {p95(every):.3f} s (bar: {BAR}), worst page {worst:.3f} s ({BAR_WORST})"
    )


def await_start(server: subprocess.Popen[bytes]) -> None:
    """Returns when the port answers; raises when the server ends before."""
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection(HOST, PORT, timeout=1)
            connection.connect()
            connection.close()
            return
        except OSError:
            if server.poll() is not None:
                raise SystemExit("the server ended") from None
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def main() -> None:
    """Serves, warms, measures, and ends the server."""
    use(sys.argv[1])
    lasting = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    from django.conf import settings

    keys, name = sessions(100), settings.SESSION_COOKIE_NAME
    command = [sys.executable, "-m", "zhifang", "serve", "--host", HOST, "--port", str(PORT)]
    server = subprocess.Popen(command, env={**os.environ})
    try:
        await_start(server)
        for place in range(4):
            warm = Answers()
            connection = http.client.HTTPConnection(HOST, PORT, timeout=600)
            for page in PAGES:
                warm.ask(connection, f"{name}={keys[place]}", page)
            first = ", ".join(f"{page} {spent[0]:.2f}" for page, spent in warm.spent.items())
            print(f"first time, user {place}: {first} {warm.wrong or ''}", flush=True)
        report("20 users", read(keys[:20], name, lasting))
        report("100 readers", read(keys, name, lasting))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


if __name__ == "__main__":
    main()
