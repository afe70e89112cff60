"""Joint meetings of the synthetic district, what departments exchanged and did of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import yaml

from zhifang.statutes import folder
from zhifang.synthetic.district.employers import Row
from zhifang.synthetic.district.workers import Window

_DEPARTMENTS = ("区卫生健康委", "区人力社保局", "区应急局", "区总工会", "区民政局")
_DECISIONS = (
    "开展重点行业专项治理",
    "核对工伤保险参保名单",
    "组织主要负责人培训",
    "补齐用人单位职业卫生档案",
)

#: The plan whose tasks are reported.
PLAN = "mentougou-2016-2020"


def held_on(meeting_no: str) -> date:
    """The day of a meeting, which stands in its number."""
    return date.fromisoformat(f"{meeting_no[2:6]}-{meeting_no[6:8]}-{meeting_no[8:10]}")


def meetings(seed: int, window: Window) -> Iterator[Row]:
    """Two meetings a year; a year may have only one."""
    for year in range(window.first.year, window.last.year + 1):
        rng = Random(f"{seed}:meets:{year}")  # noqa: S311 - a made world, not a secret
        for month in (4, 10):
            day = date(year, month, 1) + timedelta(days=rng.randrange(0, 25))
            if rng.random() < 0.92 and day <= window.last:
                yield {
                    "meeting_no": f"LX{day:%Y%m%d}",
                    "held_on": day,
                    "topic": "职业病防治工作联席会议",
                    "participants": "、".join(_DEPARTMENTS[: rng.randrange(3, 6)]),
                }


def meeting_items(seed: int, held: list[Row]) -> Iterator[Row]:
    """What the meetings decided; some of it is done late or never."""
    for meeting in held:
        rng = Random(f"{seed}:decides:{meeting['meeting_no']}")  # noqa: S311 - made world
        for number in range(rng.randrange(1, 4)):
            due = meeting["held_on"] + timedelta(days=rng.randrange(30, 150))
            done = due + timedelta(days=rng.randrange(-25, 40)) if rng.random() < 0.85 else None
            yield {
                "meeting_no": meeting["meeting_no"],
                "item_no": f"{number + 1}",
                "department": rng.choice(_DEPARTMENTS),
                "decision": rng.choice(_DECISIONS),
                "due_on": due,
                "done_on": done,
                "outcome": "已落实" if done else None,
            }


def data_exchanges(seed: int, window: Window) -> Iterator[Row]:
    """What departments gave one another, quarter by quarter."""
    for year in range(window.first.year, window.last.year + 1):
        rng = Random(f"{seed}:exchanges:{year}")  # noqa: S311 - a made world, not a secret
        for month in (2, 5, 8, 11):
            day = date(year, month, 1) + timedelta(days=rng.randrange(0, 27))
            if rng.random() < 0.85 and day <= window.last:
                yield {
                    "exchange_no": f"JH{day:%Y%m%d}",
                    "exchanged_on": day,
                    "giver": "区人力社保局",
                    "taker": "区卫生健康委",
                    "subject": "工伤保险参保名单",
                    "agreement_no": "XY2014-01",
                    "records": rng.randrange(100, 3000),
                }


def task_reports(seed: int, window: Window) -> Iterator[Row]:
    """What departments and townships completed of the plan; some late, some never reported."""
    path = folder() / "plans" / f"{PLAN}.yaml"
    plan: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = {department["id"]: department["zh"] for department in plan["departments"]}
    for task in plan["tasks"]:
        owners = [(names[department], None) for department in task["departments"]]
        owners += [(None, town) for town in plan["towns"] if task.get("towns")]
        for stage in task["stages"]:
            for department, town in owners:
                of = f"{seed}:task:{task['id']}:{stage['id']}:{department or town}"
                rng = Random(of)  # noqa: S311 - a made world, not a secret
                opened = stage.get("opens_on", plan["document"]["issued_on"])
                done = max(opened, stage["due_on"] + timedelta(days=rng.randrange(-100, 40)))
                if rng.random() < 0.8 and window.first <= done <= window.last:
                    yield {
                        "plan": PLAN,
                        "task": task["id"],
                        "department": department,
                        "town": town,
                        "stage": stage["id"],
                        "done_on": done,
                        "evidence": f"门职防〔{done.year}〕{rng.randrange(1, 90)}号",
                    }
