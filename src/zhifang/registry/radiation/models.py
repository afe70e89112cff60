"""Radiation workers and their personal doses."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class RadiationPost(SiteFact):
    """A radiation worker in post; ``medical`` when the unit is a medical institution."""

    worker_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    person_name = models.TextField()
    medical = models.BooleanField(null=True)
    category = models.TextField(null=True)
    area = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "radiation_post"
        constraints = (natural_key("radiation_post_key", "site_id", "worker_id", "valid_from"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="radiation_post_holder"),
            models.Index(fields=["worker_id"], name="radiation_post_worker"),
            models.Index(fields=["file"], name="radiation_post_file"),
        )


class Dose(SiteFact):
    """The dose of one period ``[valid_from, valid_to)``; nominal when it was assigned."""

    institution_id = models.BigIntegerField()
    report_no = models.TextField()
    worker_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    person_name = models.TextField()
    dose_text = models.TextField(null=True)
    dose_msv = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    kind = models.TextField()
    reported_on = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "dose"
        constraints = (
            natural_key("dose_key", "institution_id", "report_no", "worker_id", "valid_from"),
        )
        indexes = (
            models.Index(fields=["using_unit_id"], name="dose_holder"),
            models.Index(fields=["worker_id"], name="dose_worker"),
            models.Index(fields=["file"], name="dose_file"),
        )
