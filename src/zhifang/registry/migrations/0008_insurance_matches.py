"""The table of matches of the insurance list, and who may read and write it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import PARTY, TOWNS, fact_policies

#: Townships, by the sites at which the worker ever was; the insuring unit, when it reaches the
#: worker too: that somebody elsewhere is named alike is not told to it.
SEEN = (
    "worker_id in (select w.worker_id from worker_scope w join site_scope scope "
    f"on scope.site_id = w.site_id where scope.town = any({TOWNS}))",
    f"employer_id = {PARTY} and worker_id in (select w.worker_id from worker_scope w "
    f"where w.organisation_id = {PARTY})",
)


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Seen by the district and by those who see both the row and the worker."""
    for statement in fact_policies("insurance_match", site=False, parties=(), also=SEEN):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0007_task_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="InsuranceMatch",
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
                ("employer_id", models.BigIntegerField()),
                ("insured_no", models.TextField()),
                ("valid_from", models.DateField()),
                ("worker_id", models.BigIntegerField()),
                ("person_name", models.TextField()),
                ("birth_on", models.DateField(null=True)),
                ("confidence", models.FloatField()),
                ("decision", models.TextField(null=True)),
                ("decided_by", models.TextField(null=True)),
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
                "db_table": "insurance_match",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("employer_id", "insured_no", "valid_from", "worker_id"),
                        name="insurance_match_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("decision__isnull", True)),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decision__in", ("accepted", "refused")),
                            ),
                            _connector="OR",
                        ),
                        name="insurance_match_decision",
                    ),
                ],
            },
        ),
        migrations.RunPython(apply, migrations.RunPython.noop),
    ]
