"""Picking one row of a group, the same one on every engine and rerun."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from zhifang.calc.relations import Rows, without


def first_of(rows: Rows, keys: Sequence[str], order: Sequence[ir.Value]) -> Rows:
    """The first row of each group of ``keys`` by ``order``, which must leave no tie."""
    numbered = rows.mutate(
        _place=ibis.row_number().over(group_by=[rows[k] for k in keys], order_by=list(order))
    )
    return without(numbered.filter(numbered["_place"] == 0), "_place")
