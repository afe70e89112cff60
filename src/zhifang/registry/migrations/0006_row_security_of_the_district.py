"""Who may read and write the facts of training, archives, insurance, radiation, diseases, supervision."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import TOWNS, fact_policies

PARTIES = ("employer_id", "using_unit_id", "sender_id")
SITE_FACTS = (
    "officer",
    "training",
    "employer_archive",
    "worker_archive",
    "radiation_post",
    "acute_event",
    "supervised_party",
    "inspection",
    "serious_case",
)
REPORTED_FACTS = ("dose", "disease_case")
#: Seen by the district and whoever sent them.
DISTRICT_FACTS = ("meeting", "meeting_item", "data_exchange")
INSTITUTION_FACTS = ("monthly_report", "capacity")
TOWN_FACTS = ("monitoring_record", "supervisor")
IN_TOWN = f"town = any({TOWNS})"
#: Insured persons who ever worked at a site of the reader's towns; an employer sees its own list.
WORKED_IN_TOWN = (
    "worker_id in (select w.worker_id from worker_scope w join site_scope scope "
    f"on scope.site_id = w.site_id where scope.town = any({TOWNS}))"
)


def statements() -> list[str]:
    """All policies, grants and triggers of these tables."""
    found: list[str] = []
    for table in SITE_FACTS:
        found += fact_policies(table, parties=PARTIES)
    for table in REPORTED_FACTS:
        found += fact_policies(table, parties=(*PARTIES, "institution_id"))
    for table in DISTRICT_FACTS:
        found += fact_policies(table, site=False, parties=("sender_id",))
    for table in INSTITUTION_FACTS:
        found += fact_policies(table, site=False, parties=("institution_id", "sender_id"))
    for table in TOWN_FACTS:
        found += fact_policies(table, site=False, parties=("sender_id",), also=(IN_TOWN,))
    found += fact_policies(
        "supervisor_training",
        site=False,
        parties=("sender_id",),
        also=("supervisor_no in (select supervisor.supervisor_no from supervisor)",),
    )
    found += fact_policies(
        "diagnosis_institution",
        site=False,
        parties=("institution_id", "sender_id"),
        also=(IN_TOWN,),
    )
    found += fact_policies(
        "insured_person",
        site=False,
        parties=("employer_id", "sender_id"),
        also=(WORKED_IN_TOWN,),
    )
    return found


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in statements():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Row security of the facts of the district."""

    dependencies = (("registry", "0005_facts_of_the_district"),)
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
