"""The app that holds the verbs."""

from __future__ import annotations

from django.apps import AppConfig


class CommandsConfig(AppConfig):
    """The command line."""

    name = "zhifang.commands"
    label = "commands"
