"""Errors a person reads: one sentence in Chinese and one in English."""

from __future__ import annotations


class UserError(Exception):
    """Something a person must mend. Says where, what is wrong and what to do.

    ``zh`` and ``en`` are whole sentences; ``where`` names the file, sheet, row or option.
    """

    def __init__(self, zh: str, en: str, *, where: str = "") -> None:
        super().__init__(f"{where}: {en}" if where else en)
        self.zh = zh
        self.en = en
        self.where = where

    def text(self, lang: str) -> str:
        """The sentence in ``lang`` ("zh" or "en"), with the place before it."""
        sentence = self.en if lang.startswith("en") else self.zh
        separator = ": " if lang.startswith("en") else "："
        return f"{self.where}{separator}{sentence}" if self.where else sentence
