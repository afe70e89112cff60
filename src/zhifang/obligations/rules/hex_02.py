"""HEX-02: workers exposed to hazards are examined in service within the cycle in force."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import (
    ANCHOR_COLUMNS,
    EPISODE_COLUMNS,
    PIECE_COLUMNS,
    WORLD_COLUMNS,
    Recurring,
    Rows,
    add_days,
    case,
    crossing,
    derived,
    elementary,
    episodes,
    episodes_of,
    gaps,
    greatest,
    least,
    open_end,
    starting_points,
    tails,
    value,
)
from zhifang.obligations.rules.law import EXAM_CYCLES, HAZARD_CIRCUMSTANCES
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.examinations.facts import EXAMINATIONS
from zhifang.registry.workers.facts import EXPOSURES

#: A gap in exposure of up to this many days does not end an episode (as the 90-day leaving
#: rule, GBZ 188 4.6.1.3), and an exam up to as many days before it counts for it.
BRIDGE_DAYS = 90

#: Kinds of examination that start the cycle anew.
QUALIFYING_KINDS = ("pre", "in", "leaving")

KEY_TYPES = {"holder_id": "int64", "worker_id": "int64", "hazard": "string"}
KEYS = tuple(KEY_TYPES)
CYCLE = Recurring(keys=KEYS, law_keys=("cls", "hazard"), left_why="left", bridges=True)


def exposed_periods(facts: Mapping[str, Rows]) -> Rows:
    """Who was exposed to which hazard when, under which circumstance; the strictest counts.

    Gives `KEYS`, start, stop, cls, site_id without overlap inside a subject, and the episode of
    each (see `episodes`).
    """
    e = facts["exposures"]
    h = facts["hazard_periods"]
    kinds = facts["hazard_circumstances"]
    following = e.valid_from.lead().over(group_by=[e.worker_id, e.post_id], order_by=e.valid_from)
    e = e.mutate(stop=least(open_end(e.valid_to), open_end(following)))
    at = e.join(h, [e.post_id == h.post_id, e.valid_from < h.stop, e.stop > h.start]).select(
        e.holder_id,
        e.worker_id,
        h.hazard,
        e.site_id,
        e.site_no,
        h.work_grade,
        h.noise_level,
        start=greatest(e.valid_from, h.start),
        stop=least(e.stop, h.stop),
    )
    at = at.join(kinds, at.hazard == kinds.hazard).select(at, kinds.circumstance)
    ranked = at.mutate(
        rank=case(
            (at.circumstance == "any", value(0)),
            ((at.circumstance == "grade") & (at.work_grade >= 2), value(1)),
            ((at.circumstance == "grade") & at.work_grade.isnull(), value(2)),
            (at.circumstance == "grade", value(3)),
            (at.noise_level >= 85, value(1)),
            (at.noise_level.isnull(), value(2)),
            (at.noise_level >= 80, value(3)),
            otherwise=value(4),
        )
    )
    told = crossing(ranked, KEYS)
    columns = (*KEYS, "start", "stop", "rank", "site_id", "circumstance")
    alone = told.filter(~told.crosses).select(*columns)
    strictest = alone.union(_strictest(told.filter(told.crosses)).select(*columns))
    named = strictest.mutate(
        cls=case(
            (strictest.circumstance == "any", value("any")),
            (
                strictest.circumstance == "grade",
                case(
                    (strictest["rank"] == 1, value("grade:high")),
                    (strictest["rank"] == 2, value("grade:?")),
                    otherwise=value("grade:low"),
                ),
            ),
            (strictest["rank"] == 1, value("noise:85")),
            (strictest["rank"] == 2, value("noise:?")),
            (strictest["rank"] == 3, value("noise:80")),
            otherwise=value("noise:low"),
        )
    ).select(*KEYS, "start", "stop", "cls", "site_id")
    return episodes(named, KEYS, ("cls", "site_id"), BRIDGE_DAYS)


def _strictest(ranked: Rows) -> Rows:
    """Overlapping exposures of a subject cut where any begins or ends; of several at a time the
    strictest counts, at the first of their sites."""
    pieces = elementary(ranked, KEYS)
    covered = pieces.join(
        ranked,
        [
            *(pieces[k] == ranked[k] for k in KEYS),
            ranked.start <= pieces.start,
            ranked.stop > pieces.start,
        ],
    ).select(pieces, ranked.rank, ranked.site_id, ranked.site_no, ranked.circumstance)
    return covered.group_by(*KEYS, "start", "stop").agg(
        rank=covered["rank"].min(),
        site_id=covered.site_id.argmin(covered.site_no),
        circumstance=covered.circumstance.min(),
    )


EXPOSED_PERIODS = derived(
    "exposed_periods",
    (EXPOSURES, HAZARD_PERIODS, HAZARD_CIRCUMSTANCES),
    exposed_periods,
    **KEY_TYPES,
    start="date",
    stop="date",
    cls="string",
    site_id="int64",
    **EPISODE_COLUMNS,
)


def examination_world(facts: Mapping[str, Rows]) -> Rows:
    """Exposed, away between exposures of one episode, and after it; see `Recurring.pieces`."""
    exposed = facts["exposed_periods"]
    return (
        exposed.mutate(state=value("owed"))
        .union(gaps(exposed).mutate(state=value("away")))
        .union(tails(exposed).mutate(state=value("after")))
    )


EXAMINATION_WORLD = derived(
    "examination_world",
    (EXPOSED_PERIODS,),
    examination_world,
    **KEY_TYPES,
    cls="string",
    **WORLD_COLUMNS,
)

EXPOSURE_EPISODES = derived(
    "exposure_episodes",
    (EXPOSED_PERIODS,),
    lambda facts: episodes_of(facts["exposed_periods"], KEYS),
    **KEY_TYPES,
    episode="int64",
    episode_start="date",
    episode_stop="date",
)

EXAMINATION_PIECES = derived(
    "examination_pieces",
    (EXAMINATION_WORLD, EXAM_CYCLES),
    lambda facts: CYCLE.pieces(facts["examination_world"], facts["exam_cycles"]),
    **KEY_TYPES,
    **PIECE_COLUMNS,
)


def examination_anchors(facts: Mapping[str, Rows]) -> Rows:
    """The days a cycle starts from: every qualifying exam, and the start when none came before.

    Qualifying: pre-job, in-service or leaving, of that hazard, from 90 days before the episode
    to its end, whoever paid.
    """
    whole = facts["exposure_episodes"]
    x = facts["examinations"]
    x = x.filter(x.exam_kind.isin(QUALIFYING_KINDS))
    made = whole.join(
        x,
        [
            whole.worker_id == x.worker_id,
            whole.hazard == x.hazard,
            x.exam_on >= add_days(whole.episode_start, -BRIDGE_DAYS),
            x.exam_on < whole.episode_stop,
        ],
    )
    events = made.select("episode", "episode_start", anchor_on="exam_on", anchor_ref="id")
    return CYCLE.anchors(starting_points(whole, events), facts["examination_world"])


EXAMINATION_ANCHORS = derived(
    "examination_anchors",
    (EXPOSURE_EPISODES, EXAMINATION_WORLD, EXAMINATIONS),
    examination_anchors,
    **ANCHOR_COLUMNS,
)


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """Turns of every (duty holder, worker, hazard); see the module."""
    return CYCLE.turns(facts["examination_pieces"], facts["examination_anchors"])


HEX_02 = Rule(
    id="HEX-02",
    sentence_zh="用人单位应当按规定周期组织接触职业病危害的劳动者进行在岗期间职业健康检查。",
    sentence_en=(
        "The employer has workers exposed to occupational hazards examined in service "
        "within the prescribed cycle."
    ),
    citation="职业病防治法 第三十五条；GBZ 188 4.6.1.2、A.6",
    subject="worker",
    needs=(EXAMINATION_PIECES, EXAMINATION_ANCHORS),
    turns=turns,
)
