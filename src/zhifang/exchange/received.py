"""Received files: kept as received, encrypted, with what became of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.installation.keys import decrypt, encrypt
from zhifang.registry.parties.operations import organisation_ids

from .senders import Sender
from .summary import FileResult

_PIECE = 256 * 1024


@dataclass(frozen=True)
class SentFile:
    """A file as it arrived: its name and its bytes."""

    name: str
    content: bytes


def sm3(content: bytes) -> str:
    """The SM3 digest of a file, 64 hex digits."""
    digest = Hash(SM3())
    digest.update(content)
    return digest.finalize().hex()


def keep(file: SentFile, *, actor: str, sender: Sender, received_on: date) -> int:
    """Stores a file as received, in a transaction of its own; gives its id."""
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        sent_by = None
        if sender.credit_code:
            sent_by = organisation_ids(cursor, [sender.credit_code]).get(sender.credit_code)
        _stage_content(cursor, encrypt(file.content))
        cursor.execute(
            "insert into received_file (name, sm3, size, content, received_at, received_on, "
            "sent_by, sender_town, actor, status, summary) "
            "select %s, %s, %s, string_agg(content, '' order by part), clock_timestamp(), %s, "
            "%s, %s, %s, 'checking', '{}' from staged_content returning id",
            [
                file.name,
                sm3(file.content),
                len(file.content),
                received_on,
                sent_by,
                sender.towns[0] if len(sender.towns) == 1 else None,
                actor,
            ],
        )
        number = int(cursor.fetchone()[0])
        cursor.execute("drop table staged_content")
        return number


def _stage_content(cursor: CursorWrapper, content: bytes) -> None:
    """Sends bytes in pieces: as one value they would be copied several times on their way."""
    cursor.execute("create temporary table staged_content (part int, content bytea) on commit drop")
    with cursor.copy("copy staged_content from stdin (format binary)") as copy:
        copy.set_types(["int4", "bytea"])
        for start in range(0, len(content), _PIECE):
            copy.write_row((start, content[start : start + _PIECE]))


def settle(cursor: CursorWrapper, result: FileResult, change: int | None) -> None:
    """Enters what became of a file: status, counts, problems (no values), its return."""
    cursor.execute(
        "update received_file set status = %s, summary = %s, return_name = %s, "
        "return_content = %s, change_id = %s where id = %s",
        [
            result.status,
            json.dumps(result.as_json(), ensure_ascii=False),
            result.return_name,
            encrypt(result.return_content) if result.return_content else None,
            change,
            result.file_id,
        ],
    )


def mark_failed(file_ids: list[int]) -> None:
    """Says of files that their intake broke off; nothing of them was applied."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "update received_file set status = 'failed' where id = any(%s) and status = 'checking'",
            [file_ids],
        )


def content_of(stored: bytes | memoryview) -> bytes:
    """The bytes of a stored file or return."""
    return decrypt(stored)
