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
            cursor.execute(f"delete from {table}")
            listed = list(rows())
            columns = list(listed[0])
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"insert into {table} ({', '.join(columns)}) values ({marks})",
                [[row[c] for c in columns] for row in listed],
            )
        cursor.execute("delete from law_loaded")
        cursor.execute("insert into law_loaded values (%s, clock_timestamp())", [digest])
        cursor.execute(
            "insert into stale_employer (organisation_id, change_id) "
            "select distinct s.employer_id, c.id from site_state s, "
            "(select max(id) as id from change) c where c.id is not null"
        )
