"""The yearly appraisal as a Django application."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Appraisals with their steps, counts, results and objections."""

    name = "zhifang.appraisal"
    label = "appraisal"
    default_auto_field = "django.db.models.BigAutoField"
