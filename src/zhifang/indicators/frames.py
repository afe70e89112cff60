"""A target against an estimated total: employers that no list names, by capture and recapture.

Three lists name employers with hazards for reasons of their own: who declared, whose workplaces
an institution measured, whose workers an institution examined. How often they name the same ones
tells how many none of them names (`zhifang.calc.capture`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import connections

from zhifang.calc import Counts, cut
from zhifang.calc.capture import Estimate, History, estimate
from zhifang.calc.rates import reaches
from zhifang.indicators.asking import Question
from zhifang.indicators.evaluating import counts_of, evaluate
from zhifang.indicators.figures import number
from zhifang.indicators.sources import source

#: The lists, in the order of a history, with their names (zh, en).
LISTS = {
    "declared": ("申报", "declared"),
    "measured": ("检测", "measured"),
    "examined": ("体检", "examined"),
}

#: With fewer employers on the lists an estimate says nothing.
FEWEST = 30


@dataclass(frozen=True)
class Seen:
    """The employers counted: their n, N, u; how many have each history; how many are on no list."""

    counts: Counts
    histories: dict[History, int]
    on_none: int


def estimated(question: Question, towns: set[str]) -> dict[str, Any]:
    """The figures of a question against the estimated total, of some towns if any are named.

    ``denominator`` is the total rounded; ``low`` and ``high`` are the value at the ends of its
    interval and of the unknowns, ``met`` what holds at both. ``estimate`` tells how it was found,
    ``note`` the same in words. Without an answer ``reason`` says why.
    """
    known = seen(question, towns)
    found = estimate(known.histories) if sum(known.histories.values()) >= FEWEST else None
    if found is None:
        return {
            "numerator": None,
            "denominator": None,
            "unknown": None,
            "value": None,
            "met": None,
            "reason": f"申报、检测、体检三份名单上的单位不足{FEWEST}家，或名单之间没有重合，"
            "或有名单已含全部单位，不能估计总数。",
            "reason_en": f"Fewer than {FEWEST} employers are on the lists of declarations, "
            "measurements and examinations, or the lists do not overlap, or one of them names "
            "everybody: no total can be estimated.",
        }
    met, most_met = known.counts.met, known.counts.greatest()[0]
    least, total, most = (max(round(end), most_met) for end in (found.low, found.total, found.high))
    target = question.target
    ends = {
        reaches(*end, target.comparison, target.value or 0)
        for end in ((met, most), (most_met, least))
    }
    zh, en = _told(known, found)
    return {
        "numerator": met,
        "denominator": total,
        "unknown": known.counts.unknowns,
        "value": number(cut(met, total)),
        "low": number(cut(met, most)),
        "high": number(cut(most_met, least)),
        "met": ends.pop() if len(ends) == 1 else None,
        "estimate": {
            "total": round(found.total, 1),
            "low": round(found.low, 1),
            "high": round(found.high, 1),
            "on_a_list": found.seen,
            "on_no_list_but_registered": known.on_none,
            "lists": list(LISTS),
            "histories": {
                "".join("1" if one else "0" for one in history): count
                for history, count in sorted(known.histories.items(), reverse=True)
            },
            "models": [
                {
                    "dependent": [[list(LISTS)[i], list(LISTS)[j]] for i, j in model.pairs],
                    "total": round(found.seen + model.unseen, 1),
                    "aic": round(model.aic, 2),
                }
                for model in found.models
            ],
            "odds_ratios": [
                {
                    "lists": [list(LISTS)[i], list(LISTS)[j]],
                    "odds_ratio": None if ratio is None else round(ratio, 2),
                }
                for (i, j), ratio in found.odds.items()
            ],
        },
        "note": zh,
        "note_en": en,
    }


def seen(question: Question, towns: set[str]) -> Seen:
    """The employers of the register's frame, of some towns if any are named, and their lists."""
    variant = tuple(sorted({**dict(question.variant), "frame": "register"}.items()))
    evaluation = evaluate(replace(question, variant=variant))
    flags = ", ".join(f"bool_or(l.list = '{name}') as {name}" for name in LISTS)
    named = ", ".join(f"coalesce(listed.{name}, false)" for name in LISTS)
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            f"""with listed as materialized (
                    select l.holder_id, {flags} from ({source("employer_lists")}) l
                    where l.since <= %(as_of)s group by l.holder_id)
                select r.side, r.may_be, {named}, count(*)
                from evaluation_row r left join listed on listed.holder_id = r.party_id
                where r.evaluation_id = %(evaluation)s
                  and r.side in ('numerator', 'missing', 'unknown')
                  and (%(towns)s::text[] is null or r.town = any(%(towns)s))
                group by 1, 2, 3, 4, 5""",
            {
                "as_of": question.as_of,
                "change": question.change_id,
                "evaluation": evaluation,
                "towns": sorted(towns) or None,
            },
        )
        rows = cursor.fetchall()
    histories: dict[History, int] = {}
    for _side, _may_be, *history, count in rows:
        histories[tuple(history)] = histories.get(tuple(history), 0) + count
    on_none = histories.pop((False,) * len(LISTS), 0)
    counts = counts_of((side, may_be, count) for side, may_be, *_history, count in rows)
    return Seen(counts, histories, on_none)


def _told(known: Seen, found: Estimate) -> tuple[str, str]:
    """How the total was found, in words (zh, en)."""
    names_zh, names_en = zip(*LISTS.values(), strict=True)
    pairs = found.models[0].pairs
    zh = (
        f"申报、检测、体检三份名单共有{found.seen}家，登记册另有{known.on_none}家不在其中；"
        f"估计总数{found.total:.0f}家（95% 区间 {found.low:.0f}～{found.high:.0f}），"
    )
    en = (
        f"{found.seen} employers are on the lists of declarations, measurements and examinations, "
        f"{known.on_none} more are registered; estimated total {found.total:.0f} "
        f"(95 % interval {found.low:.0f}-{found.high:.0f}), "
    )
    if pairs:
        zh += "名单之间有关联：" + "、".join(f"{names_zh[i]}与{names_zh[j]}" for i, j in pairs)
        en += "lists that depend: " + ", ".join(
            f"{names_en[i]} and {names_en[j]}" for i, j in pairs
        )
    else:
        zh += "名单之间未见关联"
        en += "no sign that the lists depend"
    others = [found.seen + model.unseen for model in found.models]
    zh += f"；各模型的估计为{min(others):.0f}～{max(others):.0f}家。"
    en += f"; the models give {min(others):.0f} to {max(others):.0f}."
    return zh, en
