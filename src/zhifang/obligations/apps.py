"""Obligations as a Django application."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """What the law asks of whom, kept as turns."""

    name = "zhifang.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"
