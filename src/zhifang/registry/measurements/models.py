"""Workplace measurements (检测结果), a row a sample and hazard."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class Measurement(SiteFact):
    """One result of a report; the value stands as written."""

    institution_id = models.BigIntegerField()
    report_no = models.TextField()
    sample_no = models.TextField()
    hazard = models.TextField()
    report_kind = models.TextField()
    sampled_from = models.DateField(null=True)
    sampled_on = models.DateField()
    issued_on = models.DateField()
    post_id = models.BigIntegerField()
    value_text = models.TextField()
    unit = models.TextField(null=True)
    limit_text = models.TextField(null=True)
    judgement = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "measurement"
        constraints = (
            natural_key("measurement_key", "institution_id", "report_no", "sample_no", "hazard"),
        )
        indexes = (
            models.Index(fields=["using_unit_id"], name="measurement_holder"),
            models.Index(fields=["file"], name="measurement_file"),
        )
