"""The pages as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and views; no model, no rule, no query of its own."""

    name = "zhifang.web"
    label = "web"
