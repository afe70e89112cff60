"""The other end of ``parsing``: starts that program, hands it files, reads its answers."""

from __future__ import annotations

import io
import json
import re
import signal
import subprocess
import sys
import threading
from typing import IO, Any

import polars as pl

from zhifang.core.errors import UserError

#: Time for one file, and the size from which a file gets a program of its own.
SECONDS = 180
_LARGE = 2 * 1024 * 1024
#: Time for a program that closed its end to say how it ended.
_DYING_SECONDS = 5
_OUT_OF_MEMORY = ("memory allocation of", "MemoryError", "Cannot allocate memory", "out of memory")

Parsed = list[tuple[str, pl.DataFrame, dict[str, Any]]]


class Parser:
    """Opens workbooks in a program apart; small files of a command share one.

    A context manager; the program ends with it. One that broke down is replaced.
    """

    def __init__(self) -> None:
        self._program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Parser:
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def parse(self, content: bytes) -> Parsed:
        """The visible sheets of a workbook: name, cells as text, and what ``parsing`` says."""
        program = self._start()
        late = threading.Event()
        watch = threading.Timer(SECONDS, self._give_up, [program, late])
        watch.start()
        try:
            parsed = self._exchange(program, content)
        except MemoryError:
            raise _too_much_memory() from None
        except (OSError, EOFError):
            error = self._ended(program)
            raise _too_long() if late.is_set() else error from None
        finally:
            watch.cancel()
        if len(content) > _LARGE:
            self._stop()
        return parsed

    def _start(self) -> subprocess.Popen[bytes]:
        """The program, started if it is not running: it is up while the file is being kept."""
        if self._program is None:
            self._program = subprocess.Popen(
                [sys.executable, "-I", "-m", "zhifang.exchange.parsing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        return self._program

    @staticmethod
    def _give_up(program: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        program.kill()

    @staticmethod
    def _exchange(program: subprocess.Popen[bytes], content: bytes) -> Parsed:
        if program.stdin is None or program.stdout is None:
            raise EOFError
        program.stdin.write(len(content).to_bytes(8, "big"))
        program.stdin.write(content)
        program.stdin.flush()
        found: Parsed = []
        while True:
            line = program.stdout.readline()
            if not line:
                raise EOFError
            about = json.loads(line)
            if "refused" in about:
                zh, en, where = about["refused"]
                raise UserError(zh, en, where=where)
            if "memory" in about:
                raise MemoryError
            if "end" in about:
                return found
            columns = [_column(program.stdout) for _ in range(about["columns"])]
            found.append((about["name"], pl.DataFrame(columns), about))

    def _stop(self) -> None:
        program, self._program = self._program, None
        if program is not None:
            program.kill()
            program.communicate()

    def _ended(self, program: subprocess.Popen[bytes]) -> UserError:
        """What the program ended of that closed its end."""
        self._program = None
        try:
            program.wait(_DYING_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
        said = program.communicate()[1].decode("utf-8", "replace")
        if any(sign in said for sign in _OUT_OF_MEMORY):
            return _too_much_memory()
        return _broke_off(program.returncode, said)


def _column(stream: IO[bytes]) -> pl.Series:
    length = int.from_bytes(stream.read(8), "big")
    piece = stream.read(length)
    if not length or len(piece) < length:
        raise EOFError
    return pl.read_ipc_stream(io.BytesIO(piece)).to_series()


def _too_long() -> UserError:
    return UserError(
        f"{SECONDS} 秒内未能读完文件；请分成几个文件报送。",
        f"The file could not be read within {SECONDS} seconds; split it.",
    )


def _too_much_memory() -> UserError:
    return UserError(
        "读取文件所需的内存超过了限度；请删去远处的零散单元格和多余的格式，或分成几个文件报送。",
        "Reading the file took more memory than allowed; delete stray cells and spare formats "
        "far from the data, or split it.",
    )


def _broke_off(code: int, said: str) -> UserError:
    """The program was killed or failed: names the signal or the kind of error, never its text."""
    errors = re.findall(
        r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit))\b", said, re.MULTILINE
    )
    ended = signal.Signals(-code).name if code < 0 else f"exit {code}"
    what = errors[-1] if errors else ended
    return UserError(
        f"读取文件的程序意外中断（{what}），本文件未采用；请用表格软件重新保存后再报送，"
        "仍不成功请告知系统维护人员。",
        f"The program that reads files broke off ({what}) and nothing of this file was taken; "
        "save it again in the spreadsheet program and send it, else tell whoever runs the system.",
    )
