"""Evaluations: one target on one day as known at one change, with the rows behind it."""

from __future__ import annotations

from django.db import models


class Evaluation(models.Model):
    """What was computed once by the engine. A cache that can be rebuilt to the byte."""

    target = models.TextField()
    variant = models.TextField()
    as_of = models.DateField()
    change_id = models.BigIntegerField()
    definition = models.TextField()
    computed_at = models.DateTimeField()
    rows_digest = models.TextField()

    class Meta:
        app_label = "indicators"
        db_table = "evaluation"
        constraints = (
            models.UniqueConstraint(
                fields=["target", "variant", "as_of", "change_id", "definition"],
                name="evaluation_key",
            ),
        )


class EvaluationRow(models.Model):
    """One subject of an evaluation; ``town`` is the attributed township.

    A supervisor or a township as a subject has no party.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE)
    subject_kind = models.TextField()
    subject_id = models.TextField()
    party_id = models.BigIntegerField(null=True)
    worker_id = models.BigIntegerField(null=True)
    town = models.TextField(null=True)
    industry = models.TextField(null=True)
    size = models.TextField(null=True)
    side = models.TextField()
    outcome = models.TextField()
    may_be = models.TextField(default="")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    obligation_id = models.TextField(null=True)
    source_complete = models.BooleanField(null=True)

    class Meta:
        app_label = "indicators"
        db_table = "evaluation_row"
        indexes = (
            models.Index(fields=["evaluation", "side", "subject_id"], name="evaluation_row_side"),
            models.Index(fields=["evaluation", "town"], name="evaluation_row_town"),
            models.Index(fields=["evaluation", "party_id"], name="evaluation_row_party"),
        )
