"""The six sheets as users fill them: headers, and the many ways to write one value.

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

#: What stands in a cell that does not apply.
NOT_APPLICABLE = "不适用"

NAMES = {
    "employers": "用人单位",
    "posts": "岗位与危害因素",
    "workers": "劳动者与接害",
    "declarations": "职业病危害项目申报",
    "measurements": "检测结果",
    "examinations": "职业健康检查",
}

#: sheet: (field, header, required, kind of value). Kinds are the keys of ``_WRITERS``.
COLUMNS: dict[str, tuple[tuple[str, str, bool, str], ...]] = {
    "employers": (
        ("credit_code", "统一社会信用代码", True, "code"),
        ("employer_name", "单位名称", True, "text"),
        ("site_no", "场所编号", True, "text"),
        ("address", "场所地址", False, "text"),
        ("town", "所属镇街", True, "town"),
        ("industry", "行业分类", False, "industry"),
        ("economic_type", "经济类型", False, "text"),
        ("size", "企业规模", False, "size"),
        ("status", "经营状态", True, "status"),
        ("valid_from", "生效日期", True, "day"),
        ("risk_class", "职业病危害风险分类", False, "risk_class"),
        ("employees", "在册职工总数", False, "number"),
        ("exposed", "接害总人数", False, "number"),
        ("dispatched", "劳务派遣人数", False, "number"),
        ("legal_person", "法定代表人", False, "text"),
        ("contact", "联系人", False, "text"),
        ("phone", "联系电话", False, "text"),
    ),
    "posts": (
        ("credit_code", "统一社会信用代码", True, "code"),
        ("site_no", "场所编号", True, "text"),
        ("workshop", "车间", True, "text"),
        ("post", "岗位", True, "text"),
        ("hazard", "危害因素", True, "hazard"),
        ("valid_from", "开始日期", True, "day"),
        ("valid_to", "结束日期", False, "last_day"),
        ("work_grade", "作业分级", False, "grade"),
        ("grade_edition", "分级标准版本", False, "text"),
        ("graded_on", "分级报告日期", False, "day"),
        ("noise_level", "噪声声级", False, "number"),
        ("exposed_count", "接触人数", False, "number"),
    ),
    "workers": (
        ("id_type", "证件类型", True, "id_type"),
        ("id_number", "证件号码", True, "code"),
        ("worker_name", "姓名", True, "text"),
        ("sex", "性别", True, "sex"),
        ("birth_on", "出生日期", True, "day"),
        ("credit_code", "用工单位统一社会信用代码", True, "code"),
        ("site_no", "场所编号", True, "text"),
        ("workshop", "车间", True, "text"),
        ("post", "岗位", True, "text"),
        ("valid_from", "开始日期", True, "day"),
        ("valid_to", "结束日期", False, "last_day"),
        ("employment", "用工形式", True, "employment"),
        ("employer_code", "用人单位统一社会信用代码", False, "code"),
        ("migrant", "是否农民工", False, "yes_no"),
        ("job", "工种", False, "text"),
    ),
    "declarations": (
        ("credit_code", "统一社会信用代码", True, "code"),
        ("site_no", "场所编号", True, "text"),
        ("kind", "申报类型", True, "declaration_kind"),
        ("declared_on", "申报日期", True, "day"),
        ("change_reason", "变更原因", False, "text"),
        ("receipt_no", "回执编号", False, "text"),
        ("employees", "在册职工总数", False, "number"),
        ("exposed", "接害总人数", False, "number"),
        ("dispatched", "劳务派遣人数", False, "number"),
        ("dust_exposed", "粉尘接触人数", False, "number"),
        ("chemical_exposed", "化学因素接触人数", False, "number"),
        ("physical_exposed", "物理因素接触人数", False, "number"),
        ("radioactive_exposed", "放射因素接触人数", False, "number"),
        ("biological_exposed", "生物因素接触人数", False, "number"),
        ("other_exposed", "其他因素接触人数", False, "number"),
        ("measured_this_year", "本年度检测", False, "measured"),
        ("points_tested", "检测点数", False, "number"),
        ("points_over", "超标点数", False, "number"),
    ),
    "measurements": (
        ("institution_code", "检测机构统一社会信用代码", True, "code"),
        ("institution_name", "检测机构名称", True, "text"),
        ("report_no", "报告编号", True, "text"),
        ("sample_no", "样品编号", True, "text"),
        ("report_kind", "检测类别", True, "report_kind"),
        ("sampled_from", "采样开始日期", False, "day"),
        ("sampled_on", "采样日期", True, "day"),
        ("issued_on", "报告日期", True, "day"),
        ("credit_code", "受检单位统一社会信用代码", True, "code"),
        ("site_no", "场所编号", True, "text"),
        ("workshop", "车间", True, "text"),
        ("post", "岗位", True, "text"),
        ("hazard", "危害因素", True, "hazard"),
        ("value_text", "检测值", True, "text"),
        ("unit", "单位", False, "text"),
        ("limit_text", "限值", False, "text"),
        ("judgement", "判定", False, "judgement"),
    ),
    "examinations": (
        ("institution_code", "体检机构统一社会信用代码", True, "code"),
        ("institution_name", "体检机构名称", True, "text"),
        ("exam_no", "体检编号", True, "text"),
        ("id_type", "证件类型", True, "id_type"),
        ("id_number", "证件号码", True, "code"),
        ("worker_name", "姓名", True, "text"),
        ("sex", "性别", True, "sex"),
        ("birth_on", "出生日期", True, "day"),
        ("employer_code", "用人单位统一社会信用代码", True, "code"),
        ("using_code", "用工单位统一社会信用代码", False, "code"),
        ("site_no", "场所编号", True, "text"),
        ("exam_kind", "检查类型", True, "exam_kind"),
        ("exam_on", "体检日期", True, "day"),
        ("examined", "体检危害因素", True, "hazards"),
        ("hazard", "危害因素", True, "hazard"),
        ("conclusion", "体检结论", True, "conclusion"),
        ("disease_code", "疑似职业病代码", False, "text"),
        ("contraindication", "职业禁忌证名称", False, "text"),
        ("other_finding", "其他疾病或异常", False, "text"),
        ("exposure_started_on", "开始接害日期", False, "day"),
        ("exposure_years", "接害工龄年", False, "number"),
        ("exposure_months", "接害工龄月", False, "number"),
        ("reported_on", "报告日期", False, "day"),
    ),
}

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
    if kind == "industry":
        return rng.choice(industry_spellings(value))
    return rng.choice(CODES[kind][value])
