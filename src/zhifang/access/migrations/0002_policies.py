"""Who may do what with the access tables.

Users carry no policy: signing in looks one up before anybody is known. Pages may add and change
users, never delete them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from zhifang.installation.connections import roles
from zhifang.installation.row_security import engine_only, log_policies


def _users() -> list[str]:
    names = roles()
    return [
        f'grant select, insert, update on access_user to "{names.app}"',
        f'grant select on access_user to "{names.engine}"',
        f'grant select on access_user_groups, access_user_user_permissions to "{names.app}"',
    ]


class Migration(migrations.Migration):
    """Grants and row-level security."""

    dependencies: ClassVar = [("access", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(_users(), migrations.RunSQL.noop),
        *[
            migrations.RunSQL(statements, migrations.RunSQL.noop)
            for statements in (
                log_policies("read_log"),
                log_policies("audit_entry"),
                engine_only("audit_link"),
                engine_only("audit_member"),
            )
        ],
    ]
