"""The plain user under which root runs the database: a number of its own, no account made."""

from __future__ import annotations

import hashlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhifang.core.errors import UserError

#: Numbers that systemd also hands out to services without an account of their own.
_FIRST, _LAST = 61184, 65519


@dataclass(frozen=True)
class Account:
    """A user and group id; ``None`` for the user we already are."""

    uid: int | None

    @property
    def options(self) -> dict[str, Any]:
        """Arguments for ``subprocess`` that start a program as this user."""
        options: dict[str, Any] = {"cwd": "/", "umask": 0o077}
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.uid, "extra_groups": []}
        return options

    def own(self, *paths: Path) -> None:
        """Gives files to this user."""
        if self.uid is not None:
            for path in paths:
                os.chown(path, self.uid, self.uid, follow_symlinks=False)

    def own_tree(self, folder: Path) -> None:
        """Gives a folder and all in it to this user."""
        if self.uid is not None:
            self.own(folder, *folder.rglob("*"))

    def can_run(self, program: Path) -> bool:
        """Whether this user reaches and may execute ``program``."""
        return self._test("-x", program)

    def can_enter(self, folder: Path) -> bool:
        """Whether this user may pass through ``folder``."""
        return self._test("-x", folder)

    def _test(self, what: str, path: Path) -> bool:
        command = ["/bin/sh", "-c", 'test "$0" "$1"', what, str(path)]
        return subprocess.run(command, check=False, **self.options).returncode == 0


MYSELF = Account(None)


def database_account(folder: Path) -> Account:
    """Who runs the database of ``folder``: we, or for root a number without an account.

    The number follows from the folder's path unless its ``postgres`` folder has an owner already.
    """
    if os.geteuid() != 0:
        return MYSELF
    kept = folder / "postgres"
    if kept.exists() and kept.stat().st_uid:
        return Account(kept.stat().st_uid)
    taken = {entry.pw_uid for entry in pwd.getpwall()}
    start = int(hashlib.sha256(str(folder).encode()).hexdigest(), 16)
    span = _LAST - _FIRST + 1
    for step in range(span):
        uid = _FIRST + (start + step) % span
        if uid not in taken:
            return Account(uid)
    raise UserError(
        "没有可用的系统用户编号来运行数据库；请以普通用户运行。",
        "No free user number is left to run the database; run as a plain user.",
    )


def named_account() -> Account:
    """An existing account without privileges: ``initdb`` insists on a user that has a name."""
    if os.geteuid() != 0:
        return MYSELF
    for name in ("nobody", "daemon"):
        try:
            return Account(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise UserError(
        "系统中没有用户 nobody，无法初始化数据库；请以普通用户运行。",
        "This system has no user nobody to create the database with; run as a plain user.",
    )
