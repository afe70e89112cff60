"""DET-01: workplace hazards are measured by an institution within the cycle in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhifang.calc import (
    EPISODE_COLUMNS,
    PIECE_COLUMNS,
    WORLD_COLUMNS,
    Recurring,
    Rows,
    add_days,
    case,
    choose,
    derived,
    elementary,
    episodes,
    episodes_of,
    starting_points,
    tails,
    value,
    without,
)
from zhifang.obligations.rules.law import INDUSTRY_RISK_CLASSES, MEASUREMENT_CYCLES
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import HAZARD_PERIODS, OPEN_PERIODS
from zhifang.registry.measurements.facts import MEASUREMENTS
from zhifang.statutes.measurement_cycles import SOLVENTS

#: Production must run for a sampling to mean anything: this many days after a suspension.
RESUMPTION_DAYS = 30

#: Report kinds that discharge: periodic (10), current-status (31), control-effect (32).
QUALIFYING_KINDS = ("10", "31", "32")

KEYS = ("holder_id", "site_id")
SUBJECT_TYPES = {"holder_id": "int64", "subject_site_id": "int64"}
CYCLE = Recurring(keys=tuple(SUBJECT_TYPES), law_keys=("cls",), left_why="closed", bridges=False)


def producing_periods(facts: Mapping[str, Rows]) -> Rows:
    """When a site had listed hazards, produced or not, and how its risk class is known.

    Gives `KEYS`, start, stop, cls, rests without overlap inside a site, and the episode of each
    (see `episodes`).
    """
    h = facts["hazard_periods"]
    h = h.mutate(solvent=choose(h.hazard.isin(SOLVENTS), 1, 0))
    h = h.group_by(*KEYS, "start", "stop").agg(solvent=h.solvent.max())
    sites = facts["open_periods"]
    paused = sites.filter(sites.status == "suspended")
    paused = paused.mutate(stop=add_days(paused.stop, RESUMPTION_DAYS))
    spans = (
        h.select(*KEYS, "start", "stop")
        .union(sites.select(*KEYS, "start", "stop"))
        .union(paused.select(*KEYS, "start", "stop"))
    )
    pieces = elementary(spans, KEYS)
    present = pieces.join(
        h, [*(pieces[k] == h[k] for k in KEYS), h.start <= pieces.start, h.stop > pieces.start]
    )
    present = present.group_by(*KEYS, pieces.start, pieces.stop).agg(solvent=present.solvent.max())
    resting = (
        present.semi_join(
            paused,
            [
                present.site_id == paused.site_id,
                paused.start <= present.start,
                paused.stop > present.start,
            ],
        )
        .select(*KEYS, "start")
        .mutate(rests=value(True))
    )
    stated = present.join(
        sites,
        [
            present.site_id == sites.site_id,
            sites.start <= present.start,
            sites.stop > present.start,
        ],
    ).select(present, sites.industry, sites.risk_class)
    stated = stated.left_join(
        resting, [*(stated[k] == resting[k] for k in KEYS), stated.start == resting.start]
    ).select(stated, rests=resting.rests.fill_null(False))
    classes = facts["industry_risk_classes"]
    listed = stated.left_join(classes, stated.industry == classes.industry).select(
        stated, listed=classes.cls.fill_null("unknown")
    )
    named = listed.mutate(
        cls=case(
            (listed.risk_class == "severe", value("recorded:severe")),
            (listed.risk_class == "general", value("recorded:general")),
            ((listed.listed == "solvent") & (listed.solvent == 1), value("catalogue:severe")),
            (listed.listed == "solvent", value("catalogue:general")),
            (listed.listed == "severe", value("catalogue:severe")),
            (listed.listed == "general", value("catalogue:general")),
            otherwise=value("catalogue:unknown"),
        )
    ).select(*KEYS, "start", "stop", "cls", "rests")
    return episodes(named, KEYS, ("cls", "rests"), 0)


PRODUCING_PERIODS = derived(
    "producing_periods",
    (HAZARD_PERIODS, OPEN_PERIODS, INDUSTRY_RISK_CLASSES),
    producing_periods,
    holder_id="int64",
    site_id="int64",
    start="date",
    stop="date",
    cls="string",
    rests="boolean",
    **EPISODE_COLUMNS,
)


def measurement_world(facts: Mapping[str, Rows]) -> Rows:
    """Owed, resting in a suspension, without hazard between, and after; see `Recurring.pieces`."""
    present = facts["producing_periods"]
    states = present.mutate(state=choose(present.rests, value("rests"), value("owed"))).union(
        tails(present).mutate(state=value("after"))
    )
    return states.mutate(subject_site_id=states.site_id)


MEASUREMENT_WORLD = derived(
    "measurement_world",
    (PRODUCING_PERIODS,),
    measurement_world,
    **SUBJECT_TYPES,
    cls="string",
    **WORLD_COLUMNS,
)

MEASUREMENT_PIECES = derived(
    "measurement_pieces",
    (MEASUREMENT_WORLD, MEASUREMENT_CYCLES),
    lambda facts: CYCLE.pieces(facts["measurement_world"], facts["measurement_cycles"]),
    **SUBJECT_TYPES,
    **PIECE_COLUMNS,
)


def covering_reports(facts: Mapping[str, Rows]) -> Rows:
    """The covering reports that discharge a measurement (see `covering`)."""
    return covering(facts, QUALIFYING_KINDS)


def covering(facts: Mapping[str, Rows], kinds: Sequence[str]) -> Rows:
    """Reports of some kinds that sampled every pair of post and hazard known on their last
    sampling day.

    Gives site_id, sampled_on, issued_on, anchor_ref (the least measurement id of the report).
    """
    m = facts["measurements"]
    report = ("institution_id", "report_no", "site_id")
    pair = (*report, "post_id", "hazard")
    sampled = (
        m.filter(m.report_kind.isin(kinds))
        .group_by(*pair)
        .agg(sampled_on=m.sampled_on.max(), issued_on=m.issued_on.max(), id=m.id.min())
    )
    reports = sampled.group_by(*report).agg(
        sampled_on=sampled.sampled_on.max(),
        issued_on=sampled.issued_on.max(),
        anchor_ref=sampled.id.min(),
    )
    h = facts["hazard_periods"]
    known = reports.join(
        h,
        [reports.site_id == h.site_id, h.start <= reports.sampled_on, h.stop > reports.sampled_on],
    ).select(reports, h.post_id, h.hazard)
    found = known.left_join(sampled, [known[k] == sampled[k] for k in pair]).select(
        known, missed=choose(sampled.id.isnull(), 1, 0)
    )
    days = ("sampled_on", "issued_on", "anchor_ref")
    covered = found.group_by(*report, *days).agg(missed=found.missed.max())
    return covered.filter(covered.missed == 0).select("site_id", *days)


COVERING_REPORTS = derived(
    "covering_reports",
    (HAZARD_PERIODS, MEASUREMENTS),
    covering_reports,
    site_id="int64",
    sampled_on="date",
    issued_on="date",
    anchor_ref="int64",
)


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:
    """Turns of every site with listed hazards; see the module."""
    return turns_by(
        facts, facts["covering_reports"], facts["measurement_pieces"], choices.measured_day
    )


def turns_by(facts: Mapping[str, Rows], reports: Rows, pieces: Rows, measured_day: str) -> Rows:
    """Turns of every site with listed hazards in the pieces of a cycle, discharged by reports.

    ``reports``: as `covering` gives them; ``measured_day``: the day that counts, "sampled" or
    "issued".
    """
    whole = episodes_of(facts["producing_periods"], KEYS)
    done = reports.issued_on if measured_day == "issued" else reports.sampled_on
    reports = reports.mutate(done_on=done)
    made = whole.join(
        reports,
        [
            whole.site_id == reports.site_id,
            reports.done_on >= whole.episode_start,
            reports.done_on < whole.episode_stop,
        ],
    )
    events = made.select("episode", "episode_start", anchor_on="done_on", anchor_ref="anchor_ref")
    paired = CYCLE.anchors(starting_points(whole, events), facts["measurement_world"])
    return without(CYCLE.turns(pieces, paired), "subject_site_id")


DET_01 = Rule(
    id="DET-01",
    sentence_zh="用人单位应当委托职业卫生技术服务机构，按规定周期对工作场所职业病危害因素进行检测。",
    sentence_en=(
        "The employer has the hazards of its workplace measured by a technical service "
        "institution within the prescribed cycle."
    ),
    citation="职业病防治法 第二十六条；工作场所职业卫生管理规定 第二十条",
    subject="site",
    needs=(PRODUCING_PERIODS, MEASUREMENT_WORLD, MEASUREMENT_PIECES, COVERING_REPORTS),
    turns=turns,
)
