"""Workers, their exposure periods by post, and who may reach a worker."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class Worker(models.Model):
    """A person by identity document; the number is encrypted, matched by keyed hash."""

    id_type = models.TextField()
    id_hash = models.TextField()
    id_cipher = models.BinaryField()
    id_masked = models.TextField()

    class Meta:
        app_label = "registry"
        db_table = "worker"
        constraints = (models.UniqueConstraint(fields=["id_type", "id_hash"], name="worker_key"),)


class WorkerScope(models.Model):
    """Through which site and organisation a worker is reached, and when."""

    worker_id = models.BigIntegerField()
    site_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "worker_scope"
        constraints = (
            models.UniqueConstraint(
                fields=["worker_id", "site_id", "organisation_id", "valid_from"],
                name="worker_scope_key",
            ),
        )
        indexes = (
            models.Index(fields=["site_id", "worker_id"], name="worker_scope_site"),
            models.Index(fields=["organisation_id", "worker_id"], name="worker_scope_party"),
        )


class Exposure(SiteFact):
    """A worker at a post in ``[valid_from, valid_to)``.

    ``using_unit_id`` is the site's organisation, who owes; ``employer_id`` the employing unit,
    which is the agency for an agency worker.
    """

    worker_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    worker_name = models.TextField()
    sex = models.TextField()
    birth_on = models.DateField()
    employment = models.TextField()
    migrant = models.BooleanField(null=True)
    job = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "exposure"
        constraints = (natural_key("exposure_key", "worker_id", "post_id", "valid_from"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="exposure_holder"),
            models.Index(fields=["site_id"], name="exposure_site"),
            models.Index(fields=["file"], name="exposure_file"),
        )
