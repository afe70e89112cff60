"""Changes: the second clock. Every fact names the change that added and the one that removed it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Change(models.Model):
    """One committed act of writing. Ids grow in the order of commits (one lock for all writers)."""

    recorded_at = models.DateTimeField()
    actor = models.TextField()
    verb = models.TextField()
    reason = models.TextField(default="", blank=True)

    class Meta:
        app_label = "registry"
        db_table = "change"
        indexes = (models.Index(fields=["recorded_at"], name="change_recorded_at"),)


class ReceivedFile(models.Model):
    """A file (or API payload) exactly as received, encrypted, with what became of it."""

    name = models.TextField()
    sm3 = models.TextField()
    size = models.BigIntegerField()
    content = models.BinaryField()
    received_at = models.DateTimeField()
    received_on = models.DateField()
    sent_by = models.BigIntegerField(null=True)
    sender_town = models.TextField(null=True)
    actor = models.TextField()
    status = models.TextField()
    summary = models.JSONField(default=dict)
    return_name = models.TextField(null=True)
    return_content = models.BinaryField(null=True)
    change = models.ForeignKey(Change, models.PROTECT, null=True, db_constraint=True)

    class Meta:
        app_label = "registry"
        db_table = "received_file"


class Fact(models.Model):
    """What every fact carries beside its own columns.

    Known at change c: ``added_by <= c and (removed_by is null or removed_by > c)``.
    """

    added_by = models.ForeignKey(Change, models.PROTECT, related_name="+", db_column="added_by")
    removed_by = models.ForeignKey(
        Change, models.PROTECT, related_name="+", null=True, db_column="removed_by"
    )
    file = models.ForeignKey(
        ReceivedFile, models.PROTECT, related_name="+", null=True, db_column="file_id"
    )
    source_row = models.IntegerField(null=True)
    received_on = models.DateField()
    sender_id = models.BigIntegerField(null=True)
    not_applicable = ArrayField(models.TextField(), default=list)

    class Meta:
        abstract = True


class SiteFact(Fact):
    """A fact about one site; the parties that may see it stand on the row itself."""

    site_id = models.BigIntegerField()
    employer_id = models.BigIntegerField()
    using_unit_id = models.BigIntegerField()

    class Meta:
        abstract = True


def natural_key(name: str, *fields: str) -> models.UniqueConstraint:
    """At most one fact in force per natural key (semantics section 11)."""
    return models.UniqueConstraint(
        fields=fields, condition=models.Q(removed_by__isnull=True), name=name
    )
