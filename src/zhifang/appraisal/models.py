"""Appraisals: what was opened, each step, each count with its results, objections and answers.

All tables are append-only. Each row has both clocks: the day it speaks of (``done_on``, Shanghai)
and the instant the system recorded it. No row is a fact of the register, so none is a change.
"""

from __future__ import annotations

from django.db import models


class Recorded(models.Model):
    """Who did it, on which day, and when it was recorded."""

    recorded_at = models.DateTimeField()
    done_on = models.DateField()
    actor = models.TextField()
    user_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Appraisal(Recorded):
    """A year appraised by a scheme. Scheme and plan are kept as they were when it was opened."""

    scheme = models.TextField()
    scheme_text = models.TextField()
    plan = models.TextField()
    plan_text = models.TextField()
    year = models.IntegerField()

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal"


class Step(Recorded):
    """drafted, frozen, recounted, signed or withdrawn, with its reason.

    ``window_through``: the last day of the objection window (of a freeze). ``change_id``,
    ``known_at``, ``sm3``: of the count a freeze or recount made, and of the one that is signed.
    """

    appraisal = models.ForeignKey(Appraisal, models.PROTECT)
    step = models.TextField()
    reason = models.TextField()
    window_through = models.DateField(null=True)
    change_id = models.BigIntegerField(null=True)
    known_at = models.DateTimeField(null=True)
    sm3 = models.TextField(null=True)

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal_step"
        constraints = (
            models.UniqueConstraint(
                fields=["appraisal", "step"],
                condition=~models.Q(step="recounted"),
                name="appraisal_step_once",
            ),
            models.UniqueConstraint(
                fields=["appraisal", "user_id"],
                condition=models.Q(step__in=["drafted", "frozen", "signed"]),
                name="appraisal_step_one_person",
            ),
        )


class Count(models.Model):
    """The canonical document of a freeze or recount as text; its SM3 stands on the step."""

    step = models.OneToOneField(Step, models.PROTECT)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT)
    law_digest = models.TextField()
    document = models.TextField()

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal_count"


class Result(models.Model):
    """What a count says of one township or department. ``town``: empty for a department."""

    count = models.ForeignKey(Count, models.PROTECT)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT)
    who = models.TextField()
    code = models.TextField()
    town = models.TextField(null=True)
    document = models.JSONField()

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal_result"
        constraints = (
            models.UniqueConstraint(fields=["count", "who", "code"], name="appraisal_result_key"),
        )


class Objection(Recorded):
    """What a township says against its result; ``target`` empty: against the whole."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT)
    town = models.TextField()
    target = models.TextField()
    text = models.TextField()

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal_objection"


class Answer(Recorded):
    """What was decided on an objection. An upheld one is mended by correcting facts."""

    objection = models.OneToOneField(Objection, models.PROTECT)
    town = models.TextField()
    upheld = models.BooleanField()
    reason = models.TextField()

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal_answer"


class FlippedRow(models.Model):
    """A subject that a recount counts otherwise than the freeze, and the change that did it.

    ``as_of``: the day counted on, which for a base year is not that of the appraisal.
    """

    count = models.ForeignKey(Count, models.PROTECT)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT)
    target = models.TextField()
    as_of = models.DateField()
    subject_kind = models.TextField()
    subject_id = models.TextField()
    party_id = models.BigIntegerField(null=True)
    side_before = models.TextField(null=True)
    side_after = models.TextField(null=True)
    may_be_before = models.TextField(null=True)
    may_be_after = models.TextField(null=True)
    town_before = models.TextField(null=True)
    town_after = models.TextField(null=True)
    change_id = models.BigIntegerField()

    class Meta:
        app_label = "appraisal"
        db_table = "appraisal_flip"
        indexes = (models.Index(fields=["count", "target"], name="appraisal_flip_count"),)
