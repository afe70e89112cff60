"""Where an appraisal stands: derived from its steps, objections and answers, and from nothing else.

drafted → frozen → (objections) → recounted → signed; withdrawn from any of them but signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DRAFTED, FROZEN, RECOUNTED, SIGNED, WITHDRAWN = (
    "drafted", "frozen", "recounted", "signed", "withdrawn",
)  # fmt: skip
#: The duties that must be with different persons. Answers belong to the recount.
DUTIES = (DRAFTED, FROZEN, RECOUNTED, SIGNED)


@dataclass(frozen=True)
class Done:
    """An act on an appraisal: a step, or an answer (duty: recounted) with its person."""

    duty: str
    user_id: int


@dataclass(frozen=True)
class Standing:
    """The state of an appraisal.

    ``state``: its latest step. ``acts``: who did which duty so far. ``window_through``: the last
    day objections are taken, None before the freeze. ``open_objections``: not answered yet.
    ``unseen_answers``: answers given since the latest recount.
    """

    state: str
    acts: tuple[Done, ...]
    window_through: date | None
    open_objections: int
    unseen_answers: int

    def persons(self, duty: str) -> set[int]:
        """Who did a duty."""
        return {act.user_id for act in self.acts if act.duty == duty}

    def other_duty(self, user_id: int, duty: str) -> str | None:
        """Another duty that the person did already; None when there is none."""
        return next(
            (act.duty for act in self.acts if act.user_id == user_id and act.duty != duty), None
        )


def standing(
    steps: Sequence[tuple[str, int, date | None]],
    answered_by: Sequence[int],
    *,
    open_objections: int,
    unseen_answers: int,
) -> Standing:
    """The standing of (step, person, window) in order, and the persons who answered."""
    acts = [Done(step, user) for step, user, _window in steps if step in DUTIES]
    acts += [Done(RECOUNTED, user) for user in answered_by]
    windows = [window for _step, _user, window in steps if window is not None]
    return Standing(
        state=steps[-1][0],
        acts=tuple(acts),
        window_through=windows[-1] if windows else None,
        open_objections=open_objections,
        unseen_answers=unseen_answers,
    )
