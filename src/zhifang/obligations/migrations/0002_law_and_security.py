"""The law tables that rules join, and who may read turns."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import fact_policies, plain_policies

CYCLE_COLUMNS = """
    law_from date not null, law_to date not null,
    service_from_months bigint, service_from_days bigint,
    service_to_months bigint, service_to_days bigint,
    months_low bigint, months_high bigint,
    status text not null, law_ref text not null, missing text not null
"""

TABLES = (
    f"create table exam_cycles (hazard text not null, cls text not null, {CYCLE_COLUMNS})",
    "create index exam_cycles_hazard on exam_cycles (hazard, cls)",
    f"create table measurement_cycles (cls text not null, {CYCLE_COLUMNS})",
    "create table hazard_circumstances (hazard text primary key, circumstance text not null)",
    "create table industry_risk_classes (industry text primary key, cls text not null)",
    "create table law_loaded (digest text not null, loaded_at timestamptz not null)",
)

LAW_TABLES = (
    "exam_cycles",
    "measurement_cycles",
    "hazard_circumstances",
    "industry_risk_classes",
    "law_loaded",
)


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in TABLES:
        schema_editor.execute(statement)
    for table in LAW_TABLES:
        for statement in plain_policies(table, everybody=True):
            schema_editor.execute(statement)
    for statement in fact_policies("turn", parties=("holder_id",)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Law tables and row security of turns."""

    dependencies = (("obligations", "0001_tables"), ("registry", "0002_row_security"))
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
