"""Permission: may this reader do such a thing at all? What it then sees is row security's."""

from __future__ import annotations

from typing import Literal

from zhifang.core.errors import UserError

from .readers import Reader
from .roles import Role

Act = Literal[
    "upload",
    "withdraw",
    "show_identity",
    "assess",
    "see_reads",
    "manage_users",
    "report",
    "match",
    "see_signals",
]

_ALLOWED: dict[Act, frozenset[str]] = {
    "upload": frozenset({Role.DISTRICT, Role.TOWNSHIP, Role.EMPLOYER, Role.INSTITUTION}),
    "withdraw": frozenset({Role.DISTRICT, Role.EMPLOYER, Role.INSTITUTION}),
    "show_identity": frozenset({Role.DISTRICT, Role.TOWNSHIP}),
    "assess": frozenset({Role.DISTRICT}),
    "see_reads": frozenset({Role.DISTRICT}),
    "manage_users": frozenset({Role.DISTRICT, Role.ADMIN}),
    "report": frozenset({Role.DISTRICT}),
    "match": frozenset({Role.DISTRICT}),
    "see_signals": frozenset({Role.DISTRICT, Role.TOWNSHIP}),
}


class NotAllowed(UserError):
    """The reader's role does not include the act."""


def may(reader: Reader, act: Act) -> bool:
    """Whether the reader's role includes the act."""
    return reader.role in _ALLOWED[act]


def check_may(reader: Reader, act: Act) -> None:
    """Raises ``NotAllowed`` when it does not."""
    if not may(reader, act):
        raise NotAllowed(
            "您的账号没有这项操作的权限；如有需要请联系区级管理人员。",
            "Your account may not do this; ask the district's officer if you need it.",
        )
