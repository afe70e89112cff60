"""Stored turns: one row for each turn and stretch of days under one set of values."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Turn(models.Model):
    """A stretch of one turn of an obligation (semantics section 2).

    The row with ``law_from <= D < law_to`` speaks on day D. Superseded rows keep ``removed_by``.
    A duty of an institution has no site; ``subject`` names what is no site, worker or hazard.
    """

    obligation_id = models.TextField()
    rule = models.TextField()
    holder_id = models.BigIntegerField()
    site_id = models.BigIntegerField(null=True)
    worker_id = models.BigIntegerField(null=True)
    hazard = models.TextField(null=True)
    subject = models.TextField(null=True)
    anchor_on = models.DateField()
    anchor_kind = models.TextField()
    anchor_ref = models.BigIntegerField(null=True)
    opened_on = models.DateField()
    law_from = models.DateField()
    law_to = models.DateField(null=True)
    due_earliest = models.DateField(null=True)
    due_latest = models.DateField(null=True)
    done_on = models.DateField(null=True)
    because_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    ended_why = models.TextField(null=True)
    months_low = models.SmallIntegerField(null=True)
    months_high = models.SmallIntegerField(null=True)
    law_ref = models.TextField()
    missing = ArrayField(models.TextField(), default=list)
    added_by = models.BigIntegerField()
    removed_by = models.BigIntegerField(null=True)

    class Meta:
        app_label = "obligations"
        db_table = "turn"
        indexes = (
            models.Index(
                fields=["holder_id", "rule"],
                name="turn_live_holder",
                condition=models.Q(removed_by__isnull=True),
            ),
            models.Index(fields=["obligation_id"], name="turn_obligation"),
        )
