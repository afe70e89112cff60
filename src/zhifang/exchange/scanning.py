"""What the text of the cells does not tell: looked for in the stored sheet, a piece at a time.

Nearly all programs write a cell as ``<c r="A1" …>``, which is searched for as text. A sheet of
another hand (no place on the cell, single quotes) is walked through cell by cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache

from zhifang.core.errors import UserError

from . import opening

#: Cells to be flagged and merged ranges of one sheet: more refuse the file.
MOST_ODD = 200_000
_OWN_TEXT = (b"s", b"str", b"inlineStr", b"b", b"e")
_PLACE = re.compile(rb"\br=[\"']([A-Z]+)([0-9]+)[\"']")
_ROW = re.compile(rb"\br=[\"']([0-9]+)[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_LONG = rb"(?:[0-9]{16,}(?:\.0+)?|[0-9.]+[eE]\+?1[5-9])"


def column_number(letters: str) -> int:
    """The number of a column, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Names:
    """What to search for in a sheet whose elements have the prefix ``p`` (often none)."""

    def __init__(self, p: bytes) -> None:
        self.starts = (b"<" + p + b"c ", b"<" + p + b"row")
        self.ends, self.formulas = b"</" + p + b"c>", b"<" + p + b"f"
        self.merges = b"<" + p + b"mergeCell "
        formula = rb"<%bf\b[^>]*(?<=/)>|<%bf\b[^>]*(?<!/)>[^<]*</%bf>" % (p, p, p)
        self.cell = re.compile(rb"<%bc\b([^>]*)>" % p)
        self.used = re.compile(rb"<%bc\b([^>]*)(?<!/)>" % p)
        self.first_used = re.compile(rb'<%bc\b[^>]*?\br="A[0-9]+"[^>]*(?<!/)>' % p)
        self.tag = re.compile(rb"<%b(row|c)\b([^>]*)>" % p)
        self.long = re.compile(rb"<%bv\b[^>]*>%b</%bv>" % (p, _LONG, p))
        self.long_cell = re.compile(
            rb"<%bc\b([^>]*)>(?:%b)?\s*<%bv\b[^>]*>%b</%bv>" % (p, formula, p, _LONG, p)
        )
        self.error_cell = re.compile(rb'<%bc\b([^>]*\bt="e"[^>]*)>' % p)
        self.empty_formula = re.compile(
            rb"<%bc\b([^>]*)>(?:%b)\s*(?:<%bv\b[^>]*></%bv>|<%bv ?/>)?</%bc>"
            % (p, formula, p, p, p, p)
        )
        self.value = re.compile(rb"<%bv\b[^>]*>[^<]" % p)
        self.merge = re.compile(
            rb"<%bmergeCell [^>]*?\bref=[\"']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)[\"']" % p
        )


_names = cache(_Names)


class Scan:
    """What was found in one sheet.

    ``left`` is the first used column (the reader drops empty ones before it), ``odd`` holds
    (row, column, reason), ``merges`` (top, left, bottom, right); rows from 1, columns from 0.
    More than ``MOST_ODD`` of them, or cells beyond the limit, are a UserError.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.cells = 0
        self.left: int | None = None
        self.odd: set[tuple[int, int, str]] = set()
        self.merges: set[tuple[int, int, int, int]] = set()

    def note(self, row: int, column: int, reason: str) -> None:
        """Flags a cell."""
        self.odd.add((row, column, reason))
        if len(self.odd) > MOST_ODD:
            raise UserError(
                f"有超过 {MOST_ODD} 个单元格是公式错误值、没有结果的公式或丢了末位的长数字；"
                "请改正后再报送。",
                f"More than {MOST_ODD} cells hold formula errors, formulas without a result or "
                "long numbers that lost their last digits; mend them and send it again.",
                where=self.name,
            )

    def merged(self, top: int, left: int, bottom: int, right: int) -> None:
        """Notes a merged range."""
        self.merges.add((top, left, bottom, right))
        if len(self.merges) > MOST_ODD:
            raise too_many_merged(self.name)

    def use(self, column: int) -> None:
        """Notes a column that holds something."""
        self.left = column if self.left is None else min(self.left, column)

    def add(self, package: zipfile.ZipFile, path: str) -> None:
        """Reads one sheet's part through."""
        names, usual = _Names(b""), True
        for number, piece in enumerate(_pieces(package, path)):
            if not number:
                names = _names(_prefix(piece))
            self.cells += piece.count(names.ends)
            if self.cells > opening.MOST_CELLS:
                raise opening.too_large()
            usual = usual and self._search(piece, names)
            self._merges(piece, names)
        if not usual:
            self.odd, self.left = set(), None
            self._walk(package, path, names)

    def _search(self, text: bytes, names: _Names) -> bool:
        """Searches a piece; false when its cells are not written as usual."""
        first = names.cell.search(text)
        if first and (b"'" in first[1] or not _PLACE.search(first[1])):
            return False
        if self.left != 0 and first:
            if names.first_used.search(text):
                self.left = 0
            else:
                for letters in {
                    place[1] for a in names.used.findall(text) if (place := _PLACE.search(a))
                }:
                    self.use(column_number(letters.decode()))
        found: list[tuple[bytes, str]] = []
        if names.long.search(text):
            for attributes in names.long_cell.findall(text):
                if _type(attributes) not in _OWN_TEXT:
                    found.append((attributes, "number_as_float"))
        if b't="e"' in text:
            found += [(a, "cell_error") for a in names.error_cell.findall(text)]
        if names.formulas in text:
            found += [(a, "formula_no_value") for a in names.empty_formula.findall(text)]
        for attributes, reason in found:
            place = _PLACE.search(attributes)
            if place is None:
                return False
            self.note(int(place[2]), column_number(place[1].decode()), reason)
        return True

    def _merges(self, text: bytes, names: _Names) -> None:
        if names.merges in text:
            for left, top, right, bottom in names.merge.findall(text):
                self.merged(
                    int(top),
                    column_number(left.decode()),
                    int(bottom),
                    column_number(right.decode()),
                )

    def _walk(self, package: zipfile.ZipFile, path: str, names: _Names) -> None:
        """The same by cells, counted where they have no place of their own."""
        row, column = 0, -1
        for piece in _pieces(package, path):
            tags = list(names.tag.finditer(piece))
            ends = [tag.start() for tag in tags[1:]] + [len(piece)]
            for tag, end in zip(tags, ends, strict=True):
                attributes = tag[2]
                if tag[1] == b"row":
                    given = _ROW.search(attributes)
                    row, column = int(given[1]) if given else row + 1, -1
                    continue
                place = _PLACE.search(attributes)
                if place:
                    row, column = int(place[2]), column_number(place[1].decode())
                else:
                    column += 1
                if not attributes.endswith(b"/"):
                    self._cell(row, column, _type(attributes), piece[tag.end() : end], names)

    def _cell(self, row: int, column: int, kind: bytes, body: bytes, names: _Names) -> None:
        self.use(column)
        if kind == b"e":
            self.note(row, column, "cell_error")
        elif names.formulas in body and not names.value.search(body):
            self.note(row, column, "formula_no_value")
        elif kind not in _OWN_TEXT and names.long.search(body):
            self.note(row, column, "number_as_float")


def too_many_merged(name: str) -> UserError:
    """The refusal of a sheet with too many merged cells."""
    return UserError(
        "合并的单元格太多；请取消合并，逐行填写。",
        "Too many cells are merged; unmerge them and fill each row.",
        where=name,
    )


def _type(attributes: bytes) -> bytes:
    found = _TYPE.search(attributes)
    return found[1] if found else b""


def _prefix(text: bytes) -> bytes:
    found = re.search(rb"<(\w+:)?worksheet\b", text)
    return found[1] or b"" if found else b""


def _pieces(package: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The text of a part in pieces that end before a cell or row, so that none is cut in two."""
    rest, starts = b"", (b"<c ", b"<row")
    for number, chunk in enumerate(opening.chunks(package, path)):
        if not number:
            starts = _names(_prefix(chunk)).starts
        text = rest + chunk
        cut = max(text.rfind(start) for start in starts)
        if cut <= 0:
            cut = max(0, text.rfind(b"<")) or len(text)
        yield text[:cut]
        rest = text[cut:]
    yield rest
