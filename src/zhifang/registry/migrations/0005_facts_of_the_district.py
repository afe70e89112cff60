"""Tables of training, archives, insurance, radiation, diseases, supervision, coordination."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0004_names_of_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AcuteEvent",
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
                ("event_no", models.TextField()),
                ("occurred_on", models.DateField()),
                ("title", models.TextField()),
                ("cases", models.IntegerField(null=True)),
                ("deaths", models.IntegerField(null=True)),
                ("anthrax", models.IntegerField(null=True)),
                ("reported_on", models.DateField(null=True)),
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
                "db_table": "acute_event",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="acute_event_holder"),
                    models.Index(fields=["file"], name="acute_event_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("event_no",),
                        name="acute_event_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Capacity",
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
                ("institution_id", models.BigIntegerField()),
                ("year", models.IntegerField()),
                ("service", models.TextField()),
                ("persons", models.IntegerField()),
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
                "db_table": "capacity",
                "indexes": [models.Index(fields=["file"], name="capacity_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("institution_id", "year", "service"),
                        name="capacity_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataExchange",
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
                ("exchange_no", models.TextField()),
                ("exchanged_on", models.DateField()),
                ("giver", models.TextField()),
                ("taker", models.TextField()),
                ("subject", models.TextField()),
                ("agreement_no", models.TextField(null=True)),
                ("records", models.IntegerField(null=True)),
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
                "db_table": "data_exchange",
                "indexes": [models.Index(fields=["file"], name="data_exchange_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("exchange_no",),
                        name="data_exchange_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DiagnosisInstitution",
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
                ("institution_id", models.BigIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("name", models.TextField()),
                ("town", models.TextField()),
                ("scope", models.TextField(null=True)),
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
                "db_table": "diagnosis_institution",
                "indexes": [models.Index(fields=["file"], name="diagnosis_institution_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("institution_id", "valid_from"),
                        name="diagnosis_institution_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DiseaseCase",
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
                ("institution_id", models.BigIntegerField()),
                ("case_no", models.TextField()),
                ("worker_id", models.BigIntegerField()),
                ("person_name", models.TextField()),
                ("sex", models.TextField()),
                ("birth_on", models.DateField()),
                ("disease_code", models.TextField()),
                ("stage", models.TextField()),
                ("diagnosed_on", models.DateField()),
                ("reported_on", models.DateField(null=True)),
                ("dust_years", models.IntegerField(null=True)),
                ("dust_months", models.IntegerField(null=True)),
                ("card_no", models.TextField(null=True)),
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
                "db_table": "disease_case",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="disease_case_holder"),
                    models.Index(fields=["file"], name="disease_case_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("institution_id", "case_no"),
                        name="disease_case_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dose",
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
                ("institution_id", models.BigIntegerField()),
                ("report_no", models.TextField()),
                ("worker_id", models.BigIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("person_name", models.TextField()),
                ("dose_text", models.TextField(null=True)),
                ("dose_msv", models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                ("kind", models.TextField()),
                ("reported_on", models.DateField(null=True)),
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
                "db_table": "dose",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="dose_holder"),
                    models.Index(fields=["file"], name="dose_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("institution_id", "report_no", "worker_id", "valid_from"),
                        name="dose_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmployerArchive",
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
                ("checked_on", models.DateField()),
                ("project_file", models.BooleanField(null=True)),
                ("management_file", models.BooleanField(null=True)),
                ("training_file", models.BooleanField(null=True)),
                ("monitoring_file", models.BooleanField(null=True)),
                ("surveillance_file", models.BooleanField(null=True)),
                ("personal_file", models.BooleanField(null=True)),
                ("updated_on", models.DateField(null=True)),
                ("checked_by", models.TextField(null=True)),
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
                "db_table": "employer_archive",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="employer_archive_holder"),
                    models.Index(fields=["file"], name="employer_archive_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("site_id", "checked_on"),
                        name="employer_archive_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
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
                ("inspection_no", models.TextField()),
                ("inspected_on", models.DateField()),
                ("kind", models.TextField()),
                ("result", models.TextField(null=True)),
                ("department", models.TextField(null=True)),
                ("inspectors", models.TextField(null=True)),
                ("findings", models.TextField(null=True)),
                ("correct_by", models.DateField(null=True)),
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
                "db_table": "inspection",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="inspection_holder"),
                    models.Index(fields=["file"], name="inspection_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("inspection_no",),
                        name="inspection_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InsuredPerson",
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
                ("valid_to", models.DateField(null=True)),
                ("worker_id", models.BigIntegerField(null=True)),
                ("person_name", models.TextField()),
                ("birth_on", models.DateField(null=True)),
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
                "db_table": "insured_person",
                "indexes": [models.Index(fields=["file"], name="insured_person_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("employer_id", "insured_no", "valid_from"),
                        name="insured_person_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                ("meeting_no", models.TextField()),
                ("held_on", models.DateField()),
                ("topic", models.TextField()),
                ("participants", models.TextField(null=True)),
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
                "db_table": "meeting",
                "indexes": [models.Index(fields=["file"], name="meeting_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("meeting_no",),
                        name="meeting_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingItem",
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
                ("meeting_no", models.TextField()),
                ("item_no", models.TextField()),
                ("department", models.TextField()),
                ("decision", models.TextField()),
                ("due_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("outcome", models.TextField(null=True)),
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
                "db_table": "meeting_item",
                "indexes": [models.Index(fields=["file"], name="meeting_item_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("meeting_no", "item_no"),
                        name="meeting_item_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringRecord",
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
                ("record_no", models.TextField()),
                ("town", models.TextField()),
                ("item", models.TextField()),
                ("monitored_on", models.DateField()),
                ("unit_name", models.TextField(null=True)),
                ("persons", models.IntegerField(null=True)),
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
                "db_table": "monitoring_record",
                "indexes": [models.Index(fields=["file"], name="monitoring_record_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("record_no",),
                        name="monitoring_record_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyReport",
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
                ("institution_id", models.BigIntegerField()),
                ("year", models.IntegerField()),
                ("month", models.IntegerField()),
                ("cases", models.IntegerField(null=True)),
                ("confirmed_on", models.DateField()),
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
                "db_table": "monthly_report",
                "indexes": [models.Index(fields=["file"], name="monthly_report_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("institution_id", "year", "month"),
                        name="monthly_report_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
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
                ("worker_id", models.BigIntegerField()),
                ("role", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("person_name", models.TextField()),
                ("appointed_no", models.TextField(null=True)),
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
                "db_table": "officer",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="officer_holder"),
                    models.Index(fields=["file"], name="officer_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("site_id", "worker_id", "role", "valid_from"),
                        name="officer_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RadiationPost",
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
                ("worker_id", models.BigIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("person_name", models.TextField()),
                ("medical", models.BooleanField(null=True)),
                ("category", models.TextField(null=True)),
                ("area", models.TextField(null=True)),
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
                "db_table": "radiation_post",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="radiation_post_holder"),
                    models.Index(fields=["file"], name="radiation_post_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("site_id", "worker_id", "valid_from"),
                        name="radiation_post_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriousCase",
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
                ("case_no", models.TextField()),
                ("found_on", models.DateField()),
                ("grounds", models.TextField()),
                ("filed_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("decision_no", models.TextField(null=True)),
                ("decision", models.TextField(null=True)),
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
                "db_table": "serious_case",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="serious_case_holder"),
                    models.Index(fields=["file"], name="serious_case_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("case_no",),
                        name="serious_case_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisedParty",
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
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
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
                "db_table": "supervised_party",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="supervised_party_holder"),
                    models.Index(fields=["file"], name="supervised_party_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("site_id", "kind", "valid_from"),
                        name="supervised_party_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervisor",
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
                ("supervisor_no", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("person_name", models.TextField()),
                ("department", models.TextField()),
                ("town", models.TextField(null=True)),
                ("duty", models.TextField(null=True)),
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
                "db_table": "supervisor",
                "indexes": [models.Index(fields=["file"], name="supervisor_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("supervisor_no", "valid_from"),
                        name="supervisor_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisorTraining",
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
                ("supervisor_no", models.TextField()),
                ("trained_on", models.DateField()),
                ("course", models.TextField()),
                ("hours", models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ("certificate_no", models.TextField(null=True)),
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
                "db_table": "supervisor_training",
                "indexes": [models.Index(fields=["file"], name="supervisor_training_file")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("supervisor_no", "trained_on", "course"),
                        name="supervisor_training_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                ("worker_id", models.BigIntegerField()),
                ("trained_on", models.DateField()),
                ("course", models.TextField()),
                ("role", models.TextField()),
                ("person_name", models.TextField()),
                ("hours", models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ("organiser", models.TextField(null=True)),
                ("certificate_no", models.TextField(null=True)),
                ("expires_on", models.DateField(null=True)),
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
                "db_table": "training",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="training_holder"),
                    models.Index(fields=["file"], name="training_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("worker_id", "trained_on", "course"),
                        name="training_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkerArchive",
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
                ("worker_id", models.BigIntegerField()),
                ("stated_on", models.DateField()),
                ("person_name", models.TextField()),
                ("archive_no", models.TextField(null=True)),
                ("archive", models.BooleanField(null=True)),
                ("work_history", models.BooleanField(null=True)),
                ("told_on", models.DateField(null=True)),
                ("copy_given_on", models.DateField(null=True)),
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
                "db_table": "worker_archive",
                "indexes": [
                    models.Index(fields=["using_unit_id"], name="worker_archive_holder"),
                    models.Index(fields=["file"], name="worker_archive_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_by__isnull", True)),
                        fields=("site_id", "worker_id", "stated_on"),
                        name="worker_archive_key",
                    )
                ],
            },
        ),
    ]
