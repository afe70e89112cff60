"""Supervisors and townships are subjects without a party."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """``evaluation_row.party_id`` may be empty."""

    dependencies = (("indicators", "0002_row_security"),)
    operations = (
        migrations.AlterField("evaluationrow", "party_id", models.BigIntegerField(null=True)),
    )
