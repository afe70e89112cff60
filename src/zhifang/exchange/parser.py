"""The other end of ``parsing``: starts that program, hands it files, reads its answers."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from typing import IO, Any

import polars as pl

from zhifang.core.errors import UserError

#: Time for one file, and the size from which a file gets a program of its own.
SECONDS = 180
_LARGE = 2 * 1024 * 1024

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
        except (OSError, EOFError):
            self._stop()
            raise _too_long() if late.is_set() else _too_much_memory() from None
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
                stderr=subprocess.DEVNULL,
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
                raise UserError(*about["refused"])
            if "end" in about:
                return found
            slices = [_slice(program.stdout) for _ in range(about["slices"])]
            found.append((about["name"], pl.concat(slices) if slices else pl.DataFrame(), about))

    def _stop(self) -> None:
        program, self._program = self._program, None
        if program is not None:
            program.kill()
            program.communicate()


def _slice(stream: IO[bytes]) -> pl.DataFrame:
    length = int.from_bytes(stream.read(8), "big")
    piece = stream.read(length)
    if not length or len(piece) < length:
        raise EOFError
    return pl.read_ipc_stream(io.BytesIO(piece))


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
