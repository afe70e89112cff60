"""Declarations of hazards (职业病危害项目申报), and changes that are to be declared."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class Declaration(SiteFact):
    """A filing for one site on one day: initial, change, annual or closing."""

    kind = models.TextField()
    declared_on = models.DateField()
    change_reason = models.TextField(null=True)
    receipt_no = models.TextField(null=True)
    employees = models.IntegerField(null=True)
    exposed = models.IntegerField(null=True)
    dispatched = models.IntegerField(null=True)
    dust_exposed = models.IntegerField(null=True)
    chemical_exposed = models.IntegerField(null=True)
    physical_exposed = models.IntegerField(null=True)
    radioactive_exposed = models.IntegerField(null=True)
    biological_exposed = models.IntegerField(null=True)
    other_exposed = models.IntegerField(null=True)
    measured_this_year = models.BooleanField(null=True)
    points_tested = models.IntegerField(null=True)
    points_over = models.IntegerField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "declaration"
        constraints = (natural_key("declaration_key", "site_id", "kind", "declared_on"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="declaration_holder"),
            models.Index(fields=["file"], name="declaration_file"),
        )


class ReportableChange(SiteFact):
    """A change of a site that is to be declared: project, process, result or principal."""

    kind = models.TextField()
    changed_on = models.DateField()
    known_on = models.DateField(null=True)
    content = models.TextField()
    source = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "reportable_change"
        constraints = (natural_key("reportable_change_key", "site_id", "kind", "changed_on"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="reportable_change_holder"),
            models.Index(fields=["file"], name="reportable_change_file"),
        )
