"""The name of an employer is read by its townships and itself, not by everybody.

Names of institutions, departments and agencies stay open: whoever sees a record reads who made
it. An employer's name beside a credit code says who has hazards, which is the employer's affair.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import TOWNS, fact_policies

OPEN_KINDS = "kind <> 'employer'"
OF_TOWNS = (
    "organisation_id in (select site.organisation_id from site join site_scope scope "
    f"on scope.site_id = site.id where scope.town = any({TOWNS}))"
)


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Puts the narrower policy in place of the open one, as the owner."""
    for statement in fact_policies(
        "party_kind", site=False, parties=("organisation_id",), also=(OPEN_KINDS, OF_TOWNS)
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Row security of names."""

    dependencies = (("registry", "0002_row_security"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
