"""What a file is, by its content, and whether it is safe to open; nothing is parsed here.

A file that cannot be one of our workbooks is refused here, with one sentence, in a time and
memory that do not depend on what it claims to hold.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from zhifang.core.errors import UserError

MOST_BYTES = 400 * 1024 * 1024
MOST_RATIO, RATIO_FROM = 300, 20 * 1024 * 1024
MOST_SHEETS = 50
MOST_PARTS = 2000
MOST_CELLS = 12_000_000
_CHUNK = 1 << 20
_FIRST_BYTES_OF_SHEET = 1 << 20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARK = b"zhifang-"
_TEMPLATE_ZH = "请用 zhifang template 下载模板，填写后以 .xlsx 格式保存再报送。"
_TEMPLATE_EN = "Get a template with zhifang template, fill it and save it as .xlsx."


@dataclass(frozen=True)
class Part:
    """One sheet of a workbook: its name and the part of the package that holds it."""

    name: str
    path: str


def refused(zh: str, en: str) -> UserError:
    """A refusal of a whole file."""
    return UserError(zh, en)


def file_kind(content: bytes) -> str:
    """``xlsx`` or ``xls``, by content. Everything else is a UserError saying what it is."""
    if not content:
        raise refused(
            "文件是空的（0 字节）；请重新保存后报送。",
            "The file is empty (0 bytes); save it again.",
        )
    if content.startswith(b"PK"):
        return "xlsx"
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refused(
                "文件有打开密码；请在表格软件中取消密码后再报送。",
                "The file is protected with a password; remove it in the spreadsheet program.",
            )
        if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
            return "xls"
        raise refused(
            f"这不是表格文件（可能是 .doc 或其他旧格式）。{_TEMPLATE_ZH}",
            f"This is no workbook (a .doc or another old format). {_TEMPLATE_EN}",
        )
    zh, en = _what_it_is(content[:512])
    raise refused(f"这是{zh}，不是表格文件。{_TEMPLATE_ZH}", f"This is {en}. {_TEMPLATE_EN}")


def _what_it_is(head: bytes) -> tuple[str, str]:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return "PDF 文件", "a PDF, not a workbook"
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "网页（HTML）", "a web page saved with another name, not a workbook"
    if start.startswith(b"<?xml"):
        return "XML 文件", "an XML file, not a workbook"
    if _is_text(head):
        if b"," in head or b"\t" in head:
            return "文本（CSV）文件", "a text (CSV) file, not a workbook"
        return "文本文件", "a text file, not a workbook"
    return "无法识别的文件", "a file of an unknown kind, not a workbook"


def _is_text(head: bytes) -> bool:
    """Whether bytes read as text of UTF-8 or GB 18030; the last character may be cut off."""
    if any(byte < 32 and byte not in b"\t\r\n\f" for byte in head):
        return False
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            codecs.getincrementaldecoder(encoding)().decode(head)
            return True
    return False


def open_package(content: bytes) -> zipfile.ZipFile:
    """The zip package of an .xlsx file, after its directory was checked against the limits."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise _damaged() from None
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 0x1 for part in parts):
        raise refused(
            "压缩包有密码；请取消密码后以 .xlsx 格式保存。",
            "The package is protected with a password; remove it and save as .xlsx.",
        )
    if "xl/workbook.xml" not in names:
        zh, en = _other_package(names)
        raise refused(f"这是{zh}，不是 .xlsx 表格。{_TEMPLATE_ZH}", f"This is {en}. {_TEMPLATE_EN}")
    total = sum(part.file_size for part in parts)
    stored = max(1, sum(part.compress_size for part in parts))
    if total > MOST_BYTES or len(parts) > MOST_PARTS:
        raise too_large()
    if total > RATIO_FROM and total / stored > MOST_RATIO:
        raise too_large()
    return package


def _other_package(names: set[str]) -> tuple[str, str]:
    if "word/document.xml" in names:
        return "Word 文档（.docx）", "a Word document (.docx), not a workbook"
    if "ppt/presentation.xml" in names:
        return "演示文稿（.pptx）", "a presentation (.pptx), not a workbook"
    if "xl/workbook.bin" in names:
        return "二进制表格（.xlsb）", "a binary workbook (.xlsb), not an .xlsx workbook"
    if "content.xml" in names:
        return "OpenDocument 文件（.ods）", "an OpenDocument file (.ods), not an .xlsx workbook"
    return "普通压缩包", "a plain archive, not a workbook"


def too_large() -> UserError:
    """The refusal of a file beyond the limits."""
    return refused(
        "文件解压后过大（超过 400 MB、50 张表或 1200 万个单元格，或压缩率异常）；"
        "请删去多余的表、行和格式，或分成几个文件报送。",
        "The file is too large when unpacked (over 400 MB, 50 sheets or 12 million cells, or "
        "compressed beyond reason); delete spare sheets, rows and formats, or split it.",
    )


def _damaged() -> UserError:
    return refused(
        "文件已损坏，无法打开；请用表格软件重新保存后再报送。",
        "The file is damaged and cannot be opened; save it again in the spreadsheet program.",
    )


def not_a_template() -> UserError:
    """The refusal of a workbook without the mark of any of our templates."""
    return refused(
        f"工作簿中没有本系统模板的标题行（含 zhifang- 版本号）。{_TEMPLATE_ZH}",
        f"The workbook has no title row of our templates (with the zhifang- mark). {_TEMPLATE_EN}",
    )


def chunks(package: zipfile.ZipFile, path: str, most: int = MOST_BYTES) -> Iterator[bytes]:
    """The unpacked bytes of a part, a chunk at a time, up to ``most``; damage is a UserError."""
    read = 0
    try:
        with package.open(path) as part:
            while read < most and (chunk := part.read(min(_CHUNK, most - read))):
                read += len(chunk)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError):
        raise _damaged() from None


def sheet_parts(package: zipfile.ZipFile) -> list[Part]:
    """The sheets of a workbook in their order, with the part each is stored in."""
    workbook = b"".join(chunks(package, "xl/workbook.xml", 4 << 20)).decode("utf-8", "replace")
    try:
        relations = b"".join(chunks(package, "xl/_rels/workbook.xml.rels", 4 << 20))
    except UserError:
        relations = b""
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations.decode("utf-8", "replace")):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        target = found.get("Target", "")
        targets[found.get("Id")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        )
    parts = []
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", workbook):
        name = re.search(r'\bname="([^"]*)"', tag)
        link = re.search(r'\br?:?id="(rId[^"]*|[^"]*)"', tag)
        if name and link:
            parts.append(Part(_unescaped(name[1]), targets.get(link[1], "")))
    if len(parts) > MOST_SHEETS:
        raise too_large()
    return parts


def _unescaped(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, character)
    return text.replace("&amp;", "&")


def check_is_template(package: zipfile.ZipFile) -> None:
    """Raises unless the mark of a template stands in the shared texts or at a sheet's head."""
    names = set(package.namelist())
    if "xl/sharedStrings.xml" in names and _holds(chunks(package, "xl/sharedStrings.xml"), _MARK):
        return
    for part in sheet_parts(package):
        head = chunks(package, part.path, _FIRST_BYTES_OF_SHEET) if part.path in names else ()
        if _holds(iter(head), _MARK):
            return
    raise not_a_template()


def _holds(pieces: Iterator[bytes], wanted: bytes) -> bool:
    tail = b""
    for piece in pieces:
        if wanted in tail + piece:
            return True
        tail = piece[-len(wanted) :]
    return False
