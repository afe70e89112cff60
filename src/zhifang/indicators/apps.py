"""Indicators as a Django application."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Targets of plans, evaluated by the engine and kept with their rows."""

    name = "zhifang.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
