"""The work-injury insurance list of the human-resources department (人社)."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import Fact, natural_key


class InsuredPerson(Fact):
    """A period in which a unit insured a person; no ``worker_id`` without a number."""

    employer_id = models.BigIntegerField()
    insured_no = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    worker_id = models.BigIntegerField(null=True)
    person_name = models.TextField()
    birth_on = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "insured_person"
        constraints = (
            natural_key("insured_person_key", "employer_id", "insured_no", "valid_from"),
        )
        indexes = (
            models.Index(fields=["file"], name="insured_person_file"),
            models.Index(fields=["employer_id"], name="insured_person_holder"),
        )


class InsuranceMatch(Fact):
    """An insured row without identity number that may be a worker, and what a person decided.

    Name and birth date are the row's as they were compared: a row corrected since is another.
    """

    employer_id = models.BigIntegerField()
    insured_no = models.TextField()
    valid_from = models.DateField()
    worker_id = models.BigIntegerField()
    person_name = models.TextField()
    birth_on = models.DateField(null=True)
    confidence = models.FloatField()
    decision = models.TextField(null=True)
    decided_by = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "insurance_match"
        constraints = (
            natural_key(
                "insurance_match_key", "employer_id", "insured_no", "valid_from", "worker_id"
            ),
            models.CheckConstraint(
                condition=models.Q(decision__isnull=True, decided_by__isnull=True)
                | models.Q(decision__in=("accepted", "refused"), decided_by__isnull=False),
                name="insurance_match_decision",
            ),
        )
