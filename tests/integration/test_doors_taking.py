"""Taking back, and steps of an appraisal × every role: nothing outside the view changes."""

from __future__ import annotations

import pytest
from django.db import connections

from tests.support import neighbours as near
from tests.support.doors import ROLES, WRITES, Place, removed
from zhifang.access.roles import Role


@pytest.mark.parametrize("name", ROLES)
def test_nothing_is_taken_back_outside_the_view(place: Place, name: str) -> None:
    """Withdrawing what others sent is refused: 404, or a page that says so."""
    reader, client = place.readers[name], place.clients[name]
    if reader.district:
        return
    before = removed()
    tables = {"employers": "site_state", "examinations": "examination", "workers": "exposure"}
    for kind, table in tables.items():
        for row in place.everything.rows[table][-3:]:
            if reader.party is not None and reader.party == row["sender_id"]:
                continue
            answer = client.post(
                "/records/withdraw/", {"kind": kind, "record": row["id"], "reason": "x"}
            )
            assert answer.status_code in ({302} if name == "nobody" else {400, 403}), kind
    for row in place.everything.rows["received_file"]:
        if reader.party is not None and reader.party == row["sent_by"]:
            continue
        answer = client.post(f"/uploads/{row['id']}/withdraw/", {"reason": "x"})
        assert answer.status_code in ({302} if name == "nobody" else {400, 403, 404})
    assert removed() == before


@pytest.mark.parametrize("name", ROLES)
def test_no_step_of_an_appraisal_is_done_by_others(place: Place, name: str) -> None:
    """Only persons of the district do steps, and answer; only townships object, to their own."""
    reader, client = place.readers[name], place.clients[name]
    (number,) = place.values()["appraisal_id"]
    before = _written()
    posts: list[tuple[str, dict[str, str]]] = [
        ("/appraisals/", {"year": "mentougou-2018:2018", "reason": "x"}),
        *(
            (f"/appraisals/{number}/steps/", {"step": step, "reason": "x"})
            for step in ("freeze", "recount", "sign", "withdraw")
        ),
        (f"/appraisals/{number}/objections/1/", {"decision": "upheld", "reason": "x"}),
    ]
    if reader.role == Role.DISTRICT:
        posts = []
    if name not in ("township-a", "township-b"):
        posts.append((f"/appraisals/{number}/objections/", {"text": "x"}))
    for address, given in posts:
        status = client.post(address, given).status_code
        assert status in ({302} if name == "nobody" else {400, 403, 404}), address
    assert _written() == before


def _written() -> list[int]:
    found = []
    with connections["engine"].cursor() as cursor:
        for table in ("appraisal", "appraisal_step", "appraisal_objection", "appraisal_answer"):
            cursor.execute(f"select count(*) from {table}")
            found.append(int(cursor.fetchone()[0]))
    return found


@pytest.mark.parametrize("name", [name for name in ROLES if name not in ("district", "township-b")])
def test_nothing_is_entered_outside_the_view(place: Place, name: str) -> None:
    """A row of an employer across the border: no page, or one that says that it may not be."""
    foreign = near.OWNER if name == "other" else near.OTHER
    row = {"credit_code": foreign, "site_no": "01", "kind": "annual", "declared_on": "2019-05-05"}
    before = removed()
    answer = place.clients[name].post("/enter/declarations/", row)
    if name == "nobody":
        assert answer.status_code == 302
    elif place.readers[name].role in WRITES:
        assert answer.status_code == 200
        assert "无权报送" in answer.content.decode()
    else:
        assert answer.status_code == 404
    assert removed() == before


@pytest.mark.parametrize("name", [name for name in ROLES if name != "district"])
def test_only_the_district_decides_who_is_insured(place: Place, name: str) -> None:
    number = place.everything.rows["insurance_match"][0]["id"]
    before = removed()
    for address, given in (
        (f"/insurance/{number}/", {"answer": "accept", "reason": "x"}),
        ("/insurance/compare/", {}),
    ):
        status = place.clients[name].post(address, given).status_code
        assert status == (302 if name == "nobody" else 403), address
    assert removed() == before
