"""What a surveillance archive lacks: a blank is never a "no", and nothing is missing twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhifang.registry.workers.archive import Gap, missing

UNIT, OTHER = 7, 8
DAY = date(2020, 12, 31)
NOISE, DUST = "15001", "11001"


def archive(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    """An archive with these lists, the others empty."""
    names = ("exposures", "examinations", "radiation_posts", "doses", "cases", "statements")
    return {name: lists.get(name, []) for name in names}


def exposure(**more: Any) -> dict[str, Any]:
    """Exposed to noise since 2018, still."""
    row = {"using_unit_id": UNIT, "valid_from": date(2018, 1, 1), "valid_to": None}
    return {**row, "hazards": [NOISE], **more}


def exam(day: date, *hazards: str) -> dict[str, Any]:
    """An examination at the unit."""
    return {"using_unit_id": UNIT, "exam_on": day, "covers": list(hazards)}


def statement(**more: Any) -> dict[str, Any]:
    """A statement that leaves nothing open."""
    row = {
        "using_unit_id": UNIT, "stated_on": date(2020, 6, 1), "archive": True,
        "work_history": True, "told_on": date(2020, 5, 1), "copy_given_on": None,
        "not_applicable": [],
    }  # fmt: skip
    return {**row, **more}


def whole(**more: Any) -> dict[str, Any]:
    """An archive that lacks nothing, with changes."""
    lists = {
        "exposures": [exposure()],
        "examinations": [exam(date(2020, 5, 1), NOISE)],
        "statements": [statement()],
    }
    return archive(**{**lists, **more})


def test_nothing_is_missing() -> None:
    assert missing(whole(), DAY) == []


def test_no_statement_is_one_gap() -> None:
    assert missing(whole(statements=[]), DAY) == [Gap("no_statement", UNIT)]


def test_a_blank_archive_is_not_an_absent_one() -> None:
    for said, kind in ((None, "archive_blank"), (False, "archive_absent")):
        gaps = missing(whole(statements=[statement(archive=said)]), DAY)
        assert gaps == [Gap(kind, UNIT, day=date(2020, 6, 1))]


def test_the_latest_statement_speaks_and_any_may_tell() -> None:
    older = statement(stated_on=date(2019, 6, 1), work_history=False)
    newer = statement(told_on=None)
    assert missing(whole(statements=[newer, older]), DAY) == []
    assert missing(whole(statements=[older, newer]), DAY) == [
        Gap("history_not_shown", UNIT, day=date(2019, 6, 1))
    ]


def test_a_result_is_told_on_its_day_or_later() -> None:
    for told, gaps in (
        (date(2020, 4, 30), [Gap("result_not_told", UNIT, day=date(2020, 5, 1))]),
        (date(2020, 5, 1), []),
        (date(2020, 5, 2), []),
        (None, [Gap("result_not_told", UNIT, day=date(2020, 5, 1))]),
    ):
        assert missing(whole(statements=[statement(told_on=told)]), DAY) == gaps, told


def test_without_an_examination_no_result_is_to_be_told() -> None:
    gaps = missing(whole(examinations=[], statements=[statement(told_on=None)]), DAY)
    assert gaps == [Gap("no_examination")]


def test_a_copy_is_asked_for_once_the_worker_has_left() -> None:
    for end, gaps in (
        (date(2020, 12, 30), [Gap("copy_not_given", UNIT, day=date(2020, 12, 30))]),
        (date(2020, 12, 31), [Gap("copy_not_given", UNIT, day=date(2020, 12, 31))]),
        (date(2021, 1, 1), []),
    ):
        assert missing(whole(exposures=[exposure(valid_to=end)]), DAY) == gaps, end
    left = [exposure(valid_to=date(2020, 1, 1))]
    for more in ({"copy_given_on": date(2020, 1, 1)}, {"not_applicable": ["copy_given_on"]}):
        assert missing(whole(exposures=left, statements=[statement(**more)]), DAY) == []
    both = [*left, exposure(valid_from=date(2020, 2, 1))]
    assert missing(whole(exposures=both), DAY) == []


def test_hazards_nobody_examined_and_posts_without_any() -> None:
    rows = [exposure(hazards=[NOISE, DUST]), exposure(valid_from=date(2019, 1, 1), hazards=[])]
    assert missing(whole(exposures=rows), DAY) == [
        Gap("no_hazard", UNIT, day=date(2019, 1, 1)),
        Gap("not_examined", hazard=DUST),
    ]


def test_each_unit_speaks_for_itself() -> None:
    rows = [exposure(), exposure(using_unit_id=OTHER, valid_from=date(2019, 1, 1))]
    assert missing(whole(exposures=rows), DAY) == [Gap("no_statement", OTHER)]


def test_radiation_work_without_a_dose() -> None:
    post = {"using_unit_id": UNIT, "valid_from": date(2020, 1, 1), "valid_to": None}
    found = whole(radiation_posts=[post], exposures=[], examinations=[])
    assert missing(found, DAY) == [Gap("no_dose", UNIT)]
    assert missing({**found, "doses": [{"using_unit_id": UNIT}]}, DAY) == []
