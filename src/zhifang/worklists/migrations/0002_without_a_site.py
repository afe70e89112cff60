"""Open items of institutions, which owe at no site, and the name of what a duty is about."""

from __future__ import annotations

from django.db import migrations

STATEMENTS = (
    "alter table open_item alter column site_id drop not null",
    "alter table open_item add column subject text",
)


class Migration(migrations.Migration):
    """A site is no longer asked for."""

    dependencies = (
        ("worklists", "0001_open_items"),
        ("obligations", "0004_duties_without_a_site"),
    )
    operations = (migrations.RunSQL(list(STATEMENTS), migrations.RunSQL.noop),)
