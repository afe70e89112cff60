"""Who may read evaluated rows: each town and each party its own."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import plain_policies


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in (
        *plain_policies("evaluation", everybody=True),
        *plain_policies("evaluation_row", town_column="town", parties=("party_id",)),
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Row security of evaluations."""

    dependencies = (("indicators", "0001_tables"), ("registry", "0002_row_security"))
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
