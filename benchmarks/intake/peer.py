"""The peer: django-import-export into the same table, at its best settings and the usual way."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, ClassVar

import tablib
from import_export import fields, resources
from import_export.instance_loaders import CachedInstanceLoader
from import_export.widgets import DateWidget, Widget

from zhifang.exchange.sheets import SHEETS
from zhifang.installation.keys import identity_hash
from zhifang.registry.examinations.models import Examination
from zhifang.registry.parties.models import Organisation, Site
from zhifang.registry.workers.models import Worker

_HEADERS = {column.key: column.header for column in SHEETS["examinations"].columns}
_LEFT_OUT = (
    *("added_by", "removed_by", "file", "source_row", "received_on", "sender_id"),
    *("not_applicable", "disease_code", "contraindication", "other_finding"),
)
_KINDS = {"在岗期间": "in"}
_CONCLUSIONS = {"目前未见异常": "N"}
_SEXES = {"男": "male", "女": "female"}


class Known(Widget):
    """A text looked up in a dictionary; an unknown one is an error of the row."""

    def __init__(self, known: dict[str, Any]) -> None:
        super().__init__()
        self.known = known

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.known[value]


class Whole(Widget):
    """A whole number or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return int(value) if value not in (None, "") else None


class Listed(Widget):
    """One code as a list."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return [value]


def resource(change: int, *, best: bool) -> resources.ModelResource:
    """The peer's resource. Organisations, sites and workers are there before it begins."""
    codes = dict(Organisation.objects.using("engine").values_list("credit_code", "id"))
    sites = dict(Site.objects.using("engine").values_list("organisation_id", "id"))
    of_site = {code: sites.get(number) for code, number in codes.items()}
    people = dict(Worker.objects.using("engine").values_list("id_hash", "id"))
    days = ("birth_on", "exam_on", "exposure_started_on", "reported_on")
    declared: dict[str, fields.Field] = {
        "institution_id": _field("institution_code", "institution_id", Known(codes)),
        "employer_id": _field("employer_code", "employer_id", Known(codes)),
        "using_unit_id": _field("employer_code", "using_unit_id", Known(codes)),
        "site_id": _field("employer_code", "site_id", Known(of_site)),
        "worker_id": _field("id_number", "worker_id", _Person(people)),
        "sex": _field("sex", "sex", Known(_SEXES)),
        "exam_kind": _field("exam_kind", "exam_kind", Known(_KINDS)),
        "conclusion": _field("conclusion", "conclusion", Known(_CONCLUSIONS)),
        "covers": _field("examined", "covers", Listed()),
        "exposure_years": _field("exposure_years", "exposure_years", Whole()),
        "exposure_months": _field("exposure_months", "exposure_months", Whole()),
    }
    for name in ("exam_no", "hazard", "worker_name"):
        declared[name] = _field(name, name, Widget())
    for name in days:
        declared[name] = _field(name, name, DateWidget(format="%Y-%m-%d"))
    declared["exam_on"] = _field("exam_on", "exam_on", DateWidget(format="%Y/%m/%d"))

    class Meta:
        model = Examination
        fields = tuple(declared)
        import_id_fields: ClassVar[list[str]] = ["exam_no"]
        use_bulk = best
        batch_size = 1000 if best else None
        clean_model_instances = not best
        skip_diff = best
        report_skipped = not best
        instance_loader_class = (
            CachedInstanceLoader if best else resources.ModelResource._meta.instance_loader_class
        )
        use_transactions = True
        skip_html_diff = True

    def before_save(self: Any, instance: Examination, row: Any, **kwargs: Any) -> None:
        instance.added_by_id = change
        instance.received_on = date(2021, 1, 15)

    def validate(
        self: Any, instance: Examination, errors: Any = None, validate_unique: bool = True
    ) -> None:
        # the model's full clean of what the sheet fills; what intake adds itself is left out
        if not best:
            instance.full_clean(exclude=_LEFT_OUT, validate_unique=validate_unique)

    overrides = {"before_save_instance": before_save, "validate_instance": validate}
    made = type("Exams", (resources.ModelResource,), {**declared, "Meta": Meta, **overrides})
    return made()


class _Person(Known):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.known[identity_hash("01", value)]


def _field(key: str, attribute: str, widget: Widget) -> fields.Field:
    return fields.Field(column_name=_HEADERS[key], attribute=attribute, widget=widget)


def dataset(content: bytes, most: int | None = None) -> tablib.Dataset:
    """The sheet as the peer reads it (openpyxl), without our two rows above the headers."""
    import openpyxl

    page = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    rows = page.iter_rows(min_row=3, max_row=None if most is None else most + 3, values_only=True)
    found = tablib.Dataset(headers=next(rows))
    for row in rows:
        found.append([cell.date() if isinstance(cell, datetime) else cell for cell in row])
    return found
