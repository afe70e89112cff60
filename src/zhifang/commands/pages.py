"""What a process of ``zhifang serve`` that answers pages loads."""

from __future__ import annotations

from zhifang.installation.wsgi import application  # first: it sets Django up
from zhifang.obligations.running import compile_ahead

__all__ = ["application"]

compile_ahead()
