"""Loads a synthetic district as users would and holds the product against its truth."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connections

from zhifang.exchange.intake import submit
from zhifang.exchange.received import SentFile
from zhifang.exchange.senders import Sender
from zhifang.exchange.sheets import SHEETS
from zhifang.indicators.definitions import DEFINITIONS
from zhifang.indicators.queries import evaluation_id, plan_document
from zhifang.installation.keys import decrypt
from zhifang.obligations.queries import OUTCOME, SPEAKS
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import known, resolve
from zhifang.synthetic import district

PLAN = "mentougou-2016-2020"


@dataclass
class Differences:
    """What does not agree; empty lists when all does."""

    rows: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows or self.turns or self.targets)

    def text(self, limit: int = 25) -> str:
        """The first differences of each kind, for a person."""
        return "\n".join(
            f"{name}: {len(found)}\n  " + "\n  ".join(found[:limit])
            for name, found in (
                ("rows", self.rows),
                ("turns", self.turns),
                ("targets", self.targets),
            )
            if found
        )


def make(folder: Path, *, seed: int, employers: int, workers: int) -> dict[str, Any]:
    """Writes a district into ``folder`` and gives its truth."""
    size = replace(district.DEFAULT, employers=employers, workers=workers, seed=seed)
    return district.write(folder, size)


def load(folder: Path, truth: dict[str, Any]) -> set[tuple[str, str, int]]:
    """Loads the commands in order; gives the rows handed back as (file, sheet, row)."""
    rejected: set[tuple[str, str, int]] = set()
    for command in truth["commands"]:
        summary = submit(
            [SentFile(name, (folder / name).read_bytes()) for name in command["files"]],
            actor="operator",
            sender=Sender.operator(),
            received_on=date.fromisoformat(command["received_on"]),
        )
        rejected |= {
            (result.name, SHEETS[problem.sheet].zh, problem.row)
            for result in summary.files
            for problem in result.problems
        }
    return rejected


def compare(truth: dict[str, Any], rejected: set[tuple[str, str, int]]) -> Differences:
    """Rows handed back, turns on each day, and targets with their groups."""
    found = Differences()
    marked = {
        (r["file"], r["sheet"], r["row"]): r for r in truth["rows"] if r["expect"] == "reject"
    }
    found.rows += [f"not rejected: {marked[key]}" for key in sorted(marked.keys() - rejected)]
    found.rows += [f"rejected: {key}" for key in sorted(rejected - marked.keys())]
    bring_up_to_date()
    for as_of in sorted({entry["as_of"] for entry in truth["expected"]}):
        found.turns += _compare_turns(truth, date.fromisoformat(as_of))
    for entry in truth["indicators"]:
        if entry["id"] in DEFINITIONS:
            found.targets += _compare_target(entry)
    return found


def _compare_turns(truth: dict[str, Any], as_of: date) -> list[str]:
    told = {entry["rule"] for entry in truth["expected"]}
    stored = {key: turns for key, turns in stored_turns(as_of).items() if key[0] in told}
    expected = {
        (entry["rule"], entry["subject"]): sorted(
            (turn_key(turn) for turn in entry["turns"]), key=repr
        )
        for entry in truth["expected"]
        if entry["as_of"] == as_of.isoformat()
    }
    differences = []
    for key in sorted(expected.keys() | stored.keys()):
        ours, theirs = stored.get(key, []), expected.get(key, [])
        if key[0] in ("DET-01", "EVA-01"):
            theirs = _resting(theirs, ours)
        if ours != theirs:
            only_ours = [turn for turn in ours if turn not in theirs]
            only_theirs = [turn for turn in theirs if turn not in ours]
            differences.append(f"{as_of} {key}: product {only_ours} reference {only_theirs}")
    return differences


def turn_key(turn: dict[str, Any]) -> tuple[Any, ...]:
    """What of a turn is compared: the reference opens a turn on its anchor, the product on the
    day from which the anchor counts."""
    return _days_that_matter(
        (
            turn["anchor"],
            turn["due_earliest"],
            turn["due_latest"],
            turn["done_on"],
            turn["ended_on"],
            turn["outcome"],
        )
    )


def _days_that_matter(turn: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without the day it was over, which its outcome shows, and due days that never came."""
    anchor, earliest, latest, done, ended, outcome = turn
    never = outcome == "NOT_APPLICABLE" or (ended and earliest and ended <= earliest)
    if never or "9999-12-31" in (earliest, latest):
        return (anchor, None, None, done, outcome)
    return (anchor, earliest, latest, done, outcome)


def _resting(turns: list[tuple[Any, ...]], other: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """``turns`` without the due day of what rests by ``other``.

    In the thirty days after a suspension the product still says that nothing is scheduled, the
    reference already names the day; nothing falls due in them either way.
    """
    rests = {turn[0] for turn in other if turn[1] is None and turn[-1] == "PENDING"}
    return sorted(
        (
            (turn[0], None, None, *turn[3:]) if turn[0] in rests and turn[-1] == "PENDING" else turn
            for turn in turns
        ),
        key=repr,
    )


def stored_turns(as_of: date) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """The turns that speak on the day, by rule and natural key of the subject."""
    change = resolve(using="engine").change_id
    with connections["engine"].cursor() as cursor:
        cursor.execute("select id, id_cipher, id_type from worker")
        workers = {row[0]: (row[2], decrypt(bytes(row[1])).decode()) for row in cursor.fetchall()}
        cursor.execute(
            f"""select t.rule, o.credit_code, site.site_no, t.worker_id, t.hazard, t.subject,
                   t.anchor_on,
                   t.due_earliest, t.due_latest,
                   case when t.done_on <= %(as_of)s then t.done_on end,
                   case when t.ended_on <= %(as_of)s then t.ended_on end, {OUTCOME}
                from turn t join organisation o on o.id = t.holder_id
                join site on site.id = t.site_id
                where {known("t")} and {SPEAKS}""",
            {"as_of": as_of, "change": change},
        )
        found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
        for rule, code, site_no, worker, hazard, name, *rest in cursor.fetchall():
            if name:
                subject = f"{code} {name}"
            elif worker is None:
                subject = f"{code}/{site_no}"
            else:
                subject = "|".join((code, *workers[worker], *([hazard] if hazard else [])))
            days = tuple(v.isoformat() if isinstance(v, date) else v for v in rest)
            found.setdefault((rule, subject), []).append(_days_that_matter(days))
    return {key: sorted(turns, key=repr) for key, turns in found.items()}


#: The sides that a rate counts; pending and not applicable are told apart by `compare` of turns.
COUNTED = ("numerator", "missing", "unknown")


def target_rows(target: str, as_of: date) -> dict[str, tuple[str, str]]:
    """Side and town of each counted subject of a target, by natural key."""
    evaluation = evaluation_id(PLAN, target, as_of)
    with connections["engine"].cursor() as cursor:
        cursor.execute("select id, id_cipher, id_type from worker")
        workers = {
            row[0]: f"{row[2]}|{decrypt(bytes(row[1])).decode()}" for row in cursor.fetchall()
        }
        cursor.execute(
            "select o.credit_code, r.worker_id, r.side, coalesce(r.town, '') "
            "from evaluation_row r join organisation o on o.id = r.party_id "
            "where r.evaluation_id = %s and r.side = any(%s)",
            [evaluation, list(COUNTED)],
        )
        return {
            code if worker is None else f"{code}|{workers[worker]}": (side, town)
            for code, worker, side, town in cursor.fetchall()
        }


def _compare_target(entry: dict[str, Any]) -> list[str]:
    as_of = date.fromisoformat(entry["as_of"])
    document = plan_document(PLAN, as_of, by="township", variants=False)
    target = next(one for one in document["targets"] if one["id"] == entry["id"])
    names = ("numerator", "denominator", "unknown")
    differences = []
    totals = {name: target[name] for name in names}
    theirs = {name: entry["totals"][name] for name in names}
    if totals != theirs:
        differences.append(f"{entry['id']} {as_of}: product {totals} reference {theirs}")
    ours = {
        g["code"]: {n: g[n] for n in names} for g in target["groups"] if any(g[n] for n in names)
    }
    towns = {
        (code or "unattributed"): {n: counts[n] for n in names}
        for code, counts in entry["by_town"].items()
        if any(counts[n] for n in names)
    }
    if ours != towns:
        rows = target_rows(entry["id"], as_of)
        reference = {
            row["subject"]: (row["side"], row["town"] or "")
            for row in entry["rows"]
            if row["side"] in COUNTED
        }
        differences += [
            f"{entry['id']} {as_of} {subject}: product {rows.get(subject)} "
            f"reference {reference.get(subject)}"
            for subject in sorted(rows.keys() | reference.keys())
            if rows.get(subject) != reference.get(subject)
        ]
        differences.append(
            f"{entry['id']} {as_of} by town: "
            + str(
                [
                    (code, ours.get(code), towns.get(code))
                    for code in sorted(ours.keys() | towns.keys())
                    if ours.get(code) != towns.get(code)
                ]
            )
        )
    return differences
