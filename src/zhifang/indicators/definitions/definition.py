"""What an indicator is: subjects, each with what it may add to numerator and denominator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhifang.calc import Relation, Rows, case, day, nothing, relation, value

#: Turn rows of the rule that speak on the day asked: one for each turn opened by then.
SPEAKING_TURNS = relation(
    "speaking_turns",
    obligation_id="string",
    rule="string",
    holder_id="int64",
    site_id="int64",
    site_no="string",
    worker_id="int64",
    hazard="string",
    anchor_on="date",
    anchor_kind="string",
    opened_on="date",
    due_earliest="date",
    due_latest="date",
    done_on="date",
    ended_on="date",
    ended_why="string",
    months_low="int64",
    months_high="int64",
)

#: Where a site stood: the state of each site on each day, without anything after the day asked.
SITE_DAYS = relation(
    "site_days",
    site_id="int64",
    holder_id="int64",
    site_no="string",
    valid_from="date",
    valid_to="date",
    town="string",
    industry="string",
    size="string",
    status="string",
)

#: How many workers are at a site on the day asked.
SITE_WORKERS = relation("site_workers", site_id="int64", workers="int64")

#: The latest initial, change or annual declaration of a site on or before the day asked.
LATEST_FILINGS = relation("latest_filings", site_id="int64", declared_on="date")

#: Post-hazard pairs of a site on the day asked, with the last qualifying sampling of each.
POST_HAZARD_SAMPLES = relation(
    "post_hazard_samples",
    post_id="int64",
    site_id="int64",
    holder_id="int64",
    hazard="string",
    since="date",
    sampled_on="date",
)

#: What every definition gives for a subject. ``can_met``, ``can_not``, ``can_out``: what the
#: subject may be over every completion of what is missing; one of them alone is certain.
SUBJECT_COLUMNS = (
    "subject_kind",
    "subject_id",
    "party_id",
    "worker_id",
    "site_id",
    "attributed_on",
    "can_met",
    "can_not",
    "can_out",
    "pending",
    "due_on",
    "done_on",
    "obligation_id",
)


@dataclass(frozen=True)
class Asked:
    """The day asked, the period up to it, and the plan's choices."""

    as_of: date
    key_industries: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    district: str

    @property
    def variant(self) -> Mapping[str, str]:
        """The option chosen for each key of the indicator."""
        return dict(self.options)

    @property
    def period_start(self) -> date:
        """P = the calendar year up to the day asked."""
        return self.as_of.replace(month=1, day=1)


@dataclass(frozen=True)
class Definition:
    """An indicator. ``choices`` are its plan-file keys, each with its values, default first.

    ``version`` changes whenever the meaning does; it is printed with every result.
    """

    id: str
    rule: str
    version: str
    choices: Mapping[str, tuple[str, ...]]
    needs: tuple[Relation, ...]
    subjects: Callable[[Mapping[str, Rows], Asked], Rows] = field(repr=False)

    def rows(self, asked: Asked) -> Rows:
        """The subjects with town, industry and size of the day they are attributed on."""
        tables = {one.name: one.rows() for one in self.needs}
        subjects = self.subjects(tables, asked).select(*SUBJECT_COLUMNS)
        return placed(subjects, tables["site_days"], asked)


def placed(subjects: Rows, site_days: Rows, asked: Asked) -> Rows:
    """Adds town, industry, size, side and outcome; a town elsewhere is "unattributed" (empty)."""
    there = subjects.left_join(
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
    sure_met = there.can_met & ~there.can_not & ~there.can_out
    sure_not = there.can_not & ~there.can_met & ~there.can_out
    sure_out = there.can_out & ~there.can_met & ~there.can_not
    may_be = (
        case((there.can_met, value("MET ")), otherwise=value(""))
        + case((there.can_not, value("NOT ")), otherwise=value(""))
        + case((there.can_out, value("OUT ")), otherwise=value(""))
    )
    # What was done after the day asked is not shown to have been done.
    done = there.done_on <= day(asked.as_of)
    return there.mutate(
        done_on=case((done.fill_null(False), there.done_on), otherwise=nothing("date")),
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
    ).drop("can_met", "can_not", "can_out", "pending")


def ended_by(turns: Rows, asked: Asked) -> Rows:
    """Adds ``over``: whether the turn's subject had left (or the duty lapsed) by the day."""
    return turns.mutate(over=(turns.ended_on.notnull() & (turns.ended_on <= day(asked.as_of))))
