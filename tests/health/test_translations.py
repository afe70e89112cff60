"""Every text a person sees has its Chinese, with the same places to fill in."""

from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

from django.utils.translation import templatize

from zhifang.installation import translations
from zhifang.installation.folders import checkout

PLACE = re.compile(r"%(?:\([a-z_]+\))?[.0-9]*[sdf]|\{[a-z_]*\}")


LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?)gettext\({LITERAL}(?:, ?{LITERAL})?(?:, ?{LITERAL})?")


def _key(kind: str, literals: list[str]) -> str:
    """The key in a catalogue of a marked text: context first, plural after a zero byte."""
    texts = [ast.literal_eval(literal) for literal in literals if literal]
    context = texts.pop(0) + "\x04" if "p" in kind else ""
    return context + ("\x00".join(texts[:2]) if "n" in kind else texts[0])


def _texts_in_templates() -> list[tuple[str, str]]:
    found = []
    for path in sorted((checkout() / "src" / "zhifang").rglob("*.html")):
        source = templatize(path.read_text("utf-8"), origin=str(path))
        for kind, *literals in CALL.findall(source):
            found.append((_key(kind, literals), str(path.relative_to(checkout()))))
    return found


def test_every_text_is_translated() -> None:
    known = translations.merged()
    texts = [*translations.texts_in_code(), *_texts_in_templates()]
    missing = sorted({f"{where}: {text!r}" for text, where in texts if text not in known})
    assert not missing, "\n".join(missing)


def test_translations_keep_the_places_to_fill_in() -> None:
    changed = [
        key
        for key, text in translations.merged().items()
        if sorted(PLACE.findall(key.partition("\x00")[0])) != sorted(PLACE.findall(text))
    ]
    assert not changed


def test_the_compiled_catalogue_is_what_gettext_reads(tmp_path: Path) -> None:
    entries = {"one": "一", "a\x04b": "二", "%d day\x00%d days": "%d 天"}
    read = gettext.GNUTranslations(io.BytesIO(translations.mo_bytes(entries)))
    assert read.gettext("one") == "一"
    assert read.pgettext("a", "b") == "二"
    assert read.ngettext("%d day", "%d days", 2) == "%d 天"
    assert read.gettext("none") == "none"
