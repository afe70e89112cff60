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
        indexes = (models.Index(fields=["file"], name="insured_person_file"),)
