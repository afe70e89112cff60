"""The second clock through the real command line: a past instant keeps its answer byte for byte,
and neither repetition nor order of files changes a number."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connections, transaction

from tests.support import neighbours as near
from tests.support import workbooks as books
from tests.support.commanding import (
    TARGETS,
    command_line,
    loaded,
    plan,
    rows,
    whole_answer,
    zhifang,
)
from tests.support.database import fresh_database
from tests.support.faultless import write
from tests.support.truth import stored_turns, target_rows
from zhifang.exchange.received import sm3
from zhifang.installation.supervisor import Server
from zhifang.obligations import storing
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.operations import open_change
from zhifang.registry.changes.queries import CLOSING_LOCK, resolve

DAYS = (date(2018, 6, 30), date(2020, 12, 31), date(2026, 9, 30))


@pytest.fixture
def shell(server: Server, database: str) -> Iterator[str]:
    """A fresh database that ``zhifang`` uses."""
    with command_line(server, database):
        yield database


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The workbooks of a small district without faults."""
    return write(tmp_path_factory.mktemp("faultless"), seed=5, employers=10, workers=90)


def book(folder: Path, name: str, sheets: dict[str, Any], **about: str) -> str:
    """A workbook on disk."""
    path = folder / name
    path.write_bytes(books.workbook(sheets, **about))
    return str(path)


def _forget_evaluations() -> None:
    """Deletes what is only kept for speed (decision record 4)."""
    with connections["engine"].cursor() as cursor:
        cursor.execute("delete from evaluation_row")
        cursor.execute("delete from evaluation")


def test_an_instant_keeps_its_answer(shell: str, tmp_path: Path) -> None:
    """Corrections, withdrawals of a record and of a file, new loads, another sender's statement:
    after each, every earlier instant is asked again."""
    loaded(book(tmp_path, "登记.xlsx", near.REGISTER))
    exams = loaded(book(tmp_path, "体检.xlsx", {"examinations": near.EXAMS}))
    later = {**near.EXAMS[0], "exam_on": "2021-02-01", "reported_on": "2021-02-01"}
    moved = {**near.REGISTER["employers"][3], "valid_from": "2019-06-01"}
    off = {**near.REGISTER["workers"][1], "last_day": "2019-01-31"}
    steps: list[Callable[[], Any]] = [
        lambda: loaded(book(tmp_path, "更正.xlsx", {"examinations": [later]})),
        lambda: loaded(book(tmp_path, "迁址.xlsx", {"employers": [moved]})),
        lambda: loaded(book(tmp_path, "离岗.xlsx", {"workers": [off]})),
        lambda: loaded(book(tmp_path, "申报.xlsx", {"declarations": near.DECLARED})),
        lambda: zhifang(
            "withdraw", "declarations", f"{near.OWNER}|01|初次|2016-03-01", "--reason", "重复"
        ),
        lambda: zhifang("withdraw", "file", str(exams["files"][0]["id"]), "--reason", "他区"),
        lambda: loaded(
            book(
                tmp_path,
                "完整.xlsx",
                {"measurements": near.REGISTER["measurements"]},
                sender=near.LAB,
                through="2020-12-31",
            )
        ),
        lambda: loaded(book(tmp_path, "再报.xlsx", {"examinations": near.EXAMS})),
    ]
    kept = [_answer_now()]
    for step in steps:
        step()
        kept.append(_answer_now())
        _forget_evaluations()
        for instant, answer in (kept[0], kept[-2]):
            assert whole_answer(instant) == answer, len(kept)
    _forget_evaluations()
    for instant, answer in kept:
        assert whole_answer(instant) == answer, instant
    assert len({answer for _instant, answer in kept}) == len(kept), "every step changes something"
    between = datetime.fromisoformat(kept[2][0]) - timedelta(microseconds=1)
    assert whole_answer(between.isoformat()) == kept[1][1]
    assert json.loads(plan("2000-01-01"))["known_at"] is None


def _answer_now() -> tuple[str, str]:
    """The instant printed in the latest answer, and the answer."""
    answer = whole_answer()
    return json.loads(plan())["known_at"], answer


def test_rows_agree_with_the_table(shell: str, district: list[Path]) -> None:
    loaded(*map(str, district))
    for target in json.loads(plan())["targets"]:
        if target["id"] not in TARGETS:
            continue
        text = rows(target["id"])
        assert sm3(text.encode()) == target["rows_digest"]
        for side in ("numerator", "denominator", "unknown", "pending"):
            lines = rows(target["id"], side=side).splitlines()[1:]
            assert len(lines) == target[side], (target["id"], side)
            assert lines == sorted(lines, key=str.encode)
        assert target["denominator"] > 0


def test_the_same_files_again_change_nothing(shell: str, district: list[Path]) -> None:
    names = [str(path) for path in district]
    loaded(*names)
    before, changes = whole_answer(), _changes()
    for given in (names, names[::-1], *([name] for name in names[::6])):
        again = loaded(*given)
        for sheet, counts in again["sheets"].items():
            assert counts["applied"] == counts["corrected"] == counts["rejected"] == 0, sheet
            assert counts["unchanged"] == counts["received"]
    assert _changes() == changes
    assert whole_answer() == before


def _changes() -> int:
    with connections["engine"].cursor() as cursor:
        cursor.execute("select count(*) from change")
        return int(cursor.fetchone()[0])


def _table() -> dict[str, Any]:
    """Everything computed, by natural keys: ids depend on the order of entry."""
    bring_up_to_date()
    targets = json.loads(plan("", "--by", "township"))["targets"]
    for target in targets:
        target.pop("rows_digest", None)
    return {
        "targets": targets,
        "turns": [stored_turns(day) for day in DAYS],
        "rows": [target_rows(target, day) for target in TARGETS for day in DAYS],
    }


def _in_a_fresh_one(server: Server, load: Callable[[], None]) -> dict[str, Any]:
    with fresh_database(server) as name, command_line(server, name):
        load()
        return _table()


def test_the_order_of_files_does_not_matter(
    server: Server, database: str, district: list[Path], tmp_path: Path
) -> None:
    names = [str(path) for path in district]

    def at_once(order: list[str]) -> Callable[[], None]:
        def load() -> None:
            loaded(*order)

        return load

    def one_by_one() -> None:
        _send_until_none_is_left(names[::-1], tmp_path)

    with command_line(server, database):
        loaded(*names)
        expected = _table()
    assert sum(map(len, expected["turns"])) > 300
    for seed in (1, 2):
        order = Random(seed).sample(names, len(names))
        assert _in_a_fresh_one(server, at_once(order)) == expected, seed
    assert _in_a_fresh_one(server, one_by_one) == expected


def _send_until_none_is_left(names: list[str], folder: Path) -> None:
    """Each file by itself, examinations before employers; then the returns, again and again."""
    waiting, turn = names, 0
    while waiting:
        turn += 1
        back = folder / f"returns {turn}"
        for name in waiting:
            loaded(name, "--returns", str(back), codes=(0, 1))
        returned = sorted(map(str, back.iterdir())) if back.exists() else []
        assert turn < 6, returned
        waiting = returned
    assert turn > 1, "nothing was rejected: the order was no test"


def test_an_answer_stands_while_a_writer_is_at_work(database: str) -> None:
    """A change's instant is the one it ends at, so no instant already asked about is filled in."""
    near.send("登记.xlsx", near.REGISTER, near.Sender.operator())
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        open_change(cursor, actor="test", verb="test") as change,
    ):
        asked_at = datetime.now(UTC)
        answer = _elsewhere(lambda: resolve(asked_at, using="engine"))
    assert answer.change_id < change
    assert resolve(asked_at, using="engine") == answer
    assert resolve(using="engine").change_id == change


def test_an_instant_waits_for_a_writer_that_took_its_own(database: str) -> None:
    near.send("登记.xlsx", near.REGISTER, near.Sender.operator())
    asked_at = datetime.now(UTC) + timedelta(seconds=5)
    found: list[int] = []
    reader = threading.Thread(
        target=lambda: found.append(_elsewhere(lambda: resolve(asked_at, using="engine")).change_id)
    )
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        with open_change(cursor, actor="test", verb="test") as change:
            pass
        cursor.execute("select count(*) from pg_locks where objid = %s", [CLOSING_LOCK])
        assert cursor.fetchone() == (1,)
        reader.start()
        reader.join(1)
        assert found == [], "it answered before the writer had committed"
        earlier = resolve(datetime.now(UTC) - timedelta(hours=1), using="engine")
        assert earlier.change_id == 0
    reader.join(20)
    assert found == [change]


def _elsewhere(ask: Callable[[], Any]) -> Any:
    """The answer of another session."""
    answers: list[Any] = []

    def work() -> None:
        try:
            answers.append(ask())
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return answers[0]


def test_a_mark_set_during_a_recomputation_stays(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that commits while others are brought up to date is worked through next."""
    near.send("登记.xlsx", near.REGISTER, near.Sender.operator())
    real = storing.store

    def store(*given: Any, **named: Any) -> storing.Stored:
        done = real(*given, **named)
        if not sent:
            sent.append(True)
            _elsewhere(
                lambda: near.send(
                    "申报.xlsx", {"declarations": near.DECLARED}, near.Sender.operator()
                )
            )
        return done

    sent: list[bool] = []
    monkeypatch.setattr(storing, "store", store)
    bring_up_to_date()
    assert bring_up_to_date().employers == 1
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select count(*) from turn where rule = 'DEC-01' and removed_by is null "
            "and done_on is not null"
        )
        assert cursor.fetchone() == (1,)
