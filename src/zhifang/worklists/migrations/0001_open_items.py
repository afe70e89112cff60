"""Open items of a day, found once by the engine and read by each town and party its own."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import plain_policies

TABLES = (
    """create table worklist_day (
        id bigint generated always as identity primary key,
        as_of date not null, change_id bigint not null, unique (as_of, change_id))""",
    """create table open_item (
        day_id bigint not null references worklist_day (id) on delete cascade,
        obligation_id text not null, rule text not null, holder_id bigint not null,
        site_id bigint not null, worker_id bigint, hazard text, due_earliest date,
        due_latest date, missing text[] not null, outcome text not null, band text not null,
        town text, employer_name text, site_no text, sort_key text not null)""",
    "create index open_item_order on open_item (day_id, band, sort_key, obligation_id)",
    "create index open_item_town on open_item (day_id, town, band, sort_key, obligation_id)",
    "create index open_item_holder on open_item (day_id, holder_id)",
)


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in (
        *TABLES,
        *plain_policies("worklist_day", everybody=True),
        *plain_policies("open_item", town_column="town", parties=("holder_id",)),
    ):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    """Open items."""

    dependencies = (("obligations", "0003_statistics"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
