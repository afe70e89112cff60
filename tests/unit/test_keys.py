"""Keys: what encrypts can be read again, by the right key only; hashes are keyed and fast."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest

from zhifang.core.errors import UserError
from zhifang.installation import keys as key_store


def test_what_is_encrypted_is_read_again_and_differs_each_time() -> None:
    keys = key_store.new_keys()
    first = key_store.encrypt(b"11010519491231002X", keys=keys)
    assert first != key_store.encrypt(b"11010519491231002X", keys=keys)
    assert b"110105" not in first
    assert key_store.decrypt(first, keys=keys) == b"11010519491231002X"
    assert key_store.key_id(first) == keys.current == 1


def test_an_older_key_still_reads_and_the_new_one_writes() -> None:
    keys = key_store.new_keys()
    old = key_store.encrypt(b"x", keys=keys)
    newer = key_store.with_new_key(keys)
    assert key_store.decrypt(old, keys=newer) == b"x"
    assert key_store.key_id(key_store.encrypt(b"x", keys=newer)) == 2
    assert newer.hash_key == keys.hash_key


def test_a_changed_value_or_a_missing_key_is_said() -> None:
    keys = key_store.new_keys()
    value = bytearray(key_store.encrypt(b"x", keys=keys))
    value[-1] ^= 1
    with pytest.raises(UserError, match="changed"):
        key_store.decrypt(bytes(value), keys=keys)
    with pytest.raises(UserError, match="no key number 2"):
        key_store.decrypt(key_store.encrypt(b"x", keys=key_store.with_new_key(keys)), keys=keys)
    with pytest.raises(ValueError, match="not a value"):
        key_store.key_id(b"plain")


def test_hashes_depend_on_key_type_and_number() -> None:
    keys = key_store.new_keys()
    numbers = [("01", "1"), ("03", "1"), ("01", "2")]
    hashes = key_store.identity_hashes(numbers, keys=keys)
    assert len(set(hashes)) == 3
    assert hashes == [key_store.identity_hash(*pair, keys=keys) for pair in numbers]
    assert key_store.identity_hashes(numbers, keys=key_store.new_keys()) != hashes


def test_a_hundred_thousand_hashes_take_less_than_a_second() -> None:
    keys = key_store.new_keys()
    start = time.process_time()
    key_store.identity_hashes((("01", str(number)) for number in range(100_000)), keys=keys)
    assert time.process_time() - start < 1


def test_the_file_is_private_and_refused_when_it_is_not(tmp_path: Path) -> None:
    keys = key_store.ensure(tmp_path)
    path = key_store.key_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_store.ensure(tmp_path) == keys
    path.chmod(0o644)
    key_store.load.cache_clear()
    with pytest.raises(UserError, match="Others can read"):
        key_store.load(tmp_path)
