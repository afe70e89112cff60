"""The API as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """``/api/v1``: the reads of the pages and intake, for programs."""

    name = "zhifang.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
