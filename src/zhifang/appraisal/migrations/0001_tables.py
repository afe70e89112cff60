"""The tables of appraisals; all of them only grow."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("done_on", models.DateField()),
                ("actor", models.TextField()),
                ("user_id", models.BigIntegerField()),
                ("scheme", models.TextField()),
                ("scheme_text", models.TextField()),
                ("plan", models.TextField()),
                ("plan_text", models.TextField()),
                ("year", models.IntegerField()),
            ],
            options={
                "db_table": "appraisal",
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("done_on", models.DateField()),
                ("actor", models.TextField()),
                ("user_id", models.BigIntegerField()),
                ("town", models.TextField()),
                ("target", models.TextField()),
                ("text", models.TextField()),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.appraisal"
                    ),
                ),
            ],
            options={
                "db_table": "appraisal_objection",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("done_on", models.DateField()),
                ("actor", models.TextField()),
                ("user_id", models.BigIntegerField()),
                ("town", models.TextField()),
                ("upheld", models.BooleanField()),
                ("reason", models.TextField()),
                (
                    "objection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.objection"
                    ),
                ),
            ],
            options={
                "db_table": "appraisal_answer",
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("done_on", models.DateField()),
                ("actor", models.TextField()),
                ("user_id", models.BigIntegerField()),
                ("step", models.TextField()),
                ("reason", models.TextField()),
                ("window_through", models.DateField(null=True)),
                ("change_id", models.BigIntegerField(null=True)),
                ("known_at", models.DateTimeField(null=True)),
                ("sm3", models.TextField(null=True)),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.appraisal"
                    ),
                ),
            ],
            options={
                "db_table": "appraisal_step",
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("law_digest", models.TextField()),
                ("document", models.TextField()),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.appraisal"
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.step"
                    ),
                ),
            ],
            options={
                "db_table": "appraisal_count",
            },
        ),
        migrations.CreateModel(
            name="FlippedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.TextField()),
                ("as_of", models.DateField()),
                ("subject_kind", models.TextField()),
                ("subject_id", models.TextField()),
                ("party_id", models.BigIntegerField(null=True)),
                ("side_before", models.TextField(null=True)),
                ("side_after", models.TextField(null=True)),
                ("may_be_before", models.TextField(null=True)),
                ("may_be_after", models.TextField(null=True)),
                ("town_before", models.TextField(null=True)),
                ("town_after", models.TextField(null=True)),
                ("change_id", models.BigIntegerField()),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.appraisal"
                    ),
                ),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.count"
                    ),
                ),
            ],
            options={
                "db_table": "appraisal_flip",
                "indexes": [models.Index(fields=["count", "target"], name="appraisal_flip_count")],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.TextField()),
                ("code", models.TextField()),
                ("town", models.TextField(null=True)),
                ("document", models.JSONField()),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.appraisal"
                    ),
                ),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appraisal.count"
                    ),
                ),
            ],
            options={
                "db_table": "appraisal_result",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("count", "who", "code"), name="appraisal_result_key"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("step", "recounted"), _negated=True),
                fields=("appraisal", "step"),
                name="appraisal_step_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("step__in", ["drafted", "frozen", "signed"])),
                fields=("appraisal", "user_id"),
                name="appraisal_step_one_person",
            ),
        ),
    ]
