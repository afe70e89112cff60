"""The free Chinese fonts that charts and PDF files are set in: Noto CJK, as Debian ships it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhifang.core.errors import UserError

#: Names of the families in the files below, simplified Chinese.
SERIF = "Noto Serif CJK SC"
SANS = "Noto Sans CJK SC"

FILES = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
)

#: Where systems keep fonts; a folder named by the environment comes first.
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
ENVIRONMENT = "ZHIFANG_FONTS"


@dataclass(frozen=True)
class Fonts:
    """The four files, in the order of `FILES`."""

    paths: tuple[Path, ...]

    @property
    def folders(self) -> list[Path]:
        """The folders they lie in, each once."""
        return sorted({path.parent for path in self.paths})

    @property
    def sans(self) -> Path:
        """The regular sans-serif, which charts are lettered in."""
        return self.paths[2]


def chinese_fonts() -> Fonts:
    """The fonts of this machine. UserError naming the package when one is missing."""
    given = os.environ.get(ENVIRONMENT, "")
    found = _found(given)
    if found is None:
        raise UserError(
            "没有找到中文字体 Noto CJK，无法排版报告；请安装软件包 fonts-noto-cjk"
            f"（或用环境变量 {ENVIRONMENT} 指明字体所在文件夹）后再试。",
            "The Chinese fonts Noto CJK were not found, so the report cannot be set; install the "
            f"package fonts-noto-cjk (or name their folder in {ENVIRONMENT}) and try again.",
        )
    return found


@cache
def _found(given: str) -> Fonts | None:
    places = [given] if given else list(FOLDERS)
    there: dict[str, Path] = {}
    for place in places:
        for path in sorted(Path(place).expanduser().rglob("Noto*CJK-*.ttc")):
            there.setdefault(path.name, path)
    if not there.keys() >= set(FILES):
        return None
    return Fonts(tuple(there[name] for name in FILES))
