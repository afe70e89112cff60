"""Policy: is a step allowed in this state? Each check in a raising and an asking form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from zhifang.appraisal.states import (
    DRAFTED,
    FROZEN,
    RECOUNTED,
    SIGNED,
    WITHDRAWN,
    Standing,
)
from zhifang.core.errors import UserError

Check = Callable[[Standing, date], None]


def check_year_is_over(as_of: date, on: date) -> None:
    """A year is frozen only when all of it has passed."""
    if on <= as_of:
        raise UserError(
            f"考核年度到 {as_of} 才结束，结束后才能冻结。",
            f"The year ends on {as_of}; it can be frozen only after that.",
        )


def check_can_freeze(standing: Standing, on: date) -> None:  # noqa: ARG001 (one form for all)
    """Only a draft is frozen."""
    if standing.state != DRAFTED:
        raise UserError(
            "只有起草状态的考核可以冻结。", "Only a draft can be frozen; this one is past that."
        )


def check_can_object(standing: Standing, on: date) -> None:
    """Objections are taken from the freeze to the last day of the window."""
    if standing.state != FROZEN or standing.window_through is None:
        raise UserError(
            "只有冻结后、复核前可以提出异议。",
            "Objections are taken after the freeze and before the recount.",
        )
    if on > standing.window_through:
        raise UserError(
            f"异议期已于 {standing.window_through} 结束。",
            f"The objection window ended on {standing.window_through}.",
        )


def check_can_answer(standing: Standing, on: date) -> None:  # noqa: ARG001 (one form for all)
    """Objections are answered while the appraisal is open."""
    if standing.state not in (FROZEN, RECOUNTED):
        raise UserError(
            "考核已签发或撤回，不能再答复异议。",
            "The appraisal is signed or withdrawn; objections cannot be answered any more.",
        )


def check_can_recount(standing: Standing, on: date) -> None:
    """A recount comes after the window, when every objection has its answer; it may be repeated."""
    if standing.state not in (FROZEN, RECOUNTED) or standing.window_through is None:
        raise UserError("冻结后才能复核。", "A recount comes after the freeze.")
    if on <= standing.window_through:
        raise UserError(
            f"异议期到 {standing.window_through} 结束，之后才能复核。",
            f"The objection window lasts through {standing.window_through}; recount after it.",
        )
    if standing.open_objections:
        raise UserError(
            f"还有 {standing.open_objections} 条异议没有答复，请先答复。",
            f"{standing.open_objections} objections have no answer yet; answer them first.",
        )


def check_can_sign(standing: Standing, on: date) -> None:  # noqa: ARG001 (one form for all)
    """What is signed was recounted after the last answer."""
    if standing.state != RECOUNTED:
        raise UserError("复核后才能签发。", "An appraisal is signed after its recount.")
    if standing.open_objections or standing.unseen_answers:
        raise UserError(
            "复核之后又有异议得到答复，请先再复核一次。",
            "Objections were answered since the recount; recount once more first.",
        )


def check_can_withdraw(standing: Standing, on: date) -> None:  # noqa: ARG001 (one form for all)
    """A signed appraisal stands."""
    if standing.state in (SIGNED, WITHDRAWN):
        raise UserError(
            "已签发或已撤回的考核不能撤回。",
            "An appraisal that is signed or withdrawn cannot be withdrawn.",
        )


def allows(check: Check, standing: Standing, on: date) -> bool:
    """Whether a check passes."""
    try:
        check(standing, on)
    except UserError:
        return False
    return True


def can_freeze(standing: Standing, on: date) -> bool:
    """Whether the appraisal can be frozen."""
    return allows(check_can_freeze, standing, on)


def can_object(standing: Standing, on: date) -> bool:
    """Whether objections are taken."""
    return allows(check_can_object, standing, on)


def can_answer(standing: Standing, on: date) -> bool:
    """Whether objections can be answered."""
    return allows(check_can_answer, standing, on)


def can_recount(standing: Standing, on: date) -> bool:
    """Whether the appraisal can be recounted."""
    return allows(check_can_recount, standing, on)


def can_sign(standing: Standing, on: date) -> bool:
    """Whether the appraisal can be signed."""
    return allows(check_can_sign, standing, on)


def can_withdraw(standing: Standing, on: date) -> bool:
    """Whether the appraisal can be withdrawn."""
    return allows(check_can_withdraw, standing, on)
