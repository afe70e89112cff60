"""Posts of a site and the hazards of a post."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import SiteFact, natural_key


class Post(models.Model):
    """A post (岗位) in a workshop (车间) of a site."""

    site_id = models.BigIntegerField()
    workshop = models.TextField()
    name = models.TextField()

    class Meta:
        app_label = "registry"
        db_table = "post"
        constraints = (
            models.UniqueConstraint(fields=["site_id", "workshop", "name"], name="post_key"),
        )


class PostHazard(SiteFact):
    """A hazard of a post in ``[valid_from, valid_to)``; grade and level hold from ``graded_on``."""

    post_id = models.BigIntegerField()
    hazard = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    work_grade = models.SmallIntegerField(null=True)
    grade_edition = models.TextField(null=True)
    graded_on = models.DateField(null=True)
    noise_level = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    exposed_count = models.IntegerField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "post_hazard"
        constraints = (natural_key("post_hazard_key", "post_id", "hazard", "valid_from"),)
        indexes = (
            models.Index(fields=["using_unit_id"], name="post_hazard_holder"),
            models.Index(fields=["site_id"], name="post_hazard_site"),
            models.Index(fields=["file"], name="post_hazard_file"),
        )
