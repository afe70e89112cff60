"""The key file: what encrypts, what hashes, what signs sessions, and the database passwords.

One JSON file of mode 600 beside the data. Losing it loses every identity number and every
received file, so ``zhifang backup`` and ``zhifang doctor`` warn about it.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zhifang.core.errors import UserError

from .folders import data_folder, make_data_folder

NAME = "keys.json"

#: First byte of every encrypted value: the layout of what follows (key id, nonce, text and tag).
_LAYOUT = b"\x01"
_KEY_ID_BYTES = 2
_NONCE_BYTES = 12
_HEAD = len(_LAYOUT) + _KEY_ID_BYTES
_ROLES = ("superuser", "owner", "engine", "app")


@dataclass(frozen=True)
class Keys:
    """What the key file holds. ``data_keys`` maps a key id to 32 bytes; ``current`` encrypts."""

    data_keys: dict[int, bytes]
    current: int
    hash_key: bytes
    secret_key: str
    passwords: dict[str, str]


def key_file(folder: Path | None = None) -> Path:
    """The path of the key file of a data folder (default: the one in use)."""
    return (folder or data_folder()) / NAME


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _document(keys: Keys) -> dict[str, Any]:
    return {
        "layout": 1,
        "current": keys.current,
        "data_keys": {str(number): _encoded(key) for number, key in keys.data_keys.items()},
        "hash_key": _encoded(keys.hash_key),
        "secret_key": keys.secret_key,
        "passwords": keys.passwords,
    }


def write_private(path: Path, text: str) -> None:
    """Writes ``text`` to ``path`` with mode 600, whole or not at all, and flushed to the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write(keys: Keys, folder: Path | None = None) -> None:
    """Stores the keys; what was read before is forgotten."""
    write_private(key_file(folder), json.dumps(_document(keys), indent=1) + "\n")
    load.cache_clear()


def new_keys() -> Keys:
    """Fresh keys from the system's random source."""
    return Keys(
        data_keys={1: secrets.token_bytes(32)},
        current=1,
        hash_key=secrets.token_bytes(32),
        secret_key=secrets.token_urlsafe(64),
        passwords={role: secrets.token_urlsafe(32) for role in _ROLES},
    )


def ensure(folder: Path | None = None) -> Keys:
    """The keys of a data folder, made on the first call."""
    folder = make_data_folder(folder or data_folder())
    path = key_file(folder)
    if not path.exists():
        if (folder / "postgres").exists():
            raise UserError(
                f"数据在，密钥文件 {path} 却不见了；请从备份中恢复它，否则加密的数据无法读取。",
                f"The data are there but the key file {path} is gone; "
                "restore it from your backup, or what is encrypted cannot be read.",
            )
        write(new_keys(), folder)
    return load(folder)


@cache
def load(folder: Path | None = None) -> Keys:
    """Reads the key file. Refuses one that others can read; a missing one is a UserError."""
    path = key_file(folder)
    try:
        mode = path.stat().st_mode & 0o077
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            f"没有密钥文件 {path}；请先运行 zhifang setup。",
            f"There is no key file {path}; run zhifang setup first.",
        ) from None
    if mode:
        raise UserError(
            f"密钥文件 {path} 别人也能读取；请运行 chmod 600。",
            f"Others can read the key file {path}; run chmod 600 on it.",
        )
    return Keys(
        data_keys={
            int(number): base64.b64decode(key) for number, key in stored["data_keys"].items()
        },
        current=int(stored["current"]),
        hash_key=base64.b64decode(stored["hash_key"]),
        secret_key=stored["secret_key"],
        passwords=dict(stored["passwords"]),
    )


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def encrypt(value: bytes, *, keys: Keys | None = None) -> bytes:
    """AES-256-GCM under the current key: layout byte, key id, nonce, text and tag."""
    keys = keys or load()
    head = _LAYOUT + keys.current.to_bytes(_KEY_ID_BYTES, "big")
    nonce = os.urandom(_NONCE_BYTES)
    return head + nonce + _cipher(keys.data_keys[keys.current]).encrypt(nonce, value, head)


def key_id(value: bytes) -> int:
    """The id of the key an encrypted value was written under. ValueError if it is not one."""
    if value[:1] != _LAYOUT or len(value) < _HEAD + _NONCE_BYTES + 16:
        raise ValueError("not a value written by encrypt()")
    return int.from_bytes(value[1:_HEAD], "big")


def decrypt(value: bytes | memoryview, *, keys: Keys | None = None) -> bytes:
    """What ``encrypt`` was given. UserError when the key is not here or the value was changed."""
    value = bytes(value)
    keys = keys or load()
    number = key_id(value)
    if number not in keys.data_keys:
        raise UserError(
            f"密钥文件中没有第 {number} 号密钥；请从备份中恢复密钥文件。",
            f"The key file has no key number {number}; restore the key file from your backup.",
        )
    nonce, text = value[_HEAD : _HEAD + _NONCE_BYTES], value[_HEAD + _NONCE_BYTES :]
    try:
        return _cipher(keys.data_keys[number]).decrypt(nonce, text, value[:_HEAD])
    except InvalidTag:
        raise UserError(
            "加密的数据被改动过或密钥不符；请运行 zhifang doctor。",
            "Encrypted data were changed or the key is another one; run zhifang doctor.",
        ) from None


def identity_hash(id_type: str, id_number: str, *, keys: Keys | None = None) -> str:
    """The keyed hash (HMAC-SHA-256, 64 hex digits) by which an identity is found again."""
    key = (keys or load()).hash_key
    return hmac.digest(key, f"{id_type}\x1f{id_number}".encode(), "sha256").hex()


def identity_hashes(pairs: Iterable[tuple[str, str]], *, keys: Keys | None = None) -> list[str]:
    """``identity_hash`` of many (type, number) pairs, in their order."""
    key = (keys or load()).hash_key
    digest = hmac.digest
    return [
        digest(key, f"{id_type}\x1f{number}".encode(), "sha256").hex() for id_type, number in pairs
    ]


def with_new_key(keys: Keys) -> Keys:
    """The same keys and one more, which encrypts from now on. The hash key never changes."""
    number = max(keys.data_keys) + 1
    return Keys(
        data_keys={**keys.data_keys, number: secrets.token_bytes(32)},
        current=number,
        hash_key=keys.hash_key,
        secret_key=keys.secret_key,
        passwords=keys.passwords,
    )
