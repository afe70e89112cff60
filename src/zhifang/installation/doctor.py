"""``zhifang doctor``: what is running, where the data are, what is wrong and what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from zhifang.core.errors import UserError

from . import keys as key_store
from . import translations
from .connections import ALIASES, external_parameters, external_url, prepare, roles
from .folders import checkout, data_folder
from .production import is_production
from .supervisor import log_tail, postmaster_pid, recorded, status

State = Literal["ok", "warning", "fault"]

#: Below this many bytes free on the disk of the data an intake may fail half-way.
LEAST_FREE = 2_000_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and what to do if it is not in order."""

    subject: str
    state: State
    found: str
    advice: str = ""


def examine(lang: str) -> Iterator[Finding]:
    """Looks at everything, the database last; goes on where it can after a fault."""
    yield _python()
    yield Finding(_("mode"), "ok", _("production") if is_production() else _("demo"))
    yield from _data()
    yield from _server(lang)
    try:
        prepare()
    except UserError as error:
        yield Finding(
            _("database"), "fault", error.text(lang), _("Mend this first, then run doctor again.")
        )
        return
    for look in (_reachable, _rights, _open_tables, _collation, _pages_built, _texts):
        yield from look()


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding("Python", "ok" if good else "fault", found, "" if good else "Python 3.11-3.13")


def _data() -> Iterator[Finding]:
    folder = data_folder()
    if not folder.exists():
        yield Finding(_("data folder"), "fault", str(folder), _("Run zhifang setup."))
        return
    free = shutil.disk_usage(folder).free
    enough = free >= LEAST_FREE
    yield Finding(
        _("data folder"),
        "ok" if enough else "warning",
        _("%(folder)s, %(free).1f GB free") % {"folder": folder, "free": free / 1e9},
        "" if enough else _("Free some space on this disk."),
    )
    path = key_store.key_file(folder)
    try:
        keys = key_store.load(folder)
    except UserError as error:
        yield Finding(_("keys"), "fault", error.text("en"), _("Restore the key file."))
        return
    yield Finding(
        _("keys"),
        "ok",
        _("%(path)s, current key %(number)s") % {"path": path, "number": keys.current},
        _("Keep a copy of this file apart from the backups; without it the data are lost."),
    )


def _server(lang: str) -> Iterator[Finding]:
    if external_url():
        given = external_parameters()
        place = f"{given.get('host', 'localhost')}/{given['dbname']}"
        yield Finding(_("server"), "ok", _("external: %s") % place)
        return
    folder = data_folder()
    try:
        state = status(folder)
    except UserError as error:
        yield Finding(_("server"), "fault", error.text(lang), _("Restore the key file."))
        return
    server = recorded(folder) if state != "absent" else None
    socket = server.socket_dir if server else "-"
    yield Finding(
        _("server"),
        "ok" if state == "running" else "warning",
        _("embedded, %(state)s, process %(pid)s, socket in %(socket)s")
        % {"state": state, "pid": postmaster_pid(folder) or "-", "socket": socket},
        "" if state == "running" else _("It is started now; its log: %s") % log_tail(folder, 1),
    )


def _reachable() -> Iterator[Finding]:
    for alias in ALIASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("select current_user, version()")
            user, version = cursor.fetchone()
        yield Finding(_("connection %s") % alias, "ok", f"{user}, {' '.join(version.split()[:2])}")
    pending = MigrationExecutor(connections["owner"])
    plan = pending.migration_plan(pending.loader.graph.leaf_nodes())
    yield Finding(
        _("tables"),
        "fault" if plan else "ok",
        _("%d steps behind") % len(plan) if plan else _("up to date"),
        _("Run zhifang setup.") if plan else "",
    )


def _rights() -> Iterator[Finding]:
    names = roles()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select rolname from pg_roles where rolname = any(%s) and (rolsuper or rolbypassrls)",
            [[names.engine, names.app]],
        )
        strong = [name for (name,) in cursor.fetchall()]
    yield Finding(
        _("roles"),
        "fault" if strong else "ok",
        _("%s pass by row-level security") % ", ".join(strong) if strong else _("as they should"),
        _("Take superuser and bypassrls from them.") if strong else "",
    )


#: Tables readers may see without a policy: law, accounts (looked up before anybody is known),
#: sessions and jobs, and lists without personal data.
WITHOUT_POLICY = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity
  and c.relname not like 'procrastinate%%'
  and has_table_privilege(%s, c.oid, 'select')
  and exists (
    select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
    and a.attname = any(array['worker_id', 'worker_name', 'id_cipher', 'employer_name'])
  )
order by 1
"""


def _open_tables() -> Iterator[Finding]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(WITHOUT_POLICY, [roles().app])
        bare = [name for (name,) in cursor.fetchall()]
    yield Finding(
        _("row security"),
        "fault" if bare else "ok",
        _("no policy on %s") % ", ".join(bare) if bare else _("on every table with persons"),
        _("Report this fault; do not serve.") if bare else "",
    )


def _collation() -> Iterator[Finding]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select pg_encoding_to_char(encoding), datcollate from pg_database "
            "where datname = current_database()"
        )
        encoding, collation = cursor.fetchone()
    good = encoding == "UTF8" and collation.upper().replace("-", "") in {"C", "POSIX", "C.UTF8"}
    yield Finding(
        _("encoding"),
        "ok" if good else "fault",
        f"{encoding}, {collation}",
        "" if good else _("Create the database with encoding UTF8 and locale C.UTF-8."),
    )


def _pages_built() -> Iterator[Finding]:
    built = checkout() / "src" / "zhifang" / "web" / "static" / "build"
    good = built.exists() and any(built.iterdir())
    yield Finding(
        _("page assets"),
        "ok" if good else "warning",
        _("built") if good else _("not built"),
        "" if good else _("Run ./run, which builds them."),
    )


def _texts() -> Iterator[Finding]:
    count = len(translations.merged())
    yield Finding(_("translations"), "ok", _("%d texts") % count)
