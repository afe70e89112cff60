"""Where things lie: the checkout, the data folder and the folder of one subject inside it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

#: Kept for root, whose checkout may lie where the database's own user cannot reach it.
SYSTEM_STATE = Path("/var/lib/zhifang")


def checkout() -> Path:
    """The folder that holds ``pyproject.toml``, ``statutes`` and ``src``."""
    return Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """The data folder: ``ZHIFANG_DATA``, or ``.data`` in the checkout.

    Root gets a system state folder keyed by the checkout's path instead, because the database
    runs as a plain user then and must reach it. Nothing is created here.
    """
    named = os.environ.get("ZHIFANG_DATA", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        key = hashlib.sha256(str(checkout()).encode()).hexdigest()[:12]
        return SYSTEM_STATE / key
    return checkout() / ".data"


def make_data_folder(folder: Path) -> Path:
    """Creates ``folder`` if it is missing and returns it.

    A plain user's folder is private (700). Root's lets others pass through but not read (711),
    since the database's user owns a private folder inside it; existing folders stay as they are.
    """
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            folder.chmod(0o711)
    return folder
