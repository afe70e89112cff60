"""Where the law data lies, how its tables are read, and the digest printed with every result."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash

from zhifang.core.errors import UserError


@cache
def folder() -> Path:
    """The ``statutes`` folder of the checkout this package was installed from (editable)."""
    found = Path(__file__).resolve().parents[3] / "statutes"
    if not (found / "catalogues").is_dir():
        raise UserError(
            "找不到法规数据文件夹，请在完整的代码目录中以可编辑方式安装后再运行。",
            "The folder with the law data is missing; install from a whole checkout, editable.",
            where=str(found),
        )
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV file (UTF-8, one header row); every cell is text."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def _catalogue(name: str) -> tuple[dict[str, str], ...]:
    path = folder() / "catalogues" / f"{name}.csv"
    if not path.is_file():
        raise UserError(
            f"没有名为“{name}”的目录，请核对名称。",
            f'There is no catalogue called "{name}"; check the name.',
        )
    return tuple(rows_of(path))


def catalogue(name: str) -> list[dict[str, str]]:
    """The rows of ``statutes/catalogues/<name>.csv``, fresh dictionaries of text cells."""
    return [dict(row) for row in _catalogue(name)]


def law_files(root: Path) -> list[Path]:
    """Every file under ``root`` that counts as law data, sorted by its path in it."""
    files = (path for path in root.rglob("*") if path.is_file())
    kept = (path for path in files if not any(p[0] == "." for p in path.relative_to(root).parts))
    return sorted(kept, key=lambda path: path.relative_to(root).as_posix())


def digest_of(root: Path) -> str:
    """SM3 (64 hex digits) over path, length and bytes of every file under ``root``."""
    total = Hash(SM3())
    for path in law_files(root):
        content = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.finalize().hex()


@cache
def digest() -> str:
    """The digest of the law data in force in this process; printed with published results."""
    return digest_of(folder())


def day_or_none(text: str) -> date | None:
    """A day written YYYY-MM-DD, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def folded(text: str) -> str:
    """Text as it is compared: full width folded, blanks removed, letters in lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
