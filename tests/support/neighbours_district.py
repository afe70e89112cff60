"""Rows of every further sheet for the neighbours: one on each side of the border."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.workbooks import Row


def further_rows(
    *,
    here: str,
    there: str,
    clinic: str,
    agency: str,
    people: tuple[tuple[str, str], tuple[str, str], tuple[str, str]],
    towns: tuple[str, str],
) -> dict[str, Sequence[Row]]:
    """Rows by sheet. ``here``, ``there``: employers on either side; ``people``: number and name of
    one person at each of them and of an agency worker; ``towns``: names of the two townships."""
    (first, second, third), (town_a, town_b) = people, towns

    def at(code: str) -> Row:
        return {"credit_code": code, "site_no": "01"}

    def who(person: tuple[str, str]) -> Row:
        return {"id_type": "居民身份证", "id_number": person[0], "person_name": person[1]}

    both = ((here, first), (there, second))
    return {
        "officers": [
            {**at(code), **who(person), "role": "主要负责人", "valid_from": "2018-01-01"}
            for code, person in both
        ],
        "trainings": [
            {
                **at(code),
                **who(person),
                "role": "主要负责人",
                "course": "职业卫生初次培训",
                "trained_on": "2020-03-04",
                "hours": 16,
            }
            for code, person in both
        ],
        "employer_archives": [
            {**at(code), "checked_on": "2020-06-01", "management_file": "有"} for code, _ in both
        ],
        "worker_archives": [
            {**at(code), **who(person), "stated_on": "2020-06-01", "archive": "有"}
            for code, person in both
        ],
        "insured_persons": [
            {
                "employer_code": code,
                "insured_no": f"S{number}",
                "id_type": "居民身份证",
                "id_number": person[0],
                "person_name": person[1],
                "valid_from": "2018-01-01",
            }
            for number, (code, person) in enumerate((*both, (agency, third)))
        ]
        + [
            {
                "employer_code": there,
                "insured_no": "S9",
                "person_name": "无号人员",
                "birth_on": "1980-01-01",
                "valid_from": "2018-01-01",
            }
        ]
        + [
            {
                "employer_code": there,
                "insured_no": f"S1{number}",
                "person_name": person[1],
                "birth_on": "1979-03-03",
                "valid_from": "2019-01-01",
            }
            for number, person in enumerate(people)
        ],
        "radiation_posts": [
            {**at(code), **who(person), "medical": "是", "valid_from": "2020-01-01"}
            for code, person in both
        ],
        "doses": [
            {
                **at(code),
                **who(person),
                "institution_code": clinic,
                "institution_name": "跨镇体检中心",
                "report_no": "JL-1",
                "valid_from": "2020-01-01",
                "last_day": "2020-03-30",
                "dose_text": "0.12",
                "dose_msv": 0.12,
                "kind": "有效剂量",
            }
            for code, person in both
        ],
        "diagnosis_institutions": [
            {
                "institution_code": clinic,
                "name": "跨镇体检中心",
                "town": town_a,
                "valid_from": "2018-01-01",
            }
        ],
        "monthly_reports": [
            {
                "institution_code": clinic,
                "year": 2020,
                "month": 10,
                "cases": 0,
                "confirmed_on": "2020-11-05",
            }
        ],
        "disease_cases": [
            {
                **at(code),
                **who(person),
                "institution_code": clinic,
                "institution_name": "跨镇体检中心",
                "case_no": f"ZD-{number}",
                "sex": "男",
                "birth_on": "1979-03-03",
                "disease_code": "矽肺",
                "stage": "新发",
                "diagnosed_on": "2020-05-06",
                "reported_on": "2020-05-10",
                "dust_years": 12,
                "dust_months": 0,
            }
            for number, (code, person) in enumerate(both)
        ],
        "acute_events": [
            {
                **at(code),
                "event_no": f"SG-{code[-4:]}",
                "title": "一氧化碳中毒",
                "occurred_on": "2020-02-01",
                "cases": 2,
                "deaths": 0,
            }
            for code, _ in both
        ],
        "monitoring_records": [
            {
                "record_no": f"JC-{town}",
                "town": town,
                "item": "尘肺病",
                "monitored_on": "2020-07-01",
            }
            for town in (town_a, town_b)
        ],
        "supervisors": [
            {
                "supervisor_no": f"ZF-{number}",
                "person_name": name,
                "department": "区卫生健康监督所",
                "town": town,
                "valid_from": "2018-01-01",
            }
            for number, (name, town) in enumerate(
                (("林监督", town_a), ("何监督", town_b), ("罗监督", None))
            )
        ],
        "supervisor_trainings": [
            {
                "supervisor_no": f"ZF-{number}",
                "course": "执法培训",
                "trained_on": "2020-04-01",
                "hours": 8,
            }
            for number in range(3)
        ],
        "supervised_parties": [
            {**at(code), "kind": "用人单位", "valid_from": "2018-01-01"} for code, _ in both
        ],
        "inspections": [
            {
                **at(code),
                "inspection_no": f"JD-{code[-4:]}",
                "inspected_on": "2020-08-01",
                "kind": "日常检查",
                "result": "责令改正",
            }
            for code, _ in both
        ],
        "reportable_changes": [
            {
                **at(code),
                "kind": "工艺材料变化",
                "changed_on": "2020-08-01",
                "known_on": "不适用",
                "content": "喷漆改用水性漆",
                "source": "现场检查记录",
            }
            for code, _ in both
        ],
        "serious_cases": [
            {
                **at(code),
                "case_no": f"AJ-{code[-4:]}",
                "found_on": "2020-08-01",
                "grounds": "粉尘浓度严重超标",
                "filed_on": "2020-08-05",
            }
            for code, _ in both
        ],
        "meetings": [{"meeting_no": "LX-1", "held_on": "2020-03-01", "topic": "年度任务分解"}],
        "meeting_items": [
            {
                "meeting_no": "LX-1",
                "item_no": "1",
                "department": "区卫生健康委",
                "decision": "完成普查",
                "due_on": "2020-09-30",
            }
        ],
        "data_exchanges": [
            {
                "exchange_no": "JH-1",
                "exchanged_on": "2020-05-01",
                "giver": "区人力社保局",
                "taker": "区卫生健康委",
                "subject": "工伤保险参保名单",
                "records": 120,
            }
        ],
        "task_reports": [
            {
                "plan": "mentougou-2016-2020",
                "task": "M28",
                "stage": "2018",
                "done_on": "2018-12-20",
                "evidence": "考核通报",
                **owner,
            }
            for owner in (
                {"department": "区卫生计生委"},
                {"department": "anjian"},
                {"town": town_a},
                {"town": town_b},
            )
        ],
        "capacities": [
            {"institution_code": clinic, "year": 2020, "service": "职业健康检查", "persons": 3000}
        ],
    }
