"""Tables as files."""

from __future__ import annotations

import io

import pytest

from zhifang.core.tables import Table, write_csv


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_a_csv_holds_no_text_that_a_spreadsheet_runs(text: str) -> None:
    out = io.StringIO(newline="")
    write_csv(Table([("name", "name"), ("days", "days")], [[text, -3], ["plain", None]]), out)
    assert "'" + text[:1] in out.getvalue()
    assert ",-3\n" in out.getvalue()
    assert out.getvalue().endswith("plain,\n")
