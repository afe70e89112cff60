"""Who may read and write which table of the register, from the first migration on."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import (
    PARTY,
    engine_only,
    fact_policies,
    plain_policies,
)

SITE_FACTS = ("site_state", "post_hazard", "exposure", "declaration")
REPORTED_FACTS = ("measurement", "examination")
PARTIES = ("employer_id", "using_unit_id", "sender_id")


def statements() -> list[str]:
    """All policies, grants and triggers of the register."""
    found: list[str] = []
    for table in SITE_FACTS:
        found += fact_policies(table, parties=PARTIES)
    for table in REPORTED_FACTS:
        found += fact_policies(table, parties=(*PARTIES, "institution_id"))
    found += fact_policies("coverage", site=False, parties=("sender_id",))
    found += fact_policies("party_kind", site=False, parties=("organisation_id",), also=("true",))
    for table in ("change", "organisation", "site", "post"):
        found += plain_policies(table, everybody=True, insert_only=True)
    found += plain_policies("site_scope", everybody=True)
    found += plain_policies(
        "worker_scope",
        parties=("organisation_id",),
        also=(
            "site_id in (select scope.site_id from site_scope scope where scope.town = "
            "any((select coalesce(nullif(current_setting('zhifang.towns', true), ''), "
            "'{}'))::text[]))",
        ),
    )
    found += plain_policies(
        "worker",
        insert_only=True,
        also=(
            "id in (select worker_scope.worker_id from worker_scope)",
            f"exists (select 1 from examination x where x.worker_id = worker.id "
            f"and (x.institution_id = {PARTY} or x.sender_id = {PARTY}))",
        ),
    )
    found += plain_policies("received_file", town_column="sender_town", parties=("sent_by",))
    found += engine_only("stale_employer")
    return found


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in statements():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Row security of the register."""

    dependencies = (("registry", "0001_tables"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
