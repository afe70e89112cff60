"""``zhifang work``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from zhifang.commands.verb import Verb
from zhifang.obligations.running import compile_ahead


class Command(Verb):
    """Runs the jobs of the queue, one at a time, until it is terminated."""

    help = gettext_lazy("runs the jobs; serve does this too")
    shows_table = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Works under the application role; what a job does in the register it does as engine."""
        compile_ahead()
        with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
            working.run_worker(concurrency=1, delete_jobs="successful", name="zhifang")
