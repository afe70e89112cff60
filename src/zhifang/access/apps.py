"""The access app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, row security, read log and audit record."""

    name = "zhifang.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
