"""The law table of the status evaluation."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import plain_policies


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    schema_editor.execute("create table evaluation_cycles (like measurement_cycles including all)")
    for statement in plain_policies("evaluation_cycles", everybody=True):
        schema_editor.execute(statement)
    # the law is loaded anew, these cycles with it
    schema_editor.execute("delete from law_loaded")


class Migration(migrations.Migration):
    """A law table more."""

    dependencies = (("obligations", "0005_days_off"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
