"""A new data key, and everything encrypted written anew under it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connections, transaction
from psycopg import sql

from . import keys as key_store

#: Every column that ``keys.encrypt`` fills: (table, column).
ENCRYPTED = (
    ("worker", "id_cipher"),
    ("received_file", "content"),
    ("received_file", "return_content"),
    ("access_user", "second_factor"),
)

_BATCH = 500


def rotate(done: Callable[[str, int], None]) -> int:
    """Makes a new key and re-encrypts all values; returns the new key's id.

    The key file is stored first and keeps the older keys, which backups still need. One
    transaction as owner a column; ``done`` hears of table and column, and the rows rewritten. A
    rotation that was cut short is completed by the next one.
    """
    keys = key_store.with_new_key(key_store.load())
    key_store.write(keys)
    for table, column in ENCRYPTED:
        done(f"{table}.{column}", _rewrite(table, column, keys))
    return keys.current


def _rewrite(table: str, column: str, keys: key_store.Keys) -> int:
    count = 0
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        trigger = sql.SQL("alter table {table} {what} trigger user")
        cursor.execute(trigger.format(what=sql.SQL("disable"), **names))
        after = 0
        while True:
            cursor.execute(
                sql.SQL(
                    "select id, {column} from {table} "
                    "where id > %s and {column} is not null order by id limit %s"
                ).format(**names),
                [after, _BATCH],
            )
            rows = cursor.fetchall()
            if not rows:
                break
            after = rows[-1][0]
            fresh = [
                (key_store.encrypt(key_store.decrypt(value, keys=keys), keys=keys), number)
                for number, value in rows
                if key_store.key_id(bytes(value)) != keys.current
            ]
            cursor.executemany(
                sql.SQL("update {table} set {column} = %s where id = %s").format(**names), fresh
            )
            count += len(fresh)
        cursor.execute(trigger.format(what=sql.SQL("enable"), **names))
    return count
