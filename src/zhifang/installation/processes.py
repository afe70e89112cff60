"""Looks at other processes: alive, dead but not yet collected, and where they work."""

from __future__ import annotations

import os
from pathlib import Path

_PROC = Path("/proc")


def _state(pid: int) -> str:
    """The letter of a process's state on Linux (``Z``: dead, not collected); empty if none."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return ""


def _is_zombie(pid: int) -> bool:
    """Whether the process has ended and only waits to be collected."""
    return _state(pid) in {"Z", "X"}


def is_alive(pid: int) -> bool:
    """Whether the process exists and is not a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def processes_in(folder: Path) -> set[int]:
    """The living processes whose working folder is ``folder``: a server and its children.

    A process that ends while we look, or belongs to somebody else, is passed over.
    """
    place = str(folder.resolve())
    found = set()
    for entry in _PROC.iterdir() if _PROC.exists() else ():
        if not entry.name.isdigit():
            continue
        try:
            works_in = os.readlink(entry / "cwd")
        except OSError:
            continue
        if works_in == place and is_alive(int(entry.name)):
            found.add(int(entry.name))
    return found
