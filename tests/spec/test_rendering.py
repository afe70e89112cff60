"""The cases render as reference documentation, and each says what it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.case_facts import world_of
from tests.support.cases import Case, Turn, cases, files
from tests.support.render_cases import render


def test_every_case_is_rendered(tmp_path: Path) -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in render(tmp_path)}
    for file in files():
        assert file.title in pages["README"]
        for case in file.cases:
            assert f"## {case.id}\n\n{case.sentence}" in pages[file.name]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_case_has_a_sentence_and_a_citation(case: Case) -> None:
    assert case.sentence.endswith(("。", "."))
    assert case.citation
    assert case.expectations


def test_a_case_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="no hazard"):
        world_of({"hazards": [{"at": "E1", "hazard": "不存在"}]})
    with pytest.raises(ValueError, match="knows nothing of"):
        world_of({"sites": [{"site": "E1", "colour": "red"}]})
    with pytest.raises(ValueError, match="no such facts"):
        world_of({"dreams": []})
    with pytest.raises(ValueError, match="an expected turn"):
        Turn.of("PERHAPS")
