"""Employers whose obligations are older than their facts."""

from __future__ import annotations

from django.db import models


class StaleEmployer(models.Model):
    """A mark set by the writing transaction and cleared by the recomputation."""

    organisation_id = models.BigIntegerField()
    change_id = models.BigIntegerField()

    class Meta:
        app_label = "registry"
        db_table = "stale_employer"
        indexes = (models.Index(fields=["organisation_id"], name="stale_employer_party"),)
