"""The many ways in which users write one value into a cell.

``cell`` turns a parsed value into what somebody types; every spelling it uses is one the forms
allow, so a spelling never makes a row wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from zhifang.statutes import catalogue
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: Every way to write a coded value; the first is the printed name.
CODES: dict[str, dict[Any, tuple[Any, ...]]] = {
    "size": {"large": ("大型", "1"), "medium": ("中型", "2"), "small": ("小型", "3"),
             "micro": ("微型", "4"), "unknown": ("不详", "5")},
    "status": {"operating": ("在业", "1", 1), "suspended": ("停产", "2", 2),
               "closed": ("关闭", "3", 3)},
    "risk_class": {"severe": ("严重", "1"), "general": ("一般", "2")},
    "id_type": {"01": ("居民身份证", "01"), "03": ("护照", "03"), "99": ("其他", "99")},
    "sex": {"male": ("男", "1", 1), "female": ("女", "2", 2)},
    "employment": {"direct": ("直接用工", "1", 1), "agency": ("劳务派遣", "2", 2)},
    "yes_no": {True: ("是",), False: ("否",)},
    "declaration_kind": {"initial": ("初次", "1"), "change": ("变更", "2", 2),
                         "annual": ("年度更新", "3"), "closing": ("注销", "4")},
    "change_kind": {"project": ("建设项目验收", "1", 1), "process": ("工艺材料变化", "2"),
                    "result": ("检测评价发现", "3"), "principal": ("主要负责人变化", "4")},
    "measured": {True: ("已检测", "1", 1), False: ("未检测", "0", 0)},
    "report_kind": {"10": ("定期检测", "10", 10), "20": ("监督检测", "20", 20),
                    "30": ("评价检测", "30"), "31": ("现状评价", "31"),
                    "32": ("控制效果评价", "32"), "33": ("预评价", "33")},
    "judgement": {"pass": ("合格", "1", 1), "over": ("超标", "0", 0)},
    "exam_kind": {"pre": ("上岗前", "01"), "in": ("在岗期间", "02"), "leaving": ("离岗时", "03"),
                  "emergency": ("应急", "04"), "after": ("离岗后", "05")},
    "conclusion": {"N": ("目前未见异常", "N", "01"), "R": ("复查", "R", "05"),
                   "S": ("疑似职业病", "S", "02"), "C": ("职业禁忌证", "C", "03"),
                   "O": ("其他疾病或异常", "O", "04")},
    "officer_role": {"principal": ("主要负责人", "1", 1), "manager": ("职业卫生管理人员", "2", 2)},
    "trained_as": {"principal": ("主要负责人", "1"), "manager": ("职业卫生管理人员", "2"),
                   "worker": ("劳动者", "3", 3)},
    "present": {True: ("有", "1", 1), False: ("无", "0", 0)},
    "dose_kind": {"valid": ("有效剂量", "1"), "nominal": ("名义剂量", "2"),
                  "invalid": ("无效", "3")},
    "case_stage": {"new": ("新发", "1", 1), "promoted": ("晋期", "2")},
    "supervised_kind": {"employer": ("用人单位", "1"),
                        "exam_institution": ("职业健康检查机构", "2"),
                        "diagnosis_institution": ("职业病诊断机构", "3"),
                        "technical_institution": ("职业卫生技术服务机构", "4"),
                        "dosimetry_institution": ("个人剂量监测机构", "5"),
                        "medical_institution": ("放射诊疗机构", "6")},
    "inspection_kind": {"routine": ("日常检查", "1", 1), "random": ("双随机抽查", "2"),
                        "special": ("专项检查", "3"), "complaint": ("投诉举报核查", "4"),
                        "follow_up": ("复查", "5")},
    "inspection_result": {"clean": ("未发现问题", "1"), "order": ("责令改正", "2"),
                          "case": ("立案查处", "3")},
    "service": {"examination": ("职业健康检查", "1"), "diagnosis": ("职业病诊断", "2")},
    "grade": {0: ("0", 0), 1: ("Ⅰ", "I", "1", 1), 2: ("Ⅱ", "II", 2), 3: ("Ⅲ", "III", 3),
              4: ("Ⅳ", "IV", 4)},
}  # fmt: skip

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _only_once(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times == 1}


@cache
def hazard_spellings(code: str) -> tuple[str, ...]:
    """Code, and the printed name where it has one meaning."""
    rows = catalogue("hazards")
    once = _only_once(row["name_zh"] for row in rows)
    return (code, *(r["name_zh"] for r in rows if r["code"] == code and r["name_zh"] in once))


@cache
def town_spellings(code: str) -> tuple[str, ...]:
    """Nine digits, the name, the everyday name."""
    row = next(row for row in catalogue("regions") if row["code"] == code)
    return tuple(filter(None, (code, row["name_zh"], row["alias_zh"])))


@cache
def disease_spellings(code: str) -> tuple[str, str]:
    """The code, and the name, which is the disease's own within its edition."""
    row = next(row for row in catalogue("diseases") if row["disease_code"] == code)
    return code, row["name_zh"]


@cache
def industry_spellings(full_code: str) -> tuple[str, ...]:
    """Code with and without its letter, and the name where it has one meaning."""
    rows = catalogue("industries")
    once = _only_once(row["name_zh"] for row in rows)
    names = [r["name_zh"] for r in rows if r["full_code"] == full_code and r["name_zh"] in once]
    return (full_code, full_code[1:], *names)


def day_cell(day: date, rng: Random) -> Any:
    """A day in one of the five spellings of the field, or as the spreadsheet stores it."""
    style = rng.randrange(12)
    if style < 4:
        return day.isoformat()
    if style == 4:
        return f"{day.year}/{day.month}/{day.day}"
    if style == 5:
        return f"{day.year}.{day.month}.{day.day}"
    if style == 6:
        return f"{day.year}年{day.month}月{day.day}日"
    if style == 7:
        return (day - date(1899, 12, 30)).days
    if style == 8 and rng.random() < 0.2:
        return day.isoformat().translate(_FULL_WIDTH)
    return day


def _number_cell(value: float, rng: Random) -> Any:
    draw = rng.random()
    if draw < 0.86:
        return value
    text = f"{value:g}"
    return text if draw < 0.97 else text.translate(_FULL_WIDTH)


def _code_cell(value: str, rng: Random) -> str:
    return value.translate(_FULL_WIDTH) if rng.random() < 0.01 else value


def cell(kind: str, value: Any, rng: Random) -> Any:
    """What is typed for a value: text, a number, a day, or None for a blank cell."""
    if value is None or value == NOT_APPLICABLE:
        return value
    if kind == "text":
        return value
    if kind == "code":
        return _code_cell(value, rng)
    if kind == "day":
        return day_cell(value, rng)
    if kind == "last_day":
        return day_cell(value - timedelta(days=1), rng)
    if kind == "number":
        return _number_cell(value, rng)
    if kind == "hazard":
        return rng.choice(hazard_spellings(value))
    if kind == "hazards":
        joiner = rng.choice(("；", ";", "、"))
        return joiner.join(rng.choice(hazard_spellings(one)[:1]) for one in value)
    if kind == "town":
        return rng.choice(town_spellings(value))
    if kind == "disease":
        return rng.choice(disease_spellings(value))
    if kind == "industry":
        return rng.choice(industry_spellings(value))
    return rng.choice(CODES[kind][value])
