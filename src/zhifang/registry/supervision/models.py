"""Supervisors, what they supervise, visits, and serious cases."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import Fact, SiteFact, natural_key


class Supervisor(Fact):
    """A supervisor of occupational health (监督管理人员) of a department or township."""

    supervisor_no = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    person_name = models.TextField()
    department = models.TextField()
    town = models.TextField(null=True)
    duty = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "supervisor"
        constraints = (natural_key("supervisor_key", "supervisor_no", "valid_from"),)
        indexes = (models.Index(fields=["file"], name="supervisor_file"),)


class SupervisorTraining(Fact):
    """A training of a supervisor."""

    supervisor_no = models.TextField()
    trained_on = models.DateField()
    course = models.TextField()
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    certificate_no = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "supervisor_training"
        constraints = (
            natural_key("supervisor_training_key", "supervisor_no", "trained_on", "course"),
        )
        indexes = (models.Index(fields=["file"], name="supervisor_training_file"),)


class SupervisedParty(SiteFact):
    """A party entered in the register of supervision (监督对象名册)."""

    kind = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "supervised_party"
        constraints = (natural_key("supervised_party_key", "site_id", "kind", "valid_from"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="supervised_party_holder"),
            models.Index(fields=["file"], name="supervised_party_file"),
        )


class Inspection(SiteFact):
    """A visit to a site with its result."""

    inspection_no = models.TextField()
    inspected_on = models.DateField()
    kind = models.TextField()
    result = models.TextField(null=True)
    department = models.TextField(null=True)
    inspectors = models.TextField(null=True)
    findings = models.TextField(null=True)
    correct_by = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "inspection"
        constraints = (natural_key("inspection_key", "inspection_no"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="inspection_holder"),
            models.Index(fields=["file"], name="inspection_file"),
        )


class SeriousCase(SiteFact):
    """A case of a serious hazard: found, filed, decided."""

    case_no = models.TextField()
    found_on = models.DateField()
    grounds = models.TextField()
    filed_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    decision_no = models.TextField(null=True)
    decision = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "serious_case"
        constraints = (natural_key("serious_case_key", "case_no"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="serious_case_holder"),
            models.Index(fields=["file"], name="serious_case_file"),
        )
