"""What a rule is: an id, the sentence of the duty, the facts it needs and its turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zhifang.calc import Relation, Rows


@dataclass(frozen=True)
class Choices:
    """What a district may choose where the law is silent (plan file keys)."""

    dec01_grace_days: int = 0
    measured_day: str = "sampled"
    range_cycle: str = "max"


@dataclass(frozen=True)
class Rule:
    """A duty of the law as a pure function from facts to turns.

    ``sentence_zh`` and ``sentence_en`` state the duty to a person; ``citation`` names the law;
    ``subject`` tells what of a duty holder the duty is about: a "site", a "worker" and a hazard,
    a "person", or what the column ``subject`` of its turns names ("named": a case, a month).
    ``needs`` are the fact and law relations read, ``law`` the parameters to show beside it.
    """

    id: str
    sentence_zh: str
    sentence_en: str
    citation: str
    subject: str
    needs: tuple[Relation, ...]
    turns: Callable[[Mapping[str, Rows], Choices], Rows] = field(repr=False)
    law: tuple[str, ...] = ()

    def expression(self, choices: Choices | None = None) -> Rows:
        """The turn rows over the named relations this rule needs."""
        tables = {relation.name: relation.rows() for relation in self.needs}
        return self.turns(tables, choices or Choices())
