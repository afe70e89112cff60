"""The names of workshops and posts are read by the towns and parties whose rows name them."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import PARTY, TOWNS, plain_policies

#: Each looked up once a statement. A party's own rows of the facts are what it sees of them.
SEEN = (
    f"site_id in (select scope.site_id from site_scope scope where scope.town = any({TOWNS}))",
    f"site_id in (select site.id from site where site.organisation_id = {PARTY})",
    f"({PARTY} is not null and id in (select h.post_id from post_hazard h))",
    f"({PARTY} is not null and id in (select e.post_id from exposure e))",
    f"({PARTY} is not null and id in (select m.post_id from measurement m))",
)


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Puts the narrower policy in place of the open one, as the owner."""
    for statement in plain_policies("post", insert_only=True, also=SEEN):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    """Row security of posts."""

    dependencies = (("registry", "0003_names_of_employers"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
