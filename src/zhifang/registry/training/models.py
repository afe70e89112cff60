"""Who leads and manages occupational health at an employer, and who was trained."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class Officer(SiteFact):
    """A principal (主要负责人) or occupational-health manager (职业卫生管理人员) of an employer."""

    worker_id = models.BigIntegerField()
    role = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    person_name = models.TextField()
    appointed_no = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "officer"
        constraints = (natural_key("officer_key", "site_id", "worker_id", "role", "valid_from"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="officer_holder"),
            models.Index(fields=["worker_id"], name="officer_worker"),
            models.Index(fields=["file"], name="officer_file"),
        )


class Training(SiteFact):
    """A finished training of one person; blank hours: the record does not say."""

    worker_id = models.BigIntegerField()
    trained_on = models.DateField()
    course = models.TextField()
    role = models.TextField()
    person_name = models.TextField()
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    organiser = models.TextField(null=True)
    certificate_no = models.TextField(null=True)
    expires_on = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "training"
        constraints = (natural_key("training_key", "worker_id", "trained_on", "course"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="training_holder"),
            models.Index(fields=["worker_id"], name="training_worker"),
            models.Index(fields=["file"], name="training_file"),
        )
