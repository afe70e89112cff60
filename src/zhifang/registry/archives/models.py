"""Archives: of the employer, and of each worker as the employer states it."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class EmployerArchive(SiteFact):
    """The six files (GBZ 331-2024 table C.29) as found on a day; blank: not checked."""

    checked_on = models.DateField()
    project_file = models.BooleanField(null=True)
    management_file = models.BooleanField(null=True)
    training_file = models.BooleanField(null=True)
    monitoring_file = models.BooleanField(null=True)
    surveillance_file = models.BooleanField(null=True)
    personal_file = models.BooleanField(null=True)
    updated_on = models.DateField(null=True)
    checked_by = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "employer_archive"
        constraints = (natural_key("employer_archive_key", "site_id", "checked_on"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="employer_archive_holder"),
            models.Index(fields=["file"], name="employer_archive_file"),
        )


class WorkerArchive(SiteFact):
    """What the employer states of the surveillance archive of a worker."""

    worker_id = models.BigIntegerField()
    stated_on = models.DateField()
    person_name = models.TextField()
    archive_no = models.TextField(null=True)
    archive = models.BooleanField(null=True)
    work_history = models.BooleanField(null=True)
    told_on = models.DateField(null=True)
    copy_given_on = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "worker_archive"
        constraints = (natural_key("worker_archive_key", "site_id", "worker_id", "stated_on"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="worker_archive_holder"),
            models.Index(fields=["worker_id"], name="worker_archive_worker"),
            models.Index(fields=["file"], name="worker_archive_file"),
        )
