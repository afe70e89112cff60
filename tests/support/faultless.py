"""A synthetic district without a faulty row and without a key written twice, in many files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from unittest.mock import patch

from zhifang.synthetic import district
from zhifang.synthetic.district import sending
from zhifang.synthetic.district.commands import Batch, Line
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.district.sending import Sender
from zhifang.synthetic.district.workbooks import write_workbook
from zhifang.synthetic.district.world import made_world


def write(folder: Path, *, seed: int, employers: int, workers: int) -> list[Path]:
    """Writes the workbooks; everything can be known by their day of receipt."""
    size = replace(district.DEFAULT, seed=seed, employers=employers, workers=workers)
    none = Rates(**{one.name: 0.0 for one in fields(Rates)})
    sender = Sender(made_world(size), none)
    sender.batches = sender.batches[-1:]
    sender.sent = [*sender.batches, Batch(sender.batches[0].upto, sender.batches[0].received_on)]
    with patch.object(sending, "planted", lambda *_given: None):
        sender.send()
    by_file: dict[str, list[Line]] = defaultdict(list)
    for line in sender.lines[0]:
        by_file[line.file].append(line)
    folder.mkdir(parents=True, exist_ok=True)
    for name, inside in sorted(by_file.items()):
        rng = Random(f"{seed}:{name}")
        write_workbook(folder / name, inside, rng, lambda _sheet: (None, None))
    return [folder / name for name in sorted(by_file)]
