"""Organisations, their kinds, their sites and what was so of a site from a day on."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import Fact, SiteFact, natural_key


class Organisation(models.Model):
    """A party, known by its unified social credit code (GB 32100)."""

    credit_code = models.TextField(unique=True)

    class Meta:
        app_label = "registry"
        db_table = "organisation"


class Site(models.Model):
    """A place of work of an organisation: credit code + site number."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    site_no = models.TextField()

    class Meta:
        app_label = "registry"
        db_table = "site"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "site_no"], name="site_natural_key"),
        )


class SiteScope(models.Model):
    """Every town a site ever stood in: what a township officer may reach."""

    site_id = models.BigIntegerField()
    town = models.TextField()

    class Meta:
        app_label = "registry"
        db_table = "site_scope"
        constraints = (models.UniqueConstraint(fields=["site_id", "town"], name="site_scope_key"),)
        indexes = (models.Index(fields=["town", "site_id"], name="site_scope_town"),)


class SiteState(SiteFact):
    """What a site is from ``valid_from`` until the next state of the same site."""

    valid_from = models.DateField()
    employer_name = models.TextField()
    address = models.TextField(null=True)
    town = models.TextField()
    industry = models.TextField(null=True)
    economic_type = models.TextField(null=True)
    size = models.TextField(null=True)
    status = models.TextField()
    risk_class = models.TextField(null=True)
    employees = models.IntegerField(null=True)
    exposed = models.IntegerField(null=True)
    dispatched = models.IntegerField(null=True)
    legal_person = models.TextField(null=True)
    contact = models.TextField(null=True)
    phone = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "site_state"
        constraints = (natural_key("site_state_key", "site_id", "valid_from"),)
        indexes = (
            models.Index(fields=["employer_id"], name="site_state_employer"),
            models.Index(fields=["file"], name="site_state_file"),
        )


class PartyKind(Fact):
    """What an organisation is to the district: employer, institution, department."""

    organisation_id = models.BigIntegerField()
    kind = models.TextField()
    name = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "party_kind"
        constraints = (natural_key("party_kind_key", "organisation_id", "kind"),)
