"""The table of progress of plan tasks, and who may read and write it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import TOWNS, fact_policies


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Seen by the district, by the township a row is about, and by whoever sent it."""
    for statement in fact_policies(
        "task_report", site=False, parties=("sender_id",), also=(f"town = any({TOWNS})",)
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_row_security_of_the_district"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_row", models.IntegerField(null=True)),
                ("received_on", models.DateField()),
                ("sender_id", models.BigIntegerField(null=True)),
                (
                    "not_applicable",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("plan", models.TextField()),
                ("task", models.TextField()),
                ("department", models.TextField()),
                ("stage", models.TextField()),
                ("done_on", models.DateField()),
                ("town", models.TextField(null=True)),
                ("evidence", models.TextField()),
                (
                    "added_by",
                    models.ForeignKey(
                        db_column="added_by",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.change",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_column="file_id",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.receivedfile",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        db_column="removed_by",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.change",
                    ),
                ),
            ],
            options={
                "db_table": "task_report",
                "indexes": [models.Index(fields=["file"], name="task_report_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("plan", "task", "department", "stage", "done_on"),
                        name="task_report_key",
                    )
                ],
            },
        ),
        migrations.RunPython(apply, migrations.RunPython.noop),
    ]
