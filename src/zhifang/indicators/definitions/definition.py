"""What an indicator is: subjects, each with what it may add to numerator and denominator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from zhifang.calc import Column, Rows, case, day, first_of, nothing, value
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.of_day import OfDay

#: What a subject may be over every completion of what is missing; one of them alone is certain.
MAY_BE = ("can_met", "can_not", "can_out")

#: What every definition gives for a subject.
SUBJECT_COLUMNS = (
    "subject_kind",
    "subject_id",
    "party_id",
    "worker_id",
    "site_id",
    "attributed_on",
    *MAY_BE,
    "pending",
    "due_on",
    "done_on",
    "obligation_id",
)


@dataclass(frozen=True)
class Definition:
    """An indicator. ``choices`` are its plan-file keys, each with its values, default first.

    ``version`` changes whenever the meaning does; it is printed with every result. ``reads``:
    further rules whose turns are read. ``town_given``: the subjects carry ``town``, for those
    that are about no site. ``law``: the parameters it rests on beside those of its rule.
    """

    id: str
    rule: str
    version: str
    choices: Mapping[str, tuple[str, ...]]
    needs: tuple[OfDay, ...]
    subjects: Callable[[Mapping[str, Rows], Asked], Rows] = field(repr=False)
    reads: tuple[str, ...] = ()
    town_given: bool = False
    law: tuple[str, ...] = ()

    def rows(self, asked: Asked) -> Rows:
        """The subjects with town, industry and size of the day they are attributed on."""
        there = sided(self._placed(asked))
        # What was done after the day asked is not shown to have been done.
        done = (there.done_on <= day(asked.as_of)).fill_null(False)
        return there.mutate(done_on=case((done, there.done_on), otherwise=nothing("date")))

    def counted(self, asked: Asked) -> Rows:
        """How many subjects are on each side: side, outcome, may_be, town and ``number``."""
        there = self._placed(asked)
        alike = there.group_by(*MAY_BE, "pending", "town")
        return sided(alike.agg(number=there.count()))

    def _placed(self, asked: Asked) -> Rows:
        tables = {one.name: one.rows() for one in self.needs}
        subjects = self.subjects(tables, asked)
        if self.town_given:
            return in_given_town(subjects, tables["site_days"], asked)
        return placed(subjects.select(*SUBJECT_COLUMNS), tables["site_days"], asked)


def in_given_town(subjects: Rows, site_days: Rows, asked: Asked) -> Rows:
    """Subjects with the town they carry, or that of their site."""
    by_site = placed(subjects.select(*SUBJECT_COLUMNS, given="town"), site_days, asked)
    here = case((by_site.given.startswith(asked.district), by_site.given), otherwise=value(""))
    return by_site.mutate(town=by_site.town.fill_null(here).nullif("")).drop("given")


def placed(subjects: Rows, site_days: Rows, asked: Asked) -> Rows:
    """Adds town, industry and size; a town elsewhere is "unattributed" (empty)."""
    return subjects.left_join(
        site_days,
        [
            subjects.site_id == site_days.site_id,
            site_days.valid_from <= subjects.attributed_on,
            (site_days.valid_to > subjects.attributed_on) | site_days.valid_to.isnull(),
        ],
    ).select(
        subjects,
        town=case(
            (site_days.town.startswith(asked.district), site_days.town), otherwise=value("")
        ).nullif(""),
        industry=site_days.industry,
        size=site_days.size,
    )


def sided(there: Rows) -> Rows:
    """Side, outcome and may_be in place of `MAY_BE` and pending."""
    sure_met = there.can_met & ~there.can_not & ~there.can_out
    sure_not = there.can_not & ~there.can_met & ~there.can_out
    sure_out = there.can_out & ~there.can_met & ~there.can_not
    may_be = (
        case((there.can_met, value("MET ")), otherwise=value(""))
        + case((there.can_not, value("NOT ")), otherwise=value(""))
        + case((there.can_out, value("OUT ")), otherwise=value(""))
    )
    return there.mutate(
        side=case(
            (sure_met, value("numerator")),
            (sure_not, value("missing")),
            (sure_out & there.pending, value("pending")),
            (sure_out, value("not_applicable")),
            otherwise=value("unknown"),
        ),
        outcome=case(
            (sure_met, value("MET")),
            (sure_not, value("NOT_MET")),
            (sure_out & there.pending, value("PENDING")),
            (sure_out, value("NOT_APPLICABLE")),
            otherwise=value("UNKNOWN"),
        ),
        may_be=may_be.strip(),
    ).drop(*MAY_BE, "pending")


def ended_by(turns: Rows, asked: Asked) -> Rows:
    """Adds ``over``: whether the turn's subject had left (or the duty lapsed) by the day."""
    return turns.mutate(over=(turns.ended_on.notnull() & (turns.ended_on <= day(asked.as_of))))


def with_decisive(
    grouped: Rows, rows: Rows, keys: Sequence[str], order: Sequence[Column], asked: Asked
) -> Rows:
    """Adds due_on, done_on and obligation_id of the first of ``rows`` of each group."""
    if asked.numbers_only:
        return grouped.mutate(
            due_on=nothing("date"), done_on=nothing("date"), obligation_id=nothing("string")
        )
    shown = first_of(rows, keys, order).select(*keys, "due_on", "done_on", "obligation_id")
    return grouped.join(shown, list(keys))
