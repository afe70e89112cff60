"""An appraisal from draft to sign-off: separated duties, objections, recount, same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from tests.support import workbooks as books
from tests.support.served import EMPLOYER_2, load_district
from zhifang.access import audit
from zhifang.access.models import User
from zhifang.access.permissions import NotAllowed
from zhifang.access.readers import OPERATOR, Reader, RowSecurity, reader_of
from zhifang.access.roles import Role
from zhifang.appraisal import operations, queries
from zhifang.core.errors import UserError
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender

SCHEME, YEAR = "mentougou-2020", 2020
HERE, THERE = "110109001", "110109006"
FROZEN_ON, WINDOW_ENDS, RECOUNTED_ON = date(2021, 2, 1), date(2021, 2, 16), date(2021, 2, 17)
PERSONS = ("drafter", "freezer", "recounter", "signer")


def make(name: str, role: str, town: str = "") -> Reader:
    """The reader behind a new user."""
    return reader_of(User.objects.create_user(name, None, display_name=name, role=role, town=town))


@pytest.fixture
def persons(database: str) -> dict[str, Reader]:
    """Two employers in two townships, four persons of the district and one of each township."""
    load_district()
    found = {name: make(name, Role.DISTRICT) for name in PERSONS}
    found |= {town: make(town, Role.TOWNSHIP, town) for town in (HERE, THERE)}
    return found


def send(name: str, sheets: dict[str, list[books.Row]]) -> None:
    """A file of the district."""
    summary = submit(
        [books.sent(name, sheets)],
        actor="person:clerk",
        sender=Sender.operator(),
        received_on=date(2021, 2, 5),
    )
    assert summary.rejected == 0


def mended() -> None:
    """The second employer's site was declared in time; the record came late."""
    send(
        "补报.xlsx",
        {
            "declarations": [
                {**books.DECLARATION, "credit_code": books.E2, "declared_on": "2018-03-01"}
            ]
        },
    )


def noise() -> None:
    """A file that changes no number: a third employer without hazards."""
    send(
        "无关.xlsx",
        {"employers": [{**EMPLOYER_2, "credit_code": books.AGENCY, "employer_name": "无害厂"}]},
    )


def drafted(persons: dict[str, Reader]) -> int:
    return operations.draft(
        SCHEME, YEAR, reader=persons["drafter"], on=FROZEN_ON, reason="年度考核"
    )


def frozen(persons: dict[str, Reader]) -> int:
    number = drafted(persons)
    operations.freeze(number, reader=persons["freezer"], on=FROZEN_ON, reason="数据已齐")
    return number


def recounted(persons: dict[str, Reader], number: int) -> None:
    operations.recount(number, reader=persons["recounter"], on=RECOUNTED_ON, reason="复核")


def totals(number: int) -> list[dict[str, Any]]:
    """The totals of the two townships, a dictionary a count."""
    found: dict[int, dict[str, Any]] = {}
    for row in queries.results(number, OPERATOR):
        if row["code"] in (HERE, THERE):
            found.setdefault(row["count_id"], {})[row["code"]] = row["document"]
    return list(found.values())


def line(body: dict[str, Any], target: str) -> dict[str, Any]:
    return next(one for one in body["lines"] if one["target"] == target)


def test_the_whole_way(persons: dict[str, Reader]) -> None:
    number = frozen(persons)
    noise()
    objection = operations.object_to(
        number, reader=persons[THERE], on=WINDOW_ENDS, target="I01", text="已申报，材料漏录"
    )
    mended()
    noise_changes = queries.known(None).change_id
    operations.answer(
        number, objection, reader=persons["recounter"], on=WINDOW_ENDS, upheld=True, reason="属实"
    )
    recounted(persons, number)
    operations.sign(number, reader=persons["signer"], on=RECOUNTED_ON, reason="同意")

    first, second = totals(number)
    assert line(first[THERE], "I01")["denominator"] == line(second[THERE], "I01")["denominator"]
    assert line(first[THERE], "I01")["numerator"] + 1 == line(second[THERE], "I01")["numerator"]
    assert first[HERE]["lines"] == second[HERE]["lines"]
    there = queries.appraisal(number, OPERATOR)
    assert there is not None
    assert there.standing.state == "signed"
    assert [step["step"] for step in there.steps] == ["drafted", "frozen", "recounted", "signed"]

    flips = queries.flipped(number, OPERATOR)
    (of_target,) = (row for row in flips if row["target"] == "I01")
    assert (of_target["side_before"], of_target["side_after"]) == ("missing", "numerator")
    assert of_target["town_after"] == THERE
    assert of_target["change_id"] == noise_changes, "the change that flipped it, not the noise"
    assert of_target["actor"] == "person:clerk"


def test_a_signed_appraisal_is_made_again_to_the_byte(persons: dict[str, Reader]) -> None:
    number = frozen(persons)
    recounted(persons, number)
    operations.sign(number, reader=persons["signer"], on=RECOUNTED_ON, reason="同意")
    kept = queries.kept_document(number, OPERATOR) or ""
    mended()
    again = queries.made_again(SCHEME, YEAR)
    assert again is not None
    assert again.same
    assert again.made.decode() == kept
    signed = again.appraisal.steps[-1]
    assert (signed["step"], signed["sm3"]) == ("signed", again.sm3)
    now = queries.made(queries.basis_now(again.appraisal.scheme, again.appraisal.plan, YEAR))
    assert json.loads(kept)["bodies"] != now["bodies"], "the correction does change what is now"


def test_an_edited_document_is_found(persons: dict[str, Reader]) -> None:
    number = frozen(persons)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("alter table appraisal_count disable trigger user")
        cursor.execute(
            "update appraisal_count set document = replace(document, '\"year\":2020', "
            "'\"year\":2021') where appraisal_id = %s",
            [number],
        )
        cursor.execute("alter table appraisal_count enable trigger user")
    again = queries.made_again(SCHEME, YEAR)
    assert again is not None
    assert not again.same


def test_one_person_does_one_step(persons: dict[str, Reader]) -> None:
    number = drafted(persons)
    with pytest.raises(NotAllowed, match="one person does one step"):
        operations.freeze(number, reader=persons["drafter"], on=FROZEN_ON, reason="x")
    operations.freeze(number, reader=persons["freezer"], on=FROZEN_ON, reason="x")
    objection = operations.object_to(
        number, reader=persons[HERE], on=FROZEN_ON, target="", text="有误"
    )
    for name in ("drafter", "freezer"):
        with pytest.raises(NotAllowed):
            operations.recount(number, reader=persons[name], on=RECOUNTED_ON, reason="x")
        with pytest.raises(NotAllowed):
            operations.answer(
                number, objection, reader=persons[name], on=FROZEN_ON, upheld=False, reason="x"
            )
    operations.answer(
        number, objection, reader=persons["recounter"], on=FROZEN_ON, upheld=False, reason="x"
    )
    with pytest.raises(NotAllowed):
        operations.recount(number, reader=persons[HERE], on=RECOUNTED_ON, reason="x")
    recounted(persons, number)
    for name in ("drafter", "freezer", "recounter", HERE):
        with pytest.raises(NotAllowed):
            operations.sign(number, reader=persons[name], on=RECOUNTED_ON, reason="x")
    operations.sign(number, reader=persons["signer"], on=RECOUNTED_ON, reason="x")


def test_the_operator_does_no_step(persons: dict[str, Reader]) -> None:
    with pytest.raises(NotAllowed, match="done by a person"):
        operations.draft(SCHEME, YEAR, reader=OPERATOR, on=FROZEN_ON, reason="x")


def test_the_database_holds_a_person_to_one_step_too(persons: dict[str, Reader]) -> None:
    number = drafted(persons)
    with (
        pytest.raises(DatabaseError, match="appraisal_step_one_person"),
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
    ):
        cursor.execute(
            "insert into appraisal_step (recorded_at, done_on, actor, user_id, appraisal_id, "
            "step, reason) values (now(), current_date, 'x', %s, %s, 'signed', 'x')",
            [persons["drafter"].user_id, number],
        )


@pytest.mark.parametrize("alias", ["engine", "owner"])
@pytest.mark.parametrize("statement", ["update {} set appraisal_id = 0", "delete from {}"])
def test_what_was_recorded_stays(persons: dict[str, Reader], alias: str, statement: str) -> None:
    frozen(persons)
    for table in ("appraisal_step", "appraisal_count", "appraisal_result"):
        with (
            pytest.raises(DatabaseError, match=r"never changed|permission denied"),
            transaction.atomic(using=alias),
            connections[alias].cursor() as cursor,
        ):
            cursor.execute(statement.format(table))


Refused = Callable[[dict[str, Reader], int], None]


def too_early_to_recount(persons: dict[str, Reader], number: int) -> None:
    operations.recount(number, reader=persons["recounter"], on=WINDOW_ENDS, reason="x")


def too_late_to_object(persons: dict[str, Reader], number: int) -> None:
    operations.object_to(number, reader=persons[HERE], on=RECOUNTED_ON, text="x")


def frozen_twice(persons: dict[str, Reader], number: int) -> None:
    operations.freeze(number, reader=persons["freezer"], on=FROZEN_ON, reason="x")


def signed_before_the_recount(persons: dict[str, Reader], number: int) -> None:
    operations.sign(number, reader=persons["signer"], on=RECOUNTED_ON, reason="x")


def recounted_with_an_open_objection(persons: dict[str, Reader], number: int) -> None:
    operations.object_to(number, reader=persons[HERE], on=FROZEN_ON, text="x")
    recounted(persons, number)


def opened_twice(persons: dict[str, Reader], number: int) -> None:
    drafted(persons)


def without_a_reason(persons: dict[str, Reader], number: int) -> None:
    operations.withdraw(number, reader=persons["drafter"], on=FROZEN_ON, reason=" \x00 ")


def against_no_target_of_the_scheme(persons: dict[str, Reader], number: int) -> None:
    operations.object_to(number, reader=persons[HERE], on=FROZEN_ON, target="I99", text="x")


def signed_with_an_answer_it_does_not_rest_on(persons: dict[str, Reader], number: int) -> None:
    given = operations.object_to(number, reader=persons[HERE], on=FROZEN_ON, text="x")
    with pytest.raises(UserError):
        recounted(persons, number)
    operations.answer(
        number, given, reader=persons["recounter"], on=FROZEN_ON, upheld=True, reason="x"
    )
    operations.answer(
        number, given, reader=persons["recounter"], on=FROZEN_ON, upheld=True, reason="x"
    )


@pytest.mark.parametrize(
    "step",
    [
        too_early_to_recount, too_late_to_object, frozen_twice, signed_before_the_recount,
        recounted_with_an_open_objection, opened_twice, without_a_reason,
        against_no_target_of_the_scheme, signed_with_an_answer_it_does_not_rest_on,
    ],
)  # fmt: skip
def test_steps_out_of_order_are_refused(persons: dict[str, Reader], step: Refused) -> None:
    number = frozen(persons)
    with pytest.raises(UserError) as caught:
        step(persons, number)
    assert not isinstance(caught.value, NotAllowed)


def test_a_running_year_and_an_unrecorded_instant_are_not_frozen(
    persons: dict[str, Reader],
) -> None:
    number = drafted(persons)
    with pytest.raises(UserError, match="ends on 2020-12-31"):
        operations.freeze(number, reader=persons["freezer"], on=date(2020, 12, 31), reason="x")
    with pytest.raises(UserError, match="Nothing was recorded"):
        operations.freeze(
            number,
            reader=persons["freezer"],
            on=FROZEN_ON,
            reason="x",
            known_at=date(2015, 1, 31),
        )


def test_a_withdrawn_appraisal_makes_room(persons: dict[str, Reader]) -> None:
    number = frozen(persons)
    operations.withdraw(number, reader=persons["signer"], on=FROZEN_ON, reason="口径有误")
    assert queries.made_again(SCHEME, YEAR) is None
    with pytest.raises(UserError):
        operations.sign(number, reader=persons["signer"], on=RECOUNTED_ON, reason="x")
    assert drafted(persons) != number


def test_a_township_sees_its_own_after_the_freeze(persons: dict[str, Reader]) -> None:
    number = drafted(persons)
    here = persons[HERE]
    with RowSecurity(here):
        assert queries.appraisals(here) == []
        assert queries.appraisal(number, here) is None
    operations.freeze(number, reader=persons["freezer"], on=FROZEN_ON, reason="x")
    operations.object_to(number, reader=here, on=FROZEN_ON, text="本镇有误")
    operations.object_to(number, reader=persons[THERE], on=FROZEN_ON, text="他镇有误")
    with RowSecurity(here):
        assert [row["id"] for row in queries.appraisals(here)] == [number]
        assert [row["code"] for row in queries.results(number, here)] == [HERE]
        assert [row["text"] for row in queries.objections(number, here)] == ["本镇有误"]
        assert queries.kept_document(number, here) is None


def test_each_step_is_in_the_audit_record(persons: dict[str, Reader]) -> None:
    number = frozen(persons)
    given = operations.object_to(number, reader=persons[HERE], on=FROZEN_ON, text="x")
    operations.answer(
        number, given, reader=persons["recounter"], on=FROZEN_ON, upheld=False, reason="不成立"
    )
    recounted(persons, number)
    operations.sign(number, reader=persons["signer"], on=RECOUNTED_ON, reason="同意")
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select verb, actor, detail from audit_entry where subject = %s order by id",
            [f"appraisal:{number}"],
        )
        entries = cursor.fetchall()
    assert [entry[:2] for entry in entries] == [
        ("appraisal-drafted", "person:drafter"),
        ("appraisal-frozen", "person:freezer"),
        ("appraisal-objection", f"person:{HERE}"),
        ("appraisal-answer", "person:recounter"),
        ("appraisal-recounted", "person:recounter"),
        ("appraisal-signed", "person:signer"),
    ]
    audit.chain()
    assert audit.verify().faults == []


def test_a_refused_step_writes_nothing(persons: dict[str, Reader]) -> None:
    number = frozen(persons)
    tables = ("appraisal_step", "appraisal_count", "appraisal_result", "audit_entry")

    def sizes() -> Iterator[int]:
        with connections["engine"].cursor() as cursor:
            for table in tables:
                cursor.execute(f"select count(*) from {table}")
                yield cursor.fetchone()[0]

    before = list(sizes())
    with pytest.raises(UserError):
        recounted_with_an_open_objection({**persons, HERE: persons[HERE]}, number)
    assert list(sizes()) == [*before[:3], before[3] + 1], "only the objection itself"
