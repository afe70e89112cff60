"""Whose rows a sender may write, through each door, and what naming a person opens."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.integration.test_intake import changed, facts, load, reasons
from tests.support import workbooks as books
from tests.support.served import run_jobs
from tests.support.workbooks import sent
from zhifang.access.models import User
from zhifang.access.roles import Role
from zhifang.api.keys import create_key
from zhifang.exchange.senders import Sender

BASE = sent("base.xlsx", {key: books.WHOLE[key] for key in ("employers", "posts")})
PASSWORD = "a-long-and-rare-passphrase"
REFUSED = "须由出具报告的机构上报"


class TestSenders:
    def two_sites(self) -> dict[str, list[books.Row]]:
        other = changed(books.EMPLOYER, credit_code=books.E2, town="城子街道")
        return {"employers": [books.EMPLOYER, other]}

    def test_an_employer_sends_its_own_rows_only(self, database: str) -> None:
        summary = load(sent("x.xlsx", self.two_sites()), sender=Sender.party(books.E1))
        assert reasons(summary) == {("employers", 5, "credit_code", "no_permission")}

    def test_a_township_sends_its_own_sites_only(self, database: str) -> None:
        here = Sender.township(["110109001"])
        assert reasons(load(sent("x.xlsx", self.two_sites()), sender=here)) == {
            ("employers", 5, "town", "no_permission")
        }
        load(sent("x.xlsx", self.two_sites()))
        taken = changed(books.EMPLOYER, credit_code=books.E2, valid_from="2020-01-01")
        posts = [books.POST, changed(books.POST, credit_code=books.E2)]
        summary = load(sent("y.xlsx", {"employers": [taken], "posts": posts}), sender=here)
        assert reasons(summary) == {
            ("employers", 4, "town", "no_permission"),
            ("posts", 5, "site_no", "no_permission"),
        }

    def test_an_agency_does_not_overwrite_the_people_of_another_unit(self, database: str) -> None:
        load(BASE)
        load(sent("w.xlsx", {"workers": [books.WORKER]}))
        agency = Sender.party(books.AGENCY)
        taken = changed(
            books.WORKER, employer_code=books.AGENCY, employment="劳务派遣", last_day="2017-01-01"
        )
        later = changed(taken, valid_from="2018-01-01", last_day="2018-02-01")
        for row in (taken, later):
            summary = load(sent("x.xlsx", {"workers": [row]}), sender=agency)
            assert reasons(summary) == {("workers", 4, "using_code", "no_permission")}
        assert facts("exposure", "valid_to") == [(None,)]
        own = changed(taken, id_number=books.W2, worker_name="李四")
        assert load(sent("y.xlsx", {"workers": [own]}), sender=agency).changed == 1
        again = changed(own, last_day="2017-03-01")
        assert load(sent("z.xlsx", {"workers": [again]}), sender=agency).changed == 1
        unit = Sender.party(books.E1)
        assert load(sent("u.xlsx", {"workers": [own]}), sender=unit).changed == 1

    def test_a_township_speaks_for_parties_with_a_site_there_only(self, database: str) -> None:
        load(sent("base.xlsx", {"employers": [books.EMPLOYER]}))
        ((town,),) = facts("site_state", "town")
        file = sent(
            "x.xlsx", {"employers": [books.EMPLOYER]}, sender=books.E1, through="2020-12-31"
        )
        elsewhere = "110109002" if town != "110109002" else "110109001"
        (result,) = load(file, sender=Sender.township([elsewhere])).files
        assert result.status == "refused"
        assert facts("coverage") == []
        load(file, sender=Sender.township([town]))
        assert facts("coverage", "complete_through") == [(date(2020, 12, 31),)]

    def test_row_two_must_name_the_party_that_signed_in(self, database: str) -> None:
        file = sent("x.xlsx", {"employers": [books.EMPLOYER]}, sender=books.E2)
        (result,) = load(file, sender=Sender.party(books.E1)).files
        assert result.status == "refused"


def loaded(*keys: str) -> None:
    load(BASE)
    if keys:
        load(sent("more.xlsx", {key: books.WHOLE[key] for key in keys}))


def organisation(code: str) -> int:
    ((number,),) = facts("organisation", "id", f"credit_code = '{code}'")
    return int(number)


class TestReportsOfInstitutions:
    """A report discharges a duty: nobody sends one in an institution's name but an officer."""

    REPORTS: ClassVar = {
        "examinations": (books.EXAM, books.CLINIC),
        "measurements": (books.MEASUREMENT, books.LAB),
    }

    @pytest.mark.parametrize("sheet", REPORTS)
    def test_an_employer_sends_none_new_or_known(self, database: str, sheet: str) -> None:
        loaded()
        row, institution = self.REPORTS[sheet]
        file = sent("x.xlsx", {sheet: [row]})
        employer = Sender.party(books.E1)
        refused = {(sheet, 4, "institution_code", "institution_reports")}
        assert reasons(load(file, sender=employer)) == refused
        assert facts(sheet.removesuffix("s")) == []
        assert load(file, sender=Sender.party(institution)).changed == 1
        assert reasons(load(file, sender=employer)) == refused
        assert len(facts(sheet.removesuffix("s"))) == 1

    @pytest.mark.parametrize("sheet", REPORTS)
    def test_officers_and_the_institution_itself_send_it(self, database: str, sheet: str) -> None:
        loaded()
        row, institution = self.REPORTS[sheet]
        ((town,),) = facts("site_state", "town")
        for number, sender in enumerate(
            (
                Sender.party(institution),
                Sender.township([town]),
                Sender.operator(),
                Sender.operator(books.E1),
            )
        ):
            key = "exam_no" if sheet == "examinations" else "report_no"
            file = sent("x.xlsx", {sheet: [changed(row, **{key: f"N{number}"})]})
            summary = load(file, sender=sender)
            assert (reasons(summary), summary.changed) == (set(), 1)

    def test_an_employer_with_a_clinic_of_its_own_reports_as_that_clinic(
        self, database: str
    ) -> None:
        loaded()
        own = changed(books.EXAM, institution_code=books.E1)
        summary = load(sent("x.xlsx", {"examinations": [own]}), sender=Sender.party(books.E1))
        assert (reasons(summary), summary.changed) == (set(), 1)

    def test_an_agency_sends_none_for_its_workers(self, database: str) -> None:
        loaded()
        row = changed(books.EXAM, employer_code=books.AGENCY, using_code=books.E1)
        summary = load(sent("x.xlsx", {"examinations": [row]}), sender=Sender.party(books.AGENCY))
        assert {reason for *_, reason in reasons(summary)} == {"institution_reports"}

    def test_the_api_answers_with_the_sentence(self, database: str) -> None:
        loaded()
        token = create_key(
            name="erp", role=Role.EMPLOYER, actor="operator", organisation_id=organisation(books.E1)
        )
        client = Client(headers={"authorization": f"Bearer {token}"})
        answer = client.post(
            "/api/v1/sheets/examinations/rows",
            {"rows": [dict(books.EXAM)], "received_on": "2021-01-15"},
            content_type="application/json",
            headers={"idempotency-key": "k"},
        ).json()
        counts = answer["sheets"]["examinations"]
        assert (counts["applied"], counts["rejected"]) == (0, 1)
        (problem,) = answer["files"][0]["problems"]
        assert (problem["field"], problem["reason"]) == ("institution_code", "institution_reports")
        assert REFUSED in problem["zh"]
        assert facts("examination") == []

    def test_the_page_shows_the_sentence(self, database: str) -> None:
        loaded()
        user = User.objects.create_user(
            "firm",
            PASSWORD,
            display_name="一厂",
            role=Role.EMPLOYER,
            organisation_id=organisation(books.E1),
        )
        client = Client()
        client.force_login(user, backend="zhifang.access.backend.LoginBackend")
        file = SimpleUploadedFile("体检.xlsx", books.workbook({"examinations": [books.EXAM]}))
        answer = client.post("/uploads/", {"files": file, "received_on": "2021-01-15"})
        assert answer.status_code == 302
        run_jobs()
        shown = client.get(answer.headers["Location"]).content.decode()
        assert REFUSED in shown
        assert facts("examination") == []


class TestNamingAKnownPerson:
    """Whoever names a person known through others reaches the file: the log of readings says so."""

    def named_by(self, code: str) -> dict[str, list[books.Row]]:
        return {
            "employers": [changed(books.EMPLOYER, credit_code=code)],
            "posts": [changed(books.POST, credit_code=code)],
            "workers": [changed(books.WORKER, using_code=code)],
        }

    def logged(self) -> list[Any]:
        found = facts("read_log", "actor, door, kind, shown", "true")
        return [(actor, door, kind, json.loads(shown)) for actor, door, kind, shown in found]

    def test_another_employer_naming_a_worker_is_logged_once(self, database: str) -> None:
        loaded("workers")
        ((worker,),) = facts("worker", "id", "true")
        other = sent("x.xlsx", self.named_by(books.E2))
        assert load(other, sender=Sender.party(books.E2)).changed == 3
        entry = ("operator", "intake", "worker", [worker])
        assert self.logged() == [entry]
        load(other, sender=Sender.party(books.E2))
        assert self.logged() == [entry]

    def test_new_people_own_people_and_officers_leave_no_entry(self, database: str) -> None:
        first = sent("x.xlsx", self.named_by(books.E1))
        load(first, sender=Sender.party(books.E1))
        again = changed(books.WORKER, valid_from="2018-01-01")
        load(sent("y.xlsx", {"workers": [again]}), sender=Sender.party(books.E1))
        load(sent("z.xlsx", self.named_by(books.E2)))
        assert self.logged() == []

    def test_nothing_is_logged_of_what_was_not_taken(self, database: str) -> None:
        loaded("workers")
        rows = self.named_by(books.E2)
        rows["workers"].append(changed(rows["workers"][0], post="没有的岗位"))
        summary = load(sent("x.xlsx", rows), sender=Sender.party(books.E2), whole=True)
        assert summary.changed == 0
        assert self.logged() == []

    def test_a_township_reaching_a_person_of_another_is_logged(self, database: str) -> None:
        loaded("workers")
        load(sent("x.xlsx", {**self.named_by(books.E2), "workers": []}))
        ((town,),) = facts(
            "site_state", "town", f"using_unit_id = {organisation(books.E2)} and removed_by is null"
        )
        rows = {"workers": self.named_by(books.E2)["workers"]}
        assert load(sent("y.xlsx", rows), sender=Sender.township([town])).changed == 1
        assert [door for _, door, _, _ in self.logged()] == ["intake"]

    def test_the_district_sees_it_on_the_page_of_the_worker(self, database: str) -> None:
        loaded("workers")
        load(sent("x.xlsx", self.named_by(books.E2)), sender=Sender.party(books.E2))
        ((worker,),) = facts("worker", "id", "true")
        officer = User.objects.create_user(
            "anna", PASSWORD, display_name="Anna", role=Role.DISTRICT
        )
        client = Client()
        client.force_login(officer, backend="zhifang.access.backend.LoginBackend")
        page = client.get(f"/workers/{worker}/", {"as_of": "2020-12-31"}).content.decode()
        assert "intake" in page
