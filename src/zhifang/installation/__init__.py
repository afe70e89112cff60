"""Installs and runs zhifang: database, keys, settings, translations, backup.

``prepare()`` is what an entry point calls first.
"""

from __future__ import annotations

from .connections import prepare

__all__ = ["prepare"]
