"""Loading the law tables; a change of law makes every employer's obligations stale."""

from __future__ import annotations

from django.db import connections, transaction

from zhifang import statutes
from zhifang.obligations.law import LAW


def load_law() -> None:
    """Fills the law tables when the digest of the statutes differs from what is loaded."""
    digest = statutes.digest()
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute("select digest from law_loaded")
        if [row[0] for row in cursor.fetchall()] == [digest]:
            return
        for table, rows in LAW.items():
            cursor.execute(f"delete from {table}")  # noqa: S608 - names of our own
            listed = list(rows())
            columns = list(listed[0])
            with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
                for row in listed:
                    copy.write_row([row[c] for c in columns])
        cursor.execute("delete from law_loaded")
        cursor.execute("insert into law_loaded values (%s, clock_timestamp())", [digest])
        cursor.execute(
            "insert into stale_employer (organisation_id, change_id) "
            "select distinct s.employer_id, (select max(id) from change) from site_state s"
        )
