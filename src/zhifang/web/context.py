"""What every page needs to know beside its own figures."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

VERSION = version("zhifang")


def page(request: HttpRequest) -> dict[str, Any]:
    """Demo mode, the other language, the version; makes no query."""
    english = (get_language() or "").startswith("en")
    return {
        "demo_mode": not settings.ZHIFANG_PRODUCTION,
        "version": VERSION,
        "other_language": ("zh-hans", "中文") if english else ("en", "English"),
        "html_lang": "en" if english else "zh-Hans",
        "here": request.get_full_path(),
    }
