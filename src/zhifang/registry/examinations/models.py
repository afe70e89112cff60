"""Occupational health examinations (职业健康检查), a row an exam and conclusion."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class Examination(SiteFact):
    """One conclusion of an exam. ``covers`` are the hazards it speaks for."""

    institution_id = models.BigIntegerField()
    exam_no = models.TextField()
    hazard = models.TextField()
    worker_id = models.BigIntegerField()
    worker_name = models.TextField()
    sex = models.TextField()
    birth_on = models.DateField()
    exam_kind = models.TextField()
    exam_on = models.DateField()
    covers = ArrayField(models.TextField())
    conclusion = models.TextField()
    disease_code = models.TextField(null=True)
    contraindication = models.TextField(null=True)
    other_finding = models.TextField(null=True)
    exposure_started_on = models.DateField(null=True)
    exposure_years = models.SmallIntegerField(null=True)
    exposure_months = models.SmallIntegerField(null=True)
    reported_on = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "examination"
        constraints = (natural_key("examination_key", "institution_id", "exam_no", "hazard"),)
        indexes = (
            models.Index(fields=["worker_id"], name="examination_worker"),
            models.Index(fields=["using_unit_id"], name="examination_holder"),
            models.Index(fields=["file"], name="examination_file"),
        )
