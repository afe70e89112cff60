"""Diagnosis institutions, their months, diagnosed cases, events, monitoring."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import Fact, SiteFact, natural_key


class DiagnosisInstitution(Fact):
    """An institution in service for the diagnosis of occupational diseases."""

    institution_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    name = models.TextField()
    town = models.TextField()
    scope = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "diagnosis_institution"
        constraints = (natural_key("diagnosis_institution_key", "institution_id", "valid_from"),)
        indexes = (models.Index(fields=["file"], name="diagnosis_institution_file"),)


class MonthlyReport(Fact):
    """The confirmation of a month by an institution: how many cases, zero among them."""

    institution_id = models.BigIntegerField()
    year = models.IntegerField()
    month = models.IntegerField()
    cases = models.IntegerField(null=True)
    confirmed_on = models.DateField()

    class Meta:
        app_label = "registry"
        db_table = "monthly_report"
        constraints = (natural_key("monthly_report_key", "institution_id", "year", "month"),)
        indexes = (models.Index(fields=["file"], name="monthly_report_file"),)


class DiseaseCase(SiteFact):
    """A line of the ledger of an institution; ``reported_on`` is the day of its report card."""

    institution_id = models.BigIntegerField()
    case_no = models.TextField()
    worker_id = models.BigIntegerField()
    person_name = models.TextField()
    sex = models.TextField()
    birth_on = models.DateField()
    disease_code = models.TextField()
    stage = models.TextField()
    diagnosed_on = models.DateField()
    reported_on = models.DateField(null=True)
    dust_years = models.IntegerField(null=True)
    dust_months = models.IntegerField(null=True)
    card_no = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "disease_case"
        constraints = (natural_key("disease_case_key", "institution_id", "case_no"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="disease_case_holder"),
            models.Index(fields=["worker_id"], name="disease_case_worker"),
            models.Index(fields=["file"], name="disease_case_file"),
        )


class AcuteEvent(SiteFact):
    """An acute occupational-hazard event with its size, as far as it is known."""

    event_no = models.TextField()
    occurred_on = models.DateField()
    title = models.TextField()
    cases = models.IntegerField(null=True)
    deaths = models.IntegerField(null=True)
    anthrax = models.IntegerField(null=True)
    reported_on = models.DateField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "acute_event"
        constraints = (natural_key("acute_event_key", "event_no"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="acute_event_holder"),
            models.Index(fields=["file"], name="acute_event_file"),
        )


class MonitoringRecord(Fact):
    """A record of key-disease monitoring in a township (重点职业病监测)."""

    record_no = models.TextField()
    town = models.TextField()
    item = models.TextField()
    monitored_on = models.DateField()
    unit_name = models.TextField(null=True)
    persons = models.IntegerField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "monitoring_record"
        constraints = (natural_key("monitoring_record_key", "record_no"),)
        indexes = (models.Index(fields=["file"], name="monitoring_record_file"),)
