"""Codes and names as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from zhifang.core.errors import UserError
from zhifang.statutes import (
    catalogue,
    disease_by_code,
    diseases,
    economic_type_by_text,
    folded,
    hazard_by_text,
    hazards,
    industry_by_text,
    town_by_text,
    towns,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("F001", "F001"),
        ("ｆ００１", "F001"),
        (" W001 ", "W001"),
        ("噪声", "W001"),
        ("噪 声", "W001"),
        ("矽尘（游离SiO2含量≥10%）", "F001"),
        ("矽尘(游离sio2含量≥10%)", "F001"),
        ("矽尘", "F001"),
        ("苯", "H028"),
        ("光气", "H015"),
        ("R007", "R007"),
    ],
)
def test_a_hazard_is_known_by_code_or_printed_name(text: str, code: str) -> None:
    found = hazard_by_text(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "尘", "H999", "铀及其化合物", "噪音"])
def test_a_text_that_is_unknown_or_means_two_hazards_is_not_guessed(text: str) -> None:
    assert hazard_by_text(text) is None


def test_every_hazard_is_found_by_its_code() -> None:
    assert len(hazards()) == 459
    for hazard in hazards():
        assert hazard_by_text(hazard.code) == hazard


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("110109001", "110109001"),
        ("大峪街道", "110109001"),
        ("永定地区", "110109006"),
        ("永定镇", "110109006"),
        ("１１０１０９１０１", "110109101"),
    ],
)
def test_a_town_is_known_by_code_name_or_everyday_name(text: str, code: str) -> None:
    found = town_by_text(text)
    assert found is not None
    assert found.code == code
    assert found.district == "110109"


def test_the_district_has_thirteen_towns() -> None:
    assert len(towns()) == 13
    assert len({town.code for town in towns()}) == 13
    assert town_by_text("东华门街道") is None
    assert town_by_text("东华门街道", district="110101") is not None


@pytest.mark.parametrize(
    ("text", "full_code"),
    [
        ("C3311", "C3311"),
        ("c3311", "C3311"),
        ("3311", "C3311"),
        ("金属结构制造", "C3311"),
        ("C33", "C33"),
        ("汽车制造业", "C36"),
        ("其他采矿业", "B1200"),
    ],
)
def test_an_industry_is_known_by_code_with_or_without_letter_or_name(
    text: str, full_code: str
) -> None:
    found = industry_by_text(text)
    assert found is not None
    assert found.full_code == full_code


def test_every_industry_code_is_found() -> None:
    for row in catalogue("industries"):
        found = industry_by_text(row["full_code"])
        assert found is not None
        assert found.full_code == row["full_code"]
    assert industry_by_text("X9999") is None


def test_a_registration_type_is_read_in_the_edition_of_the_day() -> None:
    def key(text: str, on: date | None = None) -> str | None:
        found = economic_type_by_text(text, on)
        return found.key if found else None

    assert key("110") == "2011-110"
    assert key("110", date(2020, 5, 1)) == "2011-110"
    assert key("110", date(2024, 5, 1)) == "2023-110"
    assert key("2023-110") == "2023-110"
    assert key("国有企业") == "2011-110"
    assert key("400", date(1990, 1, 1)) == "2011-400"
    assert key("天外公司") is None


def test_the_disease_catalogue_changes_on_the_first_of_august_2025() -> None:
    assert len(diseases(date(2013, 12, 22))) == 0
    assert len(diseases(date(2025, 7, 31))) == 132
    assert len(diseases(date(2025, 8, 1))) == 135
    assert len(diseases()) == 267
    assert disease_by_code("2013-01-101", date(2025, 7, 31)) is not None
    assert disease_by_code("2013-01-101", date(2025, 8, 1)) is None


def test_text_is_folded_before_it_is_compared() -> None:
    assert folded(" Ｃ３３　１１\n") == "c3311"
    assert folded("（甲）") == "(甲)"


def test_an_unknown_catalogue_is_said_in_one_sentence() -> None:
    with pytest.raises(UserError, match="no catalogue"):
        catalogue("unheard_of")
