"""Plain rows of a small register, as the naive reference reads them; days are texts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

Row = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _value(value: Any) -> Any:
    is_day = isinstance(value, str) and _DAY.fullmatch(value)
    return date.fromisoformat(value) if is_day else value


class Register:
    """Rows by sheet. What a row does not say is blank; a person is named by one letter or two."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}

    def add(self, sheet: str, blanks: str = "", /, **values: Any) -> Row:
        """Adds a row. ``blanks``: columns that stand empty; ``who`` fills in the person."""
        row = dict.fromkeys(blanks.split())
        if "who" in values:
            row |= {"id_type": "01", "id_number": values.pop("who")}
        row |= {key: _value(value) for key, value in values.items()}
        self.rows.setdefault(sheet, []).append(row)
        return row

    def site(
        self, code: str, town: str = "A", site_no: str = "1", start: str = "2010-01-01",
        status: str = "operating",
    ) -> None:  # fmt: skip
        """A state of a site from a day on."""
        self.add("employers", credit_code=code, site_no=site_no, town=town, industry="C3311",
                 size="small", status=status, risk_class=None, valid_from=start)  # fmt: skip

    def noise(self, code: str, site_no: str = "1", start: str = "2010-01-01") -> None:
        """A noisy post of a site."""
        self.add("posts", "valid_to work_grade graded_on", credit_code=code, site_no=site_no,
                 workshop="S", post="P", hazard="W001", noise_level=88.0,
                 valid_from=start)  # fmt: skip

    def employer(self, code: str, town: str = "A") -> None:
        """An employer with a hazard at its only site."""
        self.site(code, town)
        self.noise(code)

    def job(self, who: str, code: str, start: str = "2015-01-01", **values: Any) -> None:
        """An exposure at the noisy post."""
        self.add("workers", "valid_to", who=who, credit_code=code,
                 valid_from=start, **({"site_no": "1", "workshop": "S", "post": "P"}
                 | {"worker_name": f"name of {who}", "birth_on": "1980-01-01"}
                 | values))  # fmt: skip
