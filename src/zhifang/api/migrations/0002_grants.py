"""Who may use the tables of the API.

Keys carry no policy: a key is looked up before it is known who asks. Pages and programs add and
end keys, never delete them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from zhifang.installation.connections import roles


def grants() -> list[str]:
    """Rights of the application's role; the engine has no part in it."""
    app = roles().app
    return [
        f'grant select, insert, update on api_key to "{app}"',
        f'grant select, insert on repeated_request to "{app}"',
    ]


class Migration(migrations.Migration):
    """Grants."""

    dependencies: ClassVar = [("api", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(grants(), migrations.RunSQL.noop)]
