"""Coverage: whose data of which sheet are complete through which day."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import Fact


class Coverage(Fact):
    """The sender's statement that its rows of a sheet are complete through a day."""

    sheet = models.TextField()
    complete_through = models.DateField()

    class Meta:
        app_label = "registry"
        db_table = "coverage"
        constraints = (
            models.UniqueConstraint(
                fields=["sender_id", "sheet"],
                condition=models.Q(removed_by__isnull=True),
                nulls_distinct=False,
                name="coverage_key",
            ),
        )
