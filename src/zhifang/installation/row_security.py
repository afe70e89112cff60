"""Row-level security of a table as SQL statements, for migrations to run in this order.

Three settings of a transaction say who reads: ``zhifang.district`` ('1'), ``zhifang.towns``
(a ``text[]`` literal) and ``zhifang.party`` (an organisation's id). A setting that is not set
gives no row. They are read in scalar sub-selects, once a statement; the district's flag cuts
the rest short. The engine and the owner see every row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .connections import roles

DISTRICT = "(select coalesce(current_setting('zhifang.district', true), '') = '1')"
TOWNS = "(select coalesce(nullif(current_setting('zhifang.towns', true), ''), '{}'))::text[]"
PARTY = "(select nullif(current_setting('zhifang.party', true), '')::bigint)"

_KEEP_FACT = """
create or replace function zhifang_keep_fact() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception using message = 'rows of ' || tg_table_name || ' are never deleted';
    end if;
    if old.removed_by is not null or new.removed_by is null then
        raise exception using
            message = 'a row of ' || tg_table_name || ' is removed once and for good';
    end if;
    old.removed_by := new.removed_by;
    if new is distinct from old then
        raise exception using message = 'rows of ' || tg_table_name || ' are never changed';
    end if;
    return new;
end $$
"""

_KEEP_ROW = """
create or replace function zhifang_keep_row() returns trigger language plpgsql as $$
begin
    raise exception using
        message = 'rows of ' || tg_table_name || ' are never changed or deleted';
end $$
"""


def _checked(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise ValueError(f"{name!r} is not a plain table or column name")
    return name


def _enabled(table: str) -> list[str]:
    names = roles()
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"drop policy if exists everything on {table}",
        f'create policy everything on {table} to "{names.engine}", "{names.owner}" '
        "using (true) with check (true)",
    ]


def _readers(table: str, conditions: Sequence[str]) -> list[str]:
    names = roles()
    return [
        f"drop policy if exists readers on {table}",
        f'create policy readers on {table} for select to "{names.app}" '
        f"using ({' or '.join(conditions)})",
        f'grant select on {table} to "{names.app}"',
    ]


def _kept(table: str, function: str) -> list[str]:
    return [
        f"drop trigger if exists kept on {table}",
        f"create trigger kept before update or delete on {table} "
        f"for each row execute function {function}()",
        f"drop trigger if exists kept_whole on {table}",
        f"create trigger kept_whole before truncate on {table} "
        "for each statement execute function zhifang_keep_row()",
    ]


def fact_policies(
    table: str,
    *,
    site: bool = True,
    parties: Sequence[str] = ("employer_id", "using_unit_id", "sender_id"),
    also: Sequence[str] = (),
) -> list[str]:
    """Statements for a fact table: readers see the rows of their towns or of their party.

    ``site``: the table has a ``site_id``, visible to every town of ``site_scope`` that the site
    ever was in. ``parties``: columns with an organisation's id. ``also``: further conditions
    in SQL under which a row is seen. The engine may insert rows and set ``removed_by`` once; a
    trigger holds everybody, the owner too, to that.
    """
    _checked(table)
    conditions = [DISTRICT]
    if site:
        conditions.append(
            "site_id in (select scope.site_id from site_scope scope "
            f"where scope.town = any({TOWNS}))"
        )
    conditions += [f"{_checked(column)} = {PARTY}" for column in parties]
    conditions += also
    engine = roles().engine
    return [
        _KEEP_ROW,
        _KEEP_FACT,
        *_enabled(table),
        *_readers(table, conditions),
        f'grant select, insert on {table} to "{engine}"',
        f'grant update (removed_by) on {table} to "{engine}"',
        *_kept(table, "zhifang_keep_fact"),
    ]


def plain_policies(
    table: str,
    town_column: str | None = None,
    parties: Sequence[str] = (),
    *,
    also: Sequence[str] = (),
    everybody: bool = False,
    insert_only: bool = False,
) -> list[str]:
    """Statements for any other table with a town or party on the row.

    ``also``: further conditions in SQL, such as ``id in (select worker_id from worker_scope)``,
    which sees what the reader sees of that table. ``everybody``: law and other rows without
    personal or employer data, which every reader may see; such a table has no policy, so COPY
    may fill it. The engine may read and write; ``insert_only`` (entities, changes) takes
    changing and deleting from it, and from the owner by a trigger.
    """
    _checked(table)
    names = roles()
    if everybody:
        visible = [f'grant select on {table} to "{names.app}"']
    else:
        conditions = [DISTRICT]
        if town_column:
            conditions.append(f"{_checked(town_column)} = any({TOWNS})")
        conditions += [f"{_checked(column)} = {PARTY}" for column in parties]
        conditions += also
        visible = [*_enabled(table), *_readers(table, conditions)]
    rights = "select, insert" if insert_only else "select, insert, update, delete"
    return [
        _KEEP_ROW,
        *visible,
        f'grant {rights} on {table} to "{names.engine}"',
        *(_kept(table, "zhifang_keep_row") if insert_only else []),
    ]


def engine_only(table: str) -> list[str]:
    """Statements for a table no reader may touch: staging, keys of matching, stale marks.

    It has no policy but no grant either: PostgreSQL takes no COPY into a table with policies.
    """
    _checked(table)
    return [
        f'revoke all on {table} from "{roles().app}"',
        f'grant select, insert, update, delete, truncate on {table} to "{roles().engine}"',
    ]


def log_policies(table: str) -> list[str]:
    """Statements for an append-only record: everybody writes, only the district reads.

    The application inserts without ``returning``, which would need to read the new row.
    """
    names = roles()
    return [
        _KEEP_ROW,
        *_enabled(_checked(table)),
        *_readers(table, [DISTRICT]),
        f"drop policy if exists writers on {table}",
        f'create policy writers on {table} for insert to "{names.app}" with check (true)',
        f'grant insert on {table} to "{names.app}"',
        f'grant select, insert on {table} to "{names.engine}"',
        *_kept(table, "zhifang_keep_row"),
    ]
