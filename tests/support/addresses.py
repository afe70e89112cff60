"""The addresses to open of every page, near and far."""

from __future__ import annotations

from tests.support import neighbours as near
from tests.support.doors import QUERY, TARGETS, Place
from tests.support.neighbours import PLAN
from zhifang.exchange.sheets import SHEETS
from zhifang.registry.records.kinds import OF_DISTRICT, OF_EMPLOYERS


def addresses(place: Place) -> dict[str, list[str]]:
    """The addresses to open of each page, by its name; a new page fails the test below."""
    values = place.values()
    found: dict[str, list[str]] = {
        "home": ["/"],
        "sign-in": ["/login/"],
        "password": ["/password/"],
        "second-factor": ["/second-factor/"],
        "plan": [f"/plans/{plan}/?{QUERY}" for plan in (PLAN, "national-2021-2025")],
        "plan-tasks": [
            f"/plans/{PLAN}/tasks/?{QUERY}&outcome={outcome}" for outcome in ("", "NOT_MET", "MET")
        ],
        "plan-signals": [f"/plans/{PLAN}/signals/?{QUERY}"],
        "plan-goals": [f"/plans/{PLAN}/goals/?{QUERY}"],
        **{
            f"plan-{part}": [f"/plans/{PLAN}/part/{part}/?{QUERY}"]
            for part in ("towns", "funnel", "trend", "overnight", "weeks")
        },
        "target-shortest": [
            f"/plans/{PLAN}/{target}/shortest/?{QUERY}&town={town}"
            for target in TARGETS[:3]
            for town in ("", near.A)
        ],
        "target-shortest-export": [f"/plans/{PLAN}/I03/shortest.csv?{QUERY}"],
        "plan-report": [f"/plans/{PLAN}/report.xlsx?{QUERY}"],
        "target": [
            f"/plans/{PLAN}/{target}/?{QUERY}&by={by}"
            for target in TARGETS
            for by in ("township", "industry", "size")
        ],
        "target-years": [f"/plans/{PLAN}/I03/years/?{QUERY}"],
        "target-variants": [f"/plans/{PLAN}/I01/variants/?{QUERY}"],
        "target-rows": [
            f"/plans/{PLAN}/{target}/rows/?{QUERY}&side={side}&town={town}"
            for target in TARGETS[:3]
            for side in ("all", "denominator", "unknown")
            for town in ("", near.A, near.B)
        ],
        "target-export": [
            f"/plans/{PLAN}/{target}/rows.{form}?{QUERY}"
            for target in TARGETS[:3]
            for form in ("csv", "xlsx")
        ],
        "worklist": [
            f"/worklist/?{QUERY}&band={band}&town={town}"
            for band in ("overdue", "unknown", "due_30", "due_90")
            for town in ("", near.A, near.B)
        ]
        + [f"/worklist/?{QUERY}&employer={code}" for code in values["credit_code"]],
        "worklist-export": [
            f"/worklist.{form}?{QUERY}&band={band}"
            for form in ("csv", "xlsx")
            for band in ("overdue", "due_90")
        ],
        "employers": [f"/employers/?{QUERY}", f"/employers/?{QUERY}&text=%E6%9C%BA%E6%A2%B0"]
        + [f"/employers/?{QUERY}&town={town}" for town in (near.A, near.B)],
        "employer": [
            f"/employers/{code}/?{QUERY}&kind={kind}"
            for code in values["credit_code"]
            for kind in OF_EMPLOYERS
        ],
        "records": [f"/records/?{QUERY}&kind={kind}" for kind in OF_DISTRICT],
        "why": [f"/why/{number}/?{QUERY}" for number in values["obligation_id"]],
        "worker": [f"/workers/{number}/?{QUERY}" for number in values["worker_id"]],
        "uploads": ["/uploads/"],
        "insurance": ["/insurance/", "/insurance/?show=all"],
        "enter-sheets": ["/enter/"],
        "enter": [f"/enter/{key}/" for key in SHEETS],
        "help": ["/help/"],
        "help-sheet": ["/help/sheets/examinations/"],
        "appraisals": ["/appraisals/"],
        "appraisal": [f"/appraisals/{number}/" for number in values["appraisal_id"]],
        "appraisal-body": [
            f"/appraisals/{number}/{who}/{code}/"
            for number in values["appraisal_id"]
            for who, code in (("towns", near.A), ("towns", near.B), ("departments", "anjian"))
        ],
        "appraisal-preview": [f"/appraisals/{n}/preview/" for n in values["appraisal_id"]],
        "appraisal-changes": [f"/appraisals/{n}/changes/" for n in values["appraisal_id"]],
        "appraisal-document": [f"/appraisals/{n}/document.json" for n in values["appraisal_id"]],
        "template": ["/help/sheets/examinations.xlsx"],
    }
    for name, tail in (
        ("upload", ""), ("upload-progress", "progress/"), ("upload-return", "return/"),
        ("upload-file", "file/"),
    ):  # fmt: skip
        found[name] = [f"/uploads/{number}/{tail}" for number in values["file_id"]]
    return found


#: Pages that only take something; what they do is tested below.
TAKING = {
    "sign-out", "language", "withdraw-record", "upload-withdraw",
    "appraisal-step", "appraisal-objection", "appraisal-answer", "insurance-decide",
    "insurance-compare",
}  # fmt: skip
#: Pages open to anybody.
PUBLIC = {"sign-in"}
