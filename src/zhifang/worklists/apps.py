"""Worklists as a Django application."""

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """What to do next, read from stored turns."""

    name = "zhifang.worklists"
    label = "worklists"
