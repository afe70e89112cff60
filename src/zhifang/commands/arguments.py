"""Arguments that several verbs take: days, instants, and the progress bar of long work."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


def day(text: str) -> date:
    """A day written 2020-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 2020-12-31") from None


def instant(text: str) -> datetime | date:
    """A day, or an instant written 2021-01-15T09:30:00+08:00 (without zone: Shanghai)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 2021-01-15 / 2021-01-15T09:30:00") from None


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[str, float], None]]:
    """A bar on the terminal; called with a text and the part done (0 to 1). Silent elsewhere."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield lambda _text, _part: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[step]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=1.0, step="")

        def tell(text: str, part: float) -> None:
            bar.update(task, completed=part, step=text)

        yield tell
