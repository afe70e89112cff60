"""Signals on the made world: precision and recall of planted gaming, false alarms without it.

``python -m benchmarks.signals [SEEDS] [RATE]``. Rows stay in memory; nothing is installed. Each
seed is a district of 80 employers over 2014 to 2020, judged for 2020 clean and with one kind of
gaming planted at RATE of the subjects that could. Township rates are I03's by the reference,
held against 75 %: the made world stands too far from the plan's line for anybody to cross it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benchmarks.measuring import load, seconds
from zhifang.signals import (
    Entry,
    Judgement,
    Limits,
    SiteStatus,
    Subject,
    at_threshold,
    backdated,
    bunched_at_year_end,
    one_employer,
    reopened,
)
from zhifang.signals.at_threshold import Trained, held_against
from zhifang.synthetic import gaming, reference
from zhifang.synthetic.district.employers import Row
from zhifang.synthetic.district.world import Size, made_world
from zhifang.synthetic.gaming import Delivery, Tables

YEAR, LINE = 2020, 75
LAST = date(YEAR, 12, 31)
ORGANISERS = 12


@dataclass
class Score:
    """What one kind found over all seeds."""

    planted: int = 0
    found: int = 0
    right: int = 0
    clean_judged: int = 0
    clean_signals: int = 0
    clean_districts: int = 0
    clean_with_signal: int = 0

    def clean(self, judged: Judgement) -> None:
        """Counts a district without gaming."""
        self.clean_judged += judged.judged
        self.clean_signals += len(judged.signals)
        self.clean_districts += 1
        self.clean_with_signal += bool(judged.signals)

    def gamed(self, found: set[str], planted: set[str]) -> None:
        """Counts a district with gaming."""
        self.planted += len(planted)
        self.found += len(found)
        self.right += len(found & planted)

    def line(self, kind: str) -> str:
        """A row of the table of results."""
        precision = f"{100 * self.right / self.found:.0f} %" if self.found else "-"
        recall = f"{100 * self.right / self.planted:.0f} %" if self.planted else "-"
        return (
            f"| {kind} | {self.planted} | {recall} ({self.right} of {self.planted}) | "
            f"{precision} ({self.right} of {self.found}) | "
            f"{self.clean_signals} of {self.clean_judged} judged | "
            f"{self.clean_with_signal} of {self.clean_districts} |"
        )


def entries(deliveries: Iterable[Delivery]) -> list[Entry]:
    """Deliveries as the signals read them: one entry an examination or report."""
    found: dict[tuple[str, str, str], Entry] = {}
    for one in deliveries:
        found.setdefault(
            (one.sheet, one.sender, one.report),
            Entry(
                one.sheet, one.sender, one.employer, "", one.event_on, one.received_on, one.report
            ),
        )
    return list(found.values())


def trainings(rows: Iterable[Row]) -> list[Trained]:
    """Trainings as the signals read them."""
    return [
        Trained(
            f"{row['id_type']}|{row['id_number']}",
            row["organiser"],
            row["credit_code"],
            "",
            row["trained_on"],
            None if row["hours"] is None else Decimal(str(row["hours"])),
            row["certificate_no"],
        )
        for row in rows
        if row["trained_on"] <= LAST
    ]


def statuses(rows: Iterable[Row]) -> list[SiteStatus]:
    """States of sites as the signals read them."""
    return [
        SiteStatus(
            f"{row['credit_code']}/{row['site_no']}",
            row["credit_code"],
            row["town"],
            row["valid_from"],
            row["status"],
        )
        for row in rows
    ]


def subjects(tables: Tables) -> list[Subject]:
    """The rows of I03 on the last day."""
    rows, _, _ = reference.target(dict(tables), "I03", LAST)
    return [
        Subject("I03", row.town, row.subject.split("|")[0], row.side, row.subject) for row in rows
    ]


def meets(_target: str, numerator: int, denominator: int) -> bool:
    """Whether a share reaches the line of this benchmark."""
    return 100 * numerator >= LINE * denominator


def lifters(rows: list[Subject]) -> dict[str, str]:
    """By township below the line: the employer whose missing rows, all met, reach it alone."""
    towns: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for row in rows:
        if row.town and row.side in ("numerator", "missing"):
            towns[row.town][row.employer][row.side == "missing"] += 1
    found = {}
    for town, employers in sorted(towns.items()):
        met = sum(one[0] for one in employers.values())
        total = sum(sum(one) for one in employers.values())
        code, (_, most) = max(employers.items(), key=lambda one: one[1][1])
        if total >= 10 and not meets("", met, total) and meets("", met + most, total):
            found[town] = code
    return found


def measure(seed: int, rate: float, scores: dict[str, Score]) -> None:
    """Scores every kind on one district."""
    limits, since = Limits.on(LAST), date(YEAR, 1, 1)
    tables = made_world(Size(seed, 80, 1000, 2014, YEAR)).tables
    sent = gaming.handed_in(tables, seed)

    scores["year_end"].clean(bunched_at_year_end(entries(sent), YEAR, limits))
    bad, truth = gaming.plant_year_end(sent, seed, YEAR, rate)
    judged = bunched_at_year_end(entries(bad), YEAR, limits)
    scores["year_end"].gamed(
        {one.subject for one in judged.signals}, {one.subject for one in truth}
    )

    scores["backdated"].clean(backdated(entries(sent), since, LAST, limits))
    bad, truth = gaming.plant_backdated(sent, seed, YEAR, rate)
    judged = backdated(entries(bad), since, LAST, limits)
    scores["backdated"].gamed(
        {f"{one.subject}/{one.figures['sheet']}" for one in judged.signals},
        {one.subject for one in truth},
    )

    dealt = gaming.organised(tables["trainings"], seed, ORGANISERS)
    scores["at_threshold"].clean(at_threshold(held_against(trainings(dealt)), limits))
    rows, truth = gaming.plant_at_threshold(dealt, seed, rate)
    judged = at_threshold(held_against(trainings(rows)), limits)
    scores["at_threshold"].gamed(
        {one.subject for one in judged.signals}, {one.subject for one in truth}
    )

    scores["reopened"].clean(reopened(statuses(tables["employers"]), YEAR - 1, limits))
    rows, truth = gaming.plant_reopened(tables["employers"], seed, YEAR - 1, rate / 4)
    judged = reopened(statuses(rows), YEAR - 1, limits)
    scores["reopened"].gamed(
        {one.subject for one in judged.signals}, {one.subject for one in truth}
    )

    before = subjects(tables)
    scores["one_employer"].clean(one_employer(before, meets, limits))
    lifted = lifters(before)
    exams = gaming.plant_one_employer(tables, lifted.values(), YEAR - 3, LAST)
    after = subjects({**tables, "examinations": exams})
    # what counts is who lifted its township alone: one may stand in several, beside another's
    planted = {
        f"{code}/{town}"
        for town, code in lifted.items()
        if meets("", *_counts(after, town)) and not meets("", *_counts(after, town, without=code))
    }
    judged = one_employer(after, meets, limits)
    scores["one_employer"].gamed({f"{one.subject}/{one.town}" for one in judged.signals}, planted)


def _counts(rows: list[Subject], town: str, *, without: str = "") -> tuple[int, int]:
    sides = [row.side for row in rows if row.town == town and row.employer != without]
    met = sides.count("numerator")
    return met, met + sides.count("missing")


def main() -> None:
    """Prints the table of results."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    rate = float(sys.argv[2]) if len(sys.argv) > 2 else 0.2
    scores: dict[str, Score] = defaultdict(Score)
    spent = 0.0
    for seed in range(1, seeds + 1):
        spent += seconds(lambda seed=seed: measure(seed, rate, scores))  # type: ignore[misc]
    print("| signal | planted | recall | precision | on clean districts | districts with any |")
    print("|---|---|---|---|---|---|")
    for kind, score in scores.items():
        print(score.line(kind))
    print(f"{seeds} seeds, gaming at {rate:g} of those who could; {spent:.0f} s; {load()}")


if __name__ == "__main__":
    main()
