"""The table of changes that are to be declared, and who may read and write it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import fact_policies


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Seen by the district, by the towns of the site, by its unit and by whoever sent it."""
    for statement in fact_policies("reportable_change"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0009_by_worker_and_insurer"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportableChange",
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
                ("site_id", models.BigIntegerField()),
                ("employer_id", models.BigIntegerField()),
                ("using_unit_id", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("changed_on", models.DateField()),
                ("known_on", models.DateField(null=True)),
                ("content", models.TextField()),
                ("source", models.TextField(null=True)),
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
                "db_table": "reportable_change",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="reportable_change_holder"),
                    models.Index(fields=["file"], name="reportable_change_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("site_id", "kind", "changed_on"),
                        name="reportable_change_key",
                    )
                ],
            },
        ),
        migrations.RunPython(apply, migrations.RunPython.noop),
    ]
