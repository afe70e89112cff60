"""Indexes for a worker's archive and an employer's insurance list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0008_insurance_matches"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="officer",
            index=models.Index(fields=["worker_id"], name="officer_worker"),
        ),
        migrations.AddIndex(
            model_name="training",
            index=models.Index(fields=["worker_id"], name="training_worker"),
        ),
        migrations.AddIndex(
            model_name="workerarchive",
            index=models.Index(fields=["worker_id"], name="worker_archive_worker"),
        ),
        migrations.AddIndex(
            model_name="radiationpost",
            index=models.Index(fields=["worker_id"], name="radiation_post_worker"),
        ),
        migrations.AddIndex(
            model_name="dose",
            index=models.Index(fields=["worker_id"], name="dose_worker"),
        ),
        migrations.AddIndex(
            model_name="diseasecase",
            index=models.Index(fields=["worker_id"], name="disease_case_worker"),
        ),
        migrations.AddIndex(
            model_name="insuredperson",
            index=models.Index(fields=["employer_id"], name="insured_person_holder"),
        ),
    ]
