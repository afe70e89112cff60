"""The sheets, in the order in which their keys depend on one another."""

from __future__ import annotations

from zhifang.core.errors import UserError

from ..columns import Sheet
from . import declarations, employers, examinations, measurements, posts, workers

SHEETS: dict[str, Sheet] = {
    module.SHEET.key: module.SHEET
    for module in (employers, posts, workers, declarations, measurements, examinations)
}


def sheet_by_key(key: str) -> Sheet:
    """The sheet of a key; an unknown one is a UserError naming those there are."""
    if key not in SHEETS:
        known = "、".join(SHEETS), ", ".join(SHEETS)
        raise UserError(
            f"没有名为“{key}”的表；可用的表：{known[0]}。",
            f'There is no sheet called "{key}"; there are: {known[1]}.',
        )
    return SHEETS[key]
