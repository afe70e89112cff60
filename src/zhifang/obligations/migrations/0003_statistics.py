"""Lets the engine refresh the planner's statistics, which only the owner may do by itself."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.connections import roles

FUNCTION = """
create or replace function zhifang_refresh_statistics() returns void
language plpgsql security definer set search_path = public as $$
declare
    stale text;
begin
    for stale in
        select s.relname from pg_stat_user_tables s
        where s.schemaname = 'public'
          and s.relname in ('site_state', 'post_hazard', 'exposure', 'declaration',
                            'measurement', 'examination', 'turn')
          and (coalesce(s.last_analyze, s.last_autoanalyze) is null
               or s.n_mod_since_analyze > 1000 + s.n_live_tup / 10)
    loop
        execute format('analyze %I', stale);
    end loop;
end $$
"""


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    schema_editor.execute(FUNCTION, None)
    schema_editor.execute("revoke all on function zhifang_refresh_statistics() from public")
    schema_editor.execute(
        f'grant execute on function zhifang_refresh_statistics() to "{roles().engine}"'
    )


class Migration(migrations.Migration):
    """Statistics on demand."""

    dependencies = (("obligations", "0002_law_and_security"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
