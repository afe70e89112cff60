"""Who may read appraisals: the district all of them, a township its own result once it is frozen."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zhifang.installation.row_security import TOWNS, plain_policies

#: Appraisals with a result that the reader sees: drafts have none yet.
OF_A_RESULT = "in (select r.appraisal_id from appraisal_result r)"
FLIPPED_HERE = f"town_before = any({TOWNS})"


def statements() -> list[str]:
    """All policies, grants and triggers; every table only ever grows."""
    return [
        *plain_policies("appraisal_count", insert_only=True),
        *plain_policies("appraisal_result", town_column="town", insert_only=True),
        *plain_policies("appraisal_objection", town_column="town", insert_only=True),
        *plain_policies("appraisal_answer", town_column="town", insert_only=True),
        *plain_policies(
            "appraisal_flip", town_column="town_after", also=(FLIPPED_HERE,), insert_only=True
        ),
        *plain_policies("appraisal", also=(f"id {OF_A_RESULT}",), insert_only=True),
        *plain_policies("appraisal_step", also=(f"appraisal_id {OF_A_RESULT}",), insert_only=True),
    ]


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Runs the statements as the owner."""
    for statement in statements():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Row security of appraisals."""

    dependencies = (("appraisal", "0001_tables"), ("registry", "0002_row_security"))
    operations = (migrations.RunPython(apply, migrations.RunPython.noop),)
