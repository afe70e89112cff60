"""Turns of institutions, which owe at no site, and of subjects with a name of their own."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import TOWNS, fact_policies

#: What a diagnosis institution owes as a whole is seen by the towns it serves in.
INSTITUTION_IN_TOWN = (
    "(site_id is null and holder_id in (select d.institution_id from diagnosis_institution d "
    f"where d.town = any({TOWNS})))"
)


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in fact_policies("turn", parties=("holder_id",), also=(INSTITUTION_IN_TOWN,)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """A site is no longer asked for; a name may stand in its place."""

    dependencies = (
        ("obligations", "0003_statistics"),
        ("registry", "0006_row_security_of_the_district"),
    )
    operations = (
        migrations.AlterField("turn", "site_id", models.BigIntegerField(null=True)),
        migrations.AddField("turn", "subject", models.TextField(null=True)),
        migrations.RunPython(apply, migrations.RunPython.noop),
    )
