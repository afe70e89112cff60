"""What ``zhifang setup`` loads after migrating: each app registers its loaders when it is ready."""

from __future__ import annotations

from collections.abc import Callable

#: Name shown while loading, and the function. A loader works as owner and is safe to repeat.
_LOADERS: dict[str, Callable[[], None]] = {}


def register(name: str, loader: Callable[[], None]) -> None:
    """Adds a loader; registering a name again replaces it."""
    _LOADERS[name] = loader


def registered() -> dict[str, Callable[[], None]]:
    """All loaders in the order of their registration."""
    return dict(_LOADERS)
