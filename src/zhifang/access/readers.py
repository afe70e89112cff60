"""Who reads: the three settings row-level security looks at, set for one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from django.db import connections, transaction

from .models import User
from .roles import PARTY_ROLES, Role

Row = TypeVar("Row")


@dataclass(frozen=True)
class Reader:
    """Somebody or something that reads, and the rows open to it.

    ``actor`` names it in changes, logs and the audit record: ``person:<user name>``,
    ``key:<name>``, ``job:<name>`` or ``operator``. A reader without flag, towns and party sees
    no row of the register.
    """

    actor: str
    role: str = ""
    district: bool = False
    towns: tuple[str, ...] = ()
    party: int | None = None
    user_id: int | None = None


NOBODY = Reader(actor="nobody")
#: The command line on the server itself.
OPERATOR = Reader(actor="operator", role=Role.DISTRICT, district=True)


def reader_of(user: object) -> Reader:
    """The reader behind a signed-in user; anybody else is ``NOBODY``."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    actor = f"person:{user.username}"
    party = user.organisation_id if user.role in PARTY_ROLES else None
    return Reader(
        actor=actor,
        role=user.role,
        district=user.role == Role.DISTRICT,
        towns=(user.town,) if user.role == Role.TOWNSHIP and user.town else (),
        party=party,
        user_id=user.pk,
    )


def _array(towns: tuple[str, ...]) -> str:
    """PostgreSQL's literal of a text array; empty for none."""
    quoted = [town.replace("\\", "\\\\").replace('"', '\\"') for town in towns]
    return "{" + ",".join(f'"{town}"' for town in quoted) + "}" if towns else ""


class RowSecurity:
    """A transaction on ``using`` that shows only what ``reader`` may see.

    The settings end with the transaction, so a connection never carries them to the next
    reader. Inside another ``RowSecurity`` of the same connection the former settings come back
    at the end.
    """

    def __init__(self, reader: Reader, *, using: str = "default") -> None:
        self.reader = reader
        self.using = using
        self._stack = ExitStack()
        self._former: tuple[str, str, str] | None = None

    def __enter__(self) -> Reader:
        self._stack.enter_context(transaction.atomic(using=self.using))
        with connections[self.using].cursor() as cursor:
            cursor.execute(
                "select coalesce(current_setting('zhifang.district', true), ''), "
                "coalesce(current_setting('zhifang.towns', true), ''), "
                "coalesce(current_setting('zhifang.party', true), '')"
            )
            self._former = cursor.fetchone()
        reader = self.reader
        self._set(
            "1" if reader.district else "",
            _array(reader.towns),
            "" if reader.party is None else str(reader.party),
        )
        return reader

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        nested = len(connections[self.using].savepoint_ids) > 0
        if kind is None and nested and self._former is not None:
            self._set(*self._former)
        return self._stack.__exit__(kind, error, trace)

    def _set(self, district: str, towns: str, party: str) -> None:
        with connections[self.using].cursor() as cursor:
            cursor.execute(
                "select set_config('zhifang.district', %s, true), "
                "set_config('zhifang.towns', %s, true), set_config('zhifang.party', %s, true)",
                [district, towns, party],
            )


def read_as(
    reader: Reader, rows: Callable[[], Iterable[Row]], *, using: str = "default"
) -> Iterator[Row]:
    """Yields ``rows()`` under ``reader``: for answers streamed after the request's transaction."""
    with RowSecurity(reader, using=using):
        yield from rows()
