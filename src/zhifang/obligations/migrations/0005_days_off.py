"""The table of days off, by which due days in days move to a working day."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import plain_policies


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    schema_editor.execute("create table days_off (day date primary key, next_on date not null)")
    for statement in plain_policies("days_off", everybody=True):
        schema_editor.execute(statement)
    # the law is loaded anew, the days off with it
    schema_editor.execute("delete from law_loaded")


class Migration(migrations.Migration):
    """A law table more."""

    dependencies = (("obligations", "0004_duties_without_a_site"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
