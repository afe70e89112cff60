"""Flips comparisons one at a time and runs the DuckDB spec cases: ``just mutate [FILE ...]``.

Every ``<``, ``<=``, ``>``, ``>=``, ``==``, ``!=`` of the rules and of the families they are built
on is turned into its neighbour, in a copy of the source tree, and the cases must then fail. What
survives is printed and must be known in `REASONS`. Run by hand: it takes minutes.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = (
    "calc/once.py",
    "calc/outcome.py",
    "calc/law_pieces.py",
    "calc/recurring.py",
    "calc/intervals.py",
    "obligations/rules/workplace.py",
    "obligations/rules/dec_01.py",
    "obligations/rules/det_01.py",
    "obligations/rules/hex_02.py",
    "obligations/rules/management.py",
    "obligations/rules/tra_01.py",
    "obligations/rules/tra_02.py",
    "obligations/rules/rad_01.py",
    "obligations/rules/rep_01.py",
    "obligations/rules/rep_02.py",
    "calc/renewed.py",
    "obligations/rules/dec_07.py",
    "calc/resting.py",
    "obligations/rules/filings.py",
    "obligations/rules/recorded_changes.py",
    "obligations/rules/dec_02.py",
    "obligations/rules/dec_03.py",
    "obligations/rules/dec_04.py",
    "obligations/rules/dec_05.py",
    "obligations/rules/dec_06.py",
    "obligations/rules/eva_01.py",
    "calc/standing.py",
    "obligations/rules/arc_01.py",
    "obligations/rules/rad_02.py",
    "obligations/rules/tra_03.py",
)
#: What each comparison becomes.
FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}

#: Why a mutant may live: (file, source of the comparison) to the reason.
_EMPTY = "an interval without a day changes nothing"
_ALIKE = "both sides give the same at the bound"
_BY_EPISODE = "law looked up by more days than it asks for is the same law"
_DISCHARGED = "the row before says the same of a discharged turn"
REASONS: dict[tuple[str, str], str] = {
    ("calc/outcome.py", "turn.done_on <= on"): _ALIKE,
    ("calc/intervals.py", "rows.stop < far()"): "nobody asks about the far day",
    ("calc/intervals.py", "rows.start < before"): "cutting what only touches changes nothing",
    ("calc/law_pieces.py", "law.service_from_months > 0"): _BY_EPISODE,
    ("calc/law_pieces.py", "law.service_from_days > 0"): _BY_EPISODE,
    ("calc/recurring.py", "joined.before_stop > joined.seen_on"): _ALIKE,
    ("calc/recurring.py", "carried.start > discharged_on"): _DISCHARGED,
    ("calc/recurring.py", "told.after <= told.next_seen_on.fill_null(far())"): _DISCHARGED,
    ("calc/recurring.py", "carried.valued_no > 0"): "what is not owed is dropped below as well",
    ("calc/recurring.py", "seen.anchor_on < away.away_to"): _ALIKE,
    ("calc/renewed.py", "unsure.event_on > opened.event_on"): "there is one event a day",
    ("calc/renewed.py", "unsure.event_on < opened.next_on"): "there is one event a day",
    ("obligations/rules/dec_07.py", "stood.filed_on < spans.stop"): _EMPTY,
    ("obligations/rules/rad_01.py", "worn.start > since.bare_from"): (
        "no dosimeter is worn on a bare day"
    ),
    ("obligations/rules/rad_01.py", "covers.stop > spans.start"): (
        "the first day in post is there already, and one row of a day is kept"
    ),
    ("obligations/rules/management.py", "known.sure_on < known.trained_on"): (
        "the first training of that day is enough by itself"
    ),
    ("obligations/rules/management.py", "known.maybe_on < known.trained_on"): (
        "the first training of that day may be enough by itself"
    ),
    ("obligations/rules/hex_02.py", "e.valid_from < h.stop"): _EMPTY,
    ("obligations/rules/hex_02.py", "e.stop > h.start"): _EMPTY,
    ("obligations/rules/workplace.py", "cut.start < cut.stop"): _EMPTY,
    ("obligations/rules/workplace.py", "cut.start < opened.stop"): _EMPTY,
    ("obligations/rules/workplace.py", "cut.stop > opened.start"): _EMPTY,
}


@dataclass(frozen=True)
class Mutant:
    """One flipped comparison."""

    file: str
    line: int
    before: str
    text: str

    @property
    def name(self) -> str:
        """Where it is and what it was."""
        return f"{self.file}:{self.line} {self.before}"


def mutants(file: str) -> Iterator[Mutant]:
    """Every mutant of a file."""
    source = (ROOT / "src/zhifang" / file).read_text(encoding="utf-8")
    number = len([node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare)])
    for place in range(number):
        tree = ast.parse(source)
        node = [n for n in ast.walk(tree) if isinstance(n, ast.Compare)][place]
        flipped = FLIPS.get(type(node.ops[0]))
        if flipped is None:
            continue
        before = ast.unparse(node)
        node.ops[0] = flipped()
        yield Mutant(file, node.lineno, before, ast.unparse(tree))


def survives(mutant: Mutant, tree: Path) -> bool:
    """Whether the spec cases and the outcome's unit tests pass with the mutant in place."""
    target = tree / "src/zhifang" / mutant.file
    original = target.read_text(encoding="utf-8")
    target.write_text(mutant.text, encoding="utf-8")
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-x",
                "-q",
                "-p",
                "no:cacheprovider",
                "tests/spec/test_rules.py",
                "tests/unit/test_calc.py",
                "-k",
                "on_duckdb or in_the_order",
            ],
            cwd=tree,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(tree / "src")},
        )
    finally:
        target.write_text(original, encoding="utf-8")
    return done.returncode == 0


def copied(folder: Path) -> Path:
    """The parts of the repository that the cases need, copied."""
    for name in ("src", "tests", "statutes"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def main(chosen: list[str]) -> int:
    """Runs the mutants of the chosen files (default: all); gives how many live unexplained."""
    unexplained = 0
    with tempfile.TemporaryDirectory(prefix="zhifang-mutate-") as folder:
        tree = copied(Path(folder))
        for file in chosen or FILES:
            for mutant in mutants(file):
                if not survives(mutant, tree):
                    continue
                reason = REASONS.get((mutant.file, mutant.before), "")
                unexplained += not reason
                print(f"lives: {mutant.name}  {reason or 'WHY?'}", flush=True)
            print(f"done: {file}", flush=True)
    return unexplained


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
