"""Values and choices inside expressions, under names that rules may use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.types as ir


def value(literal: str | int | bool) -> ir.Scalar:
    """A literal."""
    return ibis.literal(literal)


def nothing(kind: str) -> ir.Scalar:
    """An empty value of the type ``kind``."""
    return ibis.null(kind)


def listed(name: str, values: Iterable[str | int]) -> ir.Table:
    """A table with one column ``name`` holding the given values, in no order."""
    return ibis.literal(list(values)).unnest().name(name).as_table()


def choose(condition: ir.BooleanValue, then: Any, otherwise: Any) -> ir.Value:
    """``then`` where the condition holds, ``otherwise`` where it does not or is empty."""
    return ibis.ifelse(condition, then, otherwise)


def case(*choices: tuple[ir.BooleanValue, Any], otherwise: Any) -> ir.Value:
    """The value of the first condition that holds."""
    return ibis.cases(*choices, else_=otherwise)


def coalesce(*values: Any) -> ir.Value:
    """The first value that is not empty."""
    return ibis.coalesce(*values)


def greatest(*values: Any) -> ir.Value:
    """The greatest of the values that are not empty."""
    return ibis.greatest(*values)


def least(*values: Any) -> ir.Value:
    """The least of the values that are not empty."""
    return ibis.least(*values)
