"""Arguments that several verbs take: days, instants, and the progress bar of long work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from zhifang.core.errors import UserError


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """The type of an option that is a whole number from ``least`` to ``most``."""

    def parse(text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        raise UserError(
            f"“{text}”不行；请给 {least} 到 {most} 之间的整数。",
            f'"{text}" will not do; give a whole number from {least} to {most}.',
        )

    return parse


def day(text: str) -> date:
    """A day written 2020-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"“{text}”不是有效的日期；请按 2020-12-31 的样子写。",
            f'"{text}" is not a day; write it like 2020-12-31.',
        ) from None


def instant(text: str) -> datetime | date:
    """A day, or an instant written 2021-01-15T09:30:00+08:00 (without zone: Shanghai)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"“{text}”不是有效的时刻；请按 2021-01-15 或 2021-01-15T09:30:00 的样子写。",
            f'"{text}" is not an instant; write it like 2021-01-15 or 2021-01-15T09:30:00.',
        ) from None


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
