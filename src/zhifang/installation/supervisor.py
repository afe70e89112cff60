"""Keeps the embedded PostgreSQL running: private data folder, Unix socket only, scram passwords.

The state of one installation lies in its data folder::

    postgres/      the server's own data (its user's, 700)
    server.json    where its socket is
    server.log     what it says
    keys.json      the passwords among other keys

Any process may call ``ensure_running``; a lock file lets one of them start the server, and the
server outlives the process that started it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from zhifang.core.errors import UserError

from . import keys as key_store
from .account import Account, database_account, named_account
from .binaries import Binaries, copy_beside, find
from .folders import make_data_folder
from .processes import is_alive, processes_in

SUPERUSER = "zhifang_superuser"
PORT = 5432

#: Seconds: how long a start may take (crash recovery included) and how long we wait between looks.
START_LIMIT = 120.0
STOP_LIMIT = 60.0
#: Seconds after which a server that does not stop in order is told to stop at once. (One that is
#: just starting its processes anew after a child was killed may never stop otherwise.)
PATIENCE = 8.0
PAUSE = 0.05

#: For 2 cores and 24 GiB; modest enough for a laptop.
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "6GB",
    "max_wal_size": "4GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "effective_io_concurrency": "100",
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    "timezone": "'Asia/Shanghai'",
    "log_timezone": "'Asia/Shanghai'",
    "lc_messages": "'C'",
    "password_encryption": "scram-sha-256",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}

#: For throw-away test servers only: nothing survives a crash of the machine.
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}


@dataclass(frozen=True)
class Server:
    """A running server: where its socket is and how its first user signs in."""

    socket_dir: str
    port: int
    superuser: str
    password: str

    def connection_string(self, database: str = "postgres") -> str:
        """A libpq connection string of the superuser."""
        return psycopg.conninfo.make_conninfo(
            host=self.socket_dir,
            port=self.port,
            user=self.superuser,
            password=self.password,
            dbname=database,
            connect_timeout=5,
        )


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "server.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _log(folder: Path) -> Path:
    return folder / "server.log"


def log_tail(folder: Path, lines: int = 5) -> str:
    """The latest lines of the server's log, or an empty text."""
    path = _log(folder)
    if not path.exists():
        return ""
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - 8192))
        text = handle.read().decode("utf-8", errors="replace")
    return "\n".join(text.splitlines()[-lines:])


def recorded(folder: Path) -> Server | None:
    """The server as last recorded in the data folder, running or not."""
    path = folder / "server.json"
    if not path.exists():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    password = key_store.load(folder).passwords["superuser"]
    return Server(stored["socket_dir"], stored["port"], SUPERUSER, password)


def answers(server: Server) -> bool:
    """Whether the server takes a connection now. UserError when it refuses our password."""
    try:
        psycopg.connect(server.connection_string()).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise UserError(
                "数据库不接受密钥文件中的密码；请从备份中恢复与数据配套的密钥文件。",
                "The database refuses the password in the key file; "
                "restore the key file that belongs to these data.",
            ) from error
        return False
    return True


def postmaster_pid(folder: Path) -> int | None:
    """The process id in the server's own pid file, whether it lives or not."""
    try:
        first = (folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    except (FileNotFoundError, IndexError):
        return None
    return int(first)


def status(folder: Path) -> str:
    """One of ``absent`` (never set up), ``stopped``, ``starting`` and ``running``."""
    if not (folder / "postgres").exists():
        return "absent"
    server = recorded(folder)
    if server is not None and answers(server):
        return "running"
    pid = postmaster_pid(folder)
    return "starting" if pid is not None and is_alive(pid) else "stopped"


def has_process(folder: Path) -> bool:
    """Whether the server's process lives: a look without a connection, cheap enough for always."""
    pid = postmaster_pid(folder)
    return pid is not None and is_alive(pid)


def ensure_running(folder: Path, *, durable: bool = True) -> Server:
    """Returns the running server of a data folder; creates and starts it as needed.

    ``durable=False`` is for tests. UserError when it cannot be started, with what its log says.
    """
    folder = make_data_folder(folder.absolute())
    server = recorded(folder) if (folder / "postgres").exists() else None
    if server is not None and answers(server):
        return server
    with _locked(folder):
        server = recorded(folder) if (folder / "postgres").exists() else None
        if server is not None and answers(server):
            return server
        return _start(folder, durable=durable)


def _start(folder: Path, *, durable: bool) -> Server:
    password = key_store.ensure(folder).passwords["superuser"]
    account = database_account(folder)
    binaries = _reachable_binaries(folder, account)
    if not (folder / "postgres").exists():
        _create(folder, binaries, account, password)
    _clear_leftovers(folder)
    socket_dir = _socket_folder(folder, account)
    _write_settings(folder, socket_dir, account, durable=durable)
    key_store.write_private(
        folder / "server.json", json.dumps({"socket_dir": str(socket_dir), "port": PORT}) + "\n"
    )
    server = Server(str(socket_dir), PORT, SUPERUSER, password)
    _await_start(folder, binaries, account, server)
    return server


def _reachable_binaries(folder: Path, account: Account) -> Binaries:
    version = folder / "postgres" / "PG_VERSION"
    found = find(int(version.read_text()) if version.exists() else None)
    if not account.can_enter(folder):
        raise UserError(
            f"数据库以普通用户运行，到不了数据目录 {folder}；请用 ZHIFANG_DATA 指定别处。",
            f"The database runs as a plain user that cannot reach {folder}; "
            "name another data folder by ZHIFANG_DATA.",
        )
    if account.can_run(found.bin / "postgres"):
        return found
    return copy_beside(found, folder / "binaries")


def _create(folder: Path, binaries: Binaries, account: Account, password: str) -> None:
    """Runs initdb in a folder beside the final one and moves it there when it is complete."""
    for left in folder.glob("postgres.new*"):
        shutil.rmtree(left)
    maker = named_account()
    workshop = Path(tempfile.mkdtemp(dir=folder, prefix="postgres.new."))
    maker.own(workshop)
    secret = workshop / "password"
    key_store.write_private(secret, password + "\n")
    maker.own(secret)
    if binaries.major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        locale = ["--locale=C.UTF-8"]
    command = [
        str(binaries.bin / "initdb"),
        f"--pgdata={workshop / 'data'}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth-local=scram-sha-256",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
        *locale,
    ]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=_environment(), **maker.options
    )
    if done.returncode:
        shutil.rmtree(workshop)
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise UserError(
            f"无法建立数据库：{' '.join(reason)}",
            f"The database could not be created: {' '.join(reason)}",
        )
    with (workshop / "data" / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write("\ninclude_if_exists = 'zhifang.conf'\n")
    account.own_tree(workshop / "data")
    (workshop / "data").rename(folder / "postgres")
    shutil.rmtree(workshop)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {"PATH": os.defpath, **kept, "LC_ALL": "C"}


def _clear_leftovers(folder: Path) -> None:
    """Ends what is left of an earlier server, so that a new one may open the data.

    A dead postmaster's children still hold shared memory for a moment. Its pid file, whose number
    may be a zombie's or somebody else's by now, is removed once no process works in the data
    folder any more: every process of a server does.
    """
    data = folder / "postgres"
    limit = time.monotonic() + STOP_LIMIT
    asked = False
    while time.monotonic() < limit:
        pid = postmaster_pid(folder)
        inside = processes_in(data)
        if pid is not None and pid in inside and not asked:
            server = recorded(folder)
            if server is None or not Path(server.socket_dir, f".s.PGSQL.{PORT}").exists():
                os.kill(pid, signal.SIGINT)  # alive, but nobody can reach its socket any more
                asked = True
            elif answers(server):
                return
        if pid is None or not inside:
            break
        time.sleep(PAUSE)
    if Path("/proc/self/cwd").exists() and not processes_in(data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _is_private(path: Path, uid: int) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077


def _socket_folder(folder: Path, account: Account) -> Path:
    """The recorded socket folder if it is still private and ours, else a fresh one."""
    uid = os.geteuid() if account.uid is None else account.uid
    earlier = recorded(folder)
    if earlier is not None and _is_private(Path(earlier.socket_dir), uid):
        return Path(earlier.socket_dir)
    places = [Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108 - mkdtemp makes it private
    if os.geteuid() == 0:
        places.insert(0, Path("/run"))
    for place in places:
        if len(str(place)) < 60 and os.access(place, os.W_OK) and account.can_enter(place):
            made = Path(tempfile.mkdtemp(dir=place, prefix="zhifang-"))
            account.own(made)
            return made
    raise UserError(
        "没有可写的短路径临时目录来放数据库套接字；请把 TMPDIR 设为一个可写的短路径。",
        "No writable short temporary folder for the database's socket; set TMPDIR to one.",
    )


def _write_settings(folder: Path, socket_dir: Path, account: Account, *, durable: bool) -> None:
    settings = dict(SETTINGS)
    if not durable:
        settings |= FLEETING
    settings["unix_socket_directories"] = f"'{socket_dir}'"
    settings["port"] = str(PORT)
    path = folder / "postgres" / "zhifang.conf"
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    path.write_text("# Written anew at each start.\n" + text, encoding="utf-8")
    path.chmod(0o600)
    account.own(path)


def _launch(folder: Path, binaries: Binaries, account: Account) -> None:
    """Starts the postmaster in a session of its own; the shell's end makes it an orphan."""
    log = _log(folder)
    if log.exists() and log.stat().st_size > 10_000_000:
        log.replace(log.with_suffix(".log.1"))
    command = [str(binaries.bin / "postgres"), "-D", str(folder / "postgres")]
    with log.open("ab") as out:
        os.chmod(log, 0o600)
        subprocess.run(
            ["/bin/sh", "-c", '"$0" "$@" </dev/null &', *command],
            check=True,
            stdout=out,
            stderr=out,
            start_new_session=True,
            env=_environment(),
            **account.options,
        )


def _await_start(folder: Path, binaries: Binaries, account: Account, server: Server) -> None:
    """Launches until the server answers: after a crash the old lock lingers for some seconds."""
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit:
        _launch(folder, binaries, account)
        launched = time.monotonic()
        while time.monotonic() < limit:
            time.sleep(PAUSE)
            if answers(server):
                return
            alive = processes_in(folder / "postgres")
            if not alive and time.monotonic() - launched > 0.5:
                break
        time.sleep(0.2)
        if "FATAL" in log_tail(folder, 3) and not _may_pass(log_tail(folder, 3)):
            break
    raise UserError(
        f"数据库没有启动；日志 {_log(folder)} 最后写道：{log_tail(folder, 3)}",
        f"The database did not start; its log {_log(folder)} ends with: {log_tail(folder, 3)}",
    )


def _may_pass(log: str) -> bool:
    """Whether what stopped the server is gone in a moment by itself."""
    passing = ("lock file", "shared memory", "is still in use", "Address already in use")
    return any(words in log for words in passing)


def stop(folder: Path) -> bool:
    """Stops the server of a data folder (open connections are ended). False if none ran."""
    folder = folder.absolute()
    data = folder / "postgres"
    if not data.exists():
        return False
    with _locked(folder):
        pid = postmaster_pid(folder)
        if pid is None or pid not in processes_in(data):
            return False
        os.kill(pid, signal.SIGINT)
        asked = time.monotonic()
        urged = False
        while processes_in(data):
            waited = time.monotonic() - asked
            if waited > PATIENCE and not urged and is_alive(pid):
                os.kill(pid, signal.SIGQUIT)  # at once; the next start recovers, losing nothing
                urged = True
            if waited > STOP_LIMIT:
                raise UserError(
                    f"数据库进程 {pid} 没有停下；请稍后再试。",
                    f"The database process {pid} did not stop; try again in a moment.",
                )
            time.sleep(PAUSE)
        server = recorded(folder)
        if server is not None:
            shutil.rmtree(server.socket_dir, ignore_errors=True)
        return True
