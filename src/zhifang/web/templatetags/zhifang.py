"""Plain values into what a reader sees: days, rates, outcomes. Nothing is computed here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from zhifang.core.days import FAR
from zhifang.exchange.columns import Sheet
from zhifang.statutes import indicators
from zhifang.web import figures, words
from zhifang.worklists import wording

register = template.Library()

for word in (
    figures.bar,
    figures.beyond,
    figures.figure,
    figures.fraction,
    figures.group_rate,
    figures.has_rate,
    figures.heat,
    figures.heat_sign,
    figures.has_rows,
    figures.rate,
    figures.unmet,
    figures.wanted,
    wording.band_text,
    wording.ended_text,
    wording.outcome_text,
    wording.side_text,
    wording.unit_text,
    wording.weight_text,
    words.anchor_text,
    words.cell_kind,
    words.change_text,
    words.conclusion_text,
    words.days_text,
    words.duty_text,
    words.effort_unit,
    words.exam_kind_text,
    words.file_status,
    words.match_text,
    words.nature_text,
    words.outcome_sign,
    words.outcome_style,
    words.part_text,
    words.record_text,
    words.risk_text,
    words.sex_text,
    words.sheet_text,
    words.size_text,
    words.status_text,
    words.task_outcome,
):
    register.filter(word.__name__, word)


@register.filter
def met_style(met: bool | None) -> str:
    """The badge of a target's comparison."""
    return {True: "met", False: "not-met"}.get(met, "unknown")  # type: ignore[arg-type]


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day as printed everywhere: 2020-12-31; nothing for no day, a word for "still"."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d")
    return pgettext("day", "open") if value == FAR else value.isoformat()


@register.filter
def instant(value: datetime | str | None) -> str:
    """An instant in local time to the second."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")


@register.filter
def span_from(high: Any, low: Any) -> str:
    """The width of the stretch of a bar from ``low`` to ``high``, both on 0..100."""
    return f"{max(float(high) - float(low), 0):.1f}"


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """One entry of a mapping; None when it is not there."""
    return mapping.get(key)


@register.filter
def blank_kind(value: Any) -> Any:
    """0, blank and "not applicable" are three values on every page."""
    if value is None or value == "":
        return _("not stated")
    return value


@register.simple_tag(takes_context=True)
def with_days(context: template.Context, **changes: Any) -> SafeString:
    """The query of this page with ``changes``; a change to "" drops the part."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = value
    text = query.urlencode()
    return SafeString("?" + text.replace("&", "&amp;") if text else "?")


@register.filter
def named(thing: Any) -> str:
    """The title of a plan or target in the reader's language."""
    return str(thing.title_en if in_english() else thing.title_zh)


def in_english() -> bool:
    """Whether the reader chose English."""
    return (get_language() or "").startswith("en")


@register.filter
def title_of(target: dict[str, Any]) -> str:
    """The title of a target of the plan's table."""
    return str(target["title_en"] if in_english() else target["title"])


@register.filter
def reason(target: dict[str, Any]) -> str:
    """Why a target or variant has no value."""
    return str(target.get("reason_en" if in_english() else "reason") or "")


@register.filter
def note(target: dict[str, Any]) -> str:
    """What to mind when reading a target."""
    return str(target.get("note_en" if in_english() else "note") or "")


@register.filter
def cell(row: dict[str, Any], key: str) -> Any:
    """A cell of evidence by its column, in the reader's language where the row has both."""
    return row.get(f"{key}_{'en' if in_english() else 'zh'}", row.get(key))


@register.filter
def shown(value: Any) -> str:
    """A cell of evidence: a day as printed everywhere, nothing as "not stated"."""
    return str(blank_kind(day(value) if isinstance(value, date) else value))


@register.filter
def help_of(sheet: Sheet) -> str:
    """What a sheet is for, in the reader's language."""
    return sheet.en_help if in_english() else sheet.zh_help


@register.filter
def stated(row: dict[str, Any], key: str) -> str:
    """What a statement says in a column: its word or day, "not applicable", or "not stated"."""
    if key in row["not_applicable"]:
        return _("not applicable")
    return shown(row.get(f"{key}_text", row[key]))


@register.filter
def due(value: date | None) -> str:
    """A due day; a word where no day can be said."""
    return _("cannot be said") if value is None or value == FAR else value.isoformat()


@register.filter
def said_of(thing: dict[str, Any], name: str) -> str:
    """The reader's language of a pair ``name_zh``/``name_en``."""
    return str(thing[f"{name}_en" if in_english() else f"{name}_zh"])


@register.filter
def readings(chosen: str, indicator: str) -> str:
    """The words for an indicator's ``key=option`` pairs joined by ``;``."""
    options = indicators()[indicator].options
    titles = {f"{option.key}={option.option}": named(option) for option in options}
    return " · ".join(titles.get(pair, pair) for pair in chosen.split(";"))


@register.filter
def said(thing: dict[str, Any], name: str = "") -> str:
    """The reader's language of a pair ``zh``/``en`` (or ``zh_help``/``en_help`` …)."""
    return str(thing[("en" if in_english() else "zh") + name])
