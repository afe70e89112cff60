"""Translations: reads the catalogue and its fragments, compiles them, finds what is missing.

People add their strings in ``locale/fragments/<area>.po``; all fragments and the catalogue
``django.po`` become one ``django.mo``. Written in Python, so no gettext tools are needed.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

from .folders import checkout

HEADER = (
    "Project-Id-Version: zhifang\n"
    "Language: zh_Hans\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)

#: Between a context or a plural and the rest of a key, as gettext's binary files have it.
_CONTEXT = "\x04"
_PLURAL = "\x00"


def folder() -> Path:
    """The folder ``locale`` of the package."""
    return checkout() / "src" / "zhifang" / "locale"


def sources() -> list[Path]:
    """The catalogue and its fragments in the order they are merged."""
    catalogue = folder() / "zh_Hans" / "LC_MESSAGES" / "django.po"
    fragments = sorted((folder() / "fragments").glob("*.po"))
    return [*([catalogue] if catalogue.exists() else []), *fragments]


def compiled() -> Path:
    """Where the compiled catalogue lies."""
    return folder() / "zh_Hans" / "LC_MESSAGES" / "django.mo"


def read_po(path: Path) -> dict[str, str]:
    """The translated entries of a po file: key (context and plural as in mo files) to text.

    ValueError with file and line when a line is not understood.
    """
    entries: dict[str, str] = {}
    parts: dict[str, str] = {}
    current = ""
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], start=1):
        text = line.strip()
        if text.startswith("#~") or (text.startswith("#") and not text.startswith('"')):
            continue
        if text.startswith('"'):
            if not current:
                raise ValueError(f"{path}:{number}: text without msgid or msgstr")
            parts[current] += ast.literal_eval(text)
            continue
        if not text or text.startswith(("msgid ", "msgctxt ")):
            if "msgstr" in parts or "msgstr[0]" in parts:
                _keep(entries, parts)
                parts = {}
            current = ""
        if not text:
            continue
        word, _, quoted = text.partition(" ")
        if word not in {"msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]"}:
            raise ValueError(f"{path}:{number}: {word} is not understood")
        current = word
        parts[word] = ast.literal_eval(quoted.strip())
    return entries


def _keep(entries: dict[str, str], parts: dict[str, str]) -> None:
    key = parts.get("msgid", "")
    if "msgid_plural" in parts:
        key += _PLURAL + parts["msgid_plural"]
    if "msgctxt" in parts:
        key = parts["msgctxt"] + _CONTEXT + key
    text = parts.get("msgstr", parts.get("msgstr[0]", ""))
    if key and text:
        entries[key] = text


def merged() -> dict[str, str]:
    """All entries. ValueError when two files translate the same text differently."""
    found: dict[str, str] = {}
    origin: dict[str, Path] = {}
    for path in sources():
        for key, text in read_po(path).items():
            if found.get(key, text) != text:
                raise ValueError(
                    f"{path} and {origin[key]} translate {key!r} differently: "
                    f"{text!r}, {found[key]!r}"
                )
            found[key] = text
            origin.setdefault(key, path)
    return found


def mo_bytes(entries: dict[str, str]) -> bytes:
    """The binary form that gettext reads, keys sorted."""
    pairs = sorted((key.encode(), text.encode()) for key, text in {"": HEADER, **entries}.items())
    keys = b"".join(key + b"\0" for key, _text in pairs)
    start_of_keys = 28 + 16 * len(pairs)
    start_of_texts = start_of_keys + len(keys)
    key_table, text_table = [], []
    key_at, text_at = start_of_keys, start_of_texts
    for key, text in pairs:
        key_table += [len(key), key_at]
        text_table += [len(text), text_at]
        key_at += len(key) + 1
        text_at += len(text) + 1
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start_of_keys)
    numbers = struct.pack(f"<7I{4 * len(pairs)}I", *head, *key_table, *text_table)
    return numbers + keys + b"".join(text + b"\0" for _key, text in pairs)


def compile_if_needed() -> bool:
    """Compiles the catalogue when a source is newer than it. Whether it did."""
    target = compiled()
    newest = max((path.stat().st_mtime for path in sources()), default=0.0)
    if not newest or (target.exists() and target.stat().st_mtime >= newest):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".mo.new")
    beside.write_bytes(mo_bytes(merged()))
    beside.replace(target)
    return True


def texts_in_code() -> Iterator[tuple[str, str]]:
    """Every text marked for translation in Python, as (key, ``file:line``)."""
    for path in sorted((checkout() / "src" / "zhifang").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"), str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                key = _marked(node)
                if key:
                    yield key, f"{path.relative_to(checkout())}:{node.lineno}"


_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}


def _marked(call: ast.Call) -> str:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else name
    texts = [
        argument.value
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    if name not in _MARKS or not texts:
        return ""
    if name == "pgettext":
        return _CONTEXT.join(texts[:2])
    return _PLURAL.join(texts[:2]) if name.startswith("ngettext") else texts[0]
