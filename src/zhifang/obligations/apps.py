"""Obligations as a Django application."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """What the law asks of whom, kept as turns."""

    name = "zhifang.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lets ``zhifang setup`` load the law tables."""
        from zhifang.installation import loaders
        from zhifang.obligations.law_loading import load_law

        loaders.register("law", load_law)
