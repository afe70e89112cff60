"""Code lists of the sheets: what a coded cell may hold, and which code it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhifang.statutes.codes import (
    diseases,
    economic_type_by_text,
    economic_types,
    hazard_by_text,
    hazards,
    industry_by_text,
    town_by_text,
    towns,
)
from zhifang.statutes.files import catalogue, folded
from zhifang.statutes.plans import plans


@dataclass(frozen=True)
class Choice:
    """One entry: ``value`` is what the register keeps, ``printed`` the code of the form."""

    value: str
    printed: str
    zh: str
    en: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """A list of choices. ``resolve(text, on)`` gives the kept value, None when unknown.

    ``dated_by`` names the column whose day selects the edition; ``short`` lists fit a sentence
    and a drop-down typed into the cell, long ones stand on the hidden sheet.
    """

    name: str
    choices: Callable[[], tuple[Choice, ...]]
    resolve: Callable[[str, date | None], str | None]
    zh_source: str = ""
    en_source: str = ""
    dated_by: str | None = None
    short: bool = False

    def printed(self, value: str) -> str:
        """The Chinese name of a kept value."""
        return next((choice.zh for choice in self.choices() if choice.value == value), value)


def fixed(name: str, *choices: Choice) -> CodeList:
    """A short list that never changes: codes, names and other spellings are all accepted."""
    known = {
        folded(text): choice.value
        for choice in choices
        for text in (choice.printed, choice.zh, choice.en, choice.value, *choice.spellings)
        if text
    }

    def resolve(text: str, on: date | None) -> str | None:  # noqa: ARG001 (no editions)
        return known.get(folded(text))

    return CodeList(name, lambda: choices, resolve, short=True)


YES_NO = fixed(
    "yes_no",
    Choice("true", "1", "是", "yes", ("y",)),
    Choice("false", "0", "否", "no", ("n",)),
)
SIZE = fixed(
    "size",
    Choice("large", "1", "大型", "large", ("大",)),
    Choice("medium", "2", "中型", "medium", ("中",)),
    Choice("small", "3", "小型", "small", ("小",)),
    Choice("micro", "4", "微型", "micro", ("微",)),
    Choice("unknown", "5", "不详", "unknown"),
)
SITE_STATUS = fixed(
    "site_status",
    Choice("operating", "1", "在业", "operating"),
    Choice("suspended", "2", "停产", "suspended"),
    Choice("closed", "3", "关闭", "closed"),
)
RISK_CLASS = fixed(
    "risk_class",
    Choice("severe", "1", "严重", "severe"),
    Choice("general", "2", "一般", "general"),
)
WORK_GRADE = fixed(
    "work_grade",
    Choice("0", "0", "0", "0", ("0级",)),
    Choice("1", "Ⅰ", "Ⅰ", "I", ("1", "Ⅰ级", "1级")),
    Choice("2", "Ⅱ", "Ⅱ", "II", ("2", "Ⅱ级", "2级")),
    Choice("3", "Ⅲ", "Ⅲ", "III", ("3", "Ⅲ级", "3级")),
    Choice("4", "Ⅳ", "Ⅳ", "IV", ("4", "Ⅳ级", "4级")),
)
GRADE_EDITION = fixed(
    "grade_edition",
    Choice("2010", "2010", "2010", "2010", ("GBZ/T 229-2010",)),
    Choice("2025", "2025", "2025", "2025", ("GBZ/T 229-2025",)),
)
ID_TYPE = fixed(
    "id_type",
    Choice("01", "01", "居民身份证", "resident identity card", ("1", "身份证")),
    Choice("03", "03", "护照", "passport", ("3",)),
    Choice("99", "99", "其他", "other"),
)
SEX = fixed(
    "sex",
    Choice("male", "1", "男", "male", ("男性", "m")),
    Choice("female", "2", "女", "female", ("女性", "f")),
)
EMPLOYMENT = fixed(
    "employment",
    Choice("direct", "1", "直接用工", "direct"),
    Choice("agency", "2", "劳务派遣", "agency"),
)
DECLARATION_KIND = fixed(
    "declaration_kind",
    Choice("initial", "1", "初次", "initial"),
    Choice("change", "2", "变更", "change"),
    Choice("annual", "3", "年度更新", "annual"),
    Choice("closing", "4", "注销", "closing"),
)
CHANGE_KIND = fixed(
    "change_kind",
    Choice("project", "1", "建设项目验收", "project accepted", ("竣工验收",)),
    Choice("process", "2", "工艺材料变化", "process, equipment or material", ("工艺变化",)),
    Choice("result", "3", "检测评价发现", "found by a test or evaluation", ("检测发现",)),
    Choice("principal", "4", "主要负责人变化", "principal", ("负责人变化",)),
)
MEASURED = fixed(
    "measured",
    Choice("true", "1", "已检测", "measured"),
    Choice("false", "0", "未检测", "not measured"),
)
REPORT_KIND = fixed(
    "report_kind",
    Choice("10", "10", "定期检测", "periodic"),
    Choice("20", "20", "监督检测", "supervisory"),
    Choice("30", "30", "评价检测", "for evaluation"),
    Choice("31", "31", "现状评价", "status evaluation"),
    Choice("32", "32", "控制效果评价", "control-effect evaluation"),
    Choice("33", "33", "预评价", "pre-evaluation"),
)
JUDGEMENT = fixed(
    "judgement",
    Choice("pass", "1", "合格", "pass"),
    Choice("over", "0", "超标", "over the limit", ("不合格",)),
)
EXAM_KIND = fixed(
    "exam_kind",
    Choice("pre", "01", "上岗前", "before the job", ("1",)),
    Choice("in", "02", "在岗期间", "in service", ("2", "在岗")),
    Choice("leaving", "03", "离岗时", "on leaving", ("3", "离岗")),
    Choice("emergency", "04", "应急", "emergency", ("4",)),
    Choice("after", "05", "离岗后", "after leaving", ("5",)),
)
CONCLUSION = fixed(
    "conclusion",
    Choice("N", "01", "目前未见异常", "no abnormality found", ("1", "未见异常")),
    Choice("S", "02", "疑似职业病", "suspected occupational disease", ("2",)),
    Choice("C", "03", "职业禁忌证", "occupational contraindication", ("3", "禁忌证")),
    Choice("O", "04", "其他疾病或异常", "other disease or abnormality", ("4",)),
    Choice("R", "05", "复查", "re-examination", ("5",)),
)

OFFICER_ROLE = fixed(
    "officer_role",
    Choice("principal", "1", "主要负责人", "principal", ("负责人",)),
    Choice("manager", "2", "职业卫生管理人员", "occupational-health manager", ("管理人员",)),
)
TRAINED_AS = fixed(
    "trained_as",
    Choice("principal", "1", "主要负责人", "principal", ("负责人",)),
    Choice("manager", "2", "职业卫生管理人员", "occupational-health manager", ("管理人员",)),
    Choice("worker", "3", "劳动者", "worker"),
)
PRESENT = fixed(
    "present",
    Choice("true", "1", "有", "there", ("是", "y", "yes")),
    Choice("false", "0", "无", "not there", ("否", "n", "no")),
)
DOSE_KIND = fixed(
    "dose_kind",
    Choice("valid", "1", "有效剂量", "valid", ("有效",)),
    Choice("nominal", "2", "名义剂量", "nominal", ("名义",)),
    Choice("invalid", "3", "无效", "invalid", ("丢失",)),
)
CASE_STAGE = fixed(
    "case_stage",
    Choice("new", "1", "新发", "new"),
    Choice("promoted", "2", "晋期", "promoted to a higher stage"),
)
SUPERVISED_KIND = fixed(
    "supervised_kind",
    Choice("employer", "1", "用人单位", "employer"),
    Choice("exam_institution", "2", "职业健康检查机构", "examination institution"),
    Choice("diagnosis_institution", "3", "职业病诊断机构", "diagnosis institution"),
    Choice("technical_institution", "4", "职业卫生技术服务机构", "technical service institution"),
    Choice("dosimetry_institution", "5", "个人剂量监测机构", "dosimetry institution"),
    Choice("medical_institution", "6", "放射诊疗机构", "medical institution using radiation"),
)
INSPECTION_KIND = fixed(
    "inspection_kind",
    Choice("routine", "1", "日常检查", "routine", ("日常",)),
    Choice("random", "2", "双随机抽查", "drawn at random", ("双随机",)),
    Choice("special", "3", "专项检查", "special campaign", ("专项",)),
    Choice("complaint", "4", "投诉举报核查", "after a complaint", ("投诉",)),
    Choice("follow_up", "5", "复查", "follow-up"),
)
INSPECTION_RESULT = fixed(
    "inspection_result",
    Choice("clean", "1", "未发现问题", "nothing found", ("合格",)),
    Choice("order", "2", "责令改正", "ordered to correct"),
    Choice("case", "3", "立案查处", "case filed", ("立案",)),
)
SERVICE = fixed(
    "service",
    Choice("examination", "1", "职业健康检查", "health examination", ("检查",)),
    Choice("diagnosis", "2", "职业病诊断", "diagnosis", ("诊断",)),
)


def _hazard(text: str, on: date | None) -> str | None:  # noqa: ARG001 (one edition)
    found = hazard_by_text(text)
    return found.code if found else None


def _town(text: str, on: date | None) -> str | None:  # noqa: ARG001 (one edition)
    found = town_by_text(text)
    return found.code if found else None


def _industry(text: str, on: date | None) -> str | None:  # noqa: ARG001 (one edition)
    found = industry_by_text(text)
    return found.full_code if found else None


def _economic(text: str, on: date | None) -> str | None:
    found = economic_type_by_text(text, on)
    return found.key if found else None


@cache
def _disease_texts(on: date | None) -> dict[str, str]:
    """Folded code or name to the code, in the edition of ``on`` (of both without a day)."""
    known = diseases(on)
    names = {folded(entry.name_zh): entry.code for entry in known}
    return {**names, **{folded(entry.code): entry.code for entry in known}}


def _disease(text: str, on: date | None) -> str | None:
    return _disease_texts(on).get(folded(text))


HAZARD = CodeList(
    "hazard",
    cache(lambda: tuple(Choice(e.code, e.code, e.name_zh, e.name_en) for e in hazards())),
    _hazard,
    "职业病危害因素分类目录（国卫疾控发〔2015〕92号）",
    "catalogue of occupational hazards (2015)",
)
TOWN = CodeList(
    "town",
    cache(lambda: tuple(Choice(e.code, e.code, e.name_zh, e.alias_zh) for e in towns())),
    _town,
    "统计用区划代码",
    "statistical division codes",
)
INDUSTRY = CodeList(
    "industry",
    cache(
        lambda: tuple(
            Choice(row["full_code"], row["full_code"], row["name_zh"], "")
            for row in catalogue("industries")
        )
    ),
    _industry,
    "GB/T 4754-2017",
    "GB/T 4754-2017",
)
ECONOMIC_TYPE = CodeList(
    "economic_type",
    cache(lambda: tuple(Choice(e.key, e.key, e.name_zh, "") for e in economic_types())),
    _economic,
    "国统字〔2011〕86号、国统字〔2023〕14号",
    "registration types, editions 2011 and 2023",
    dated_by="valid_from",
)
DISEASE = CodeList(
    "disease",
    cache(lambda: tuple(Choice(e.code, e.code, e.name_zh, e.name_en) for e in diseases())),
    _disease,
    "职业病分类和目录（体检日有效的版本）",
    "catalogue of occupational diseases, the edition in force on the exam day",
    dated_by="exam_on",
)
DIAGNOSED_DISEASE = CodeList(
    "diagnosed_disease",
    DISEASE.choices,
    _disease,
    "职业病分类和目录（诊断日有效的版本）",
    "catalogue of occupational diseases, the edition in force on the day of diagnosis",
    dated_by="diagnosed_on",
)


def _plan(text: str, on: date | None) -> str | None:  # noqa: ARG001 (no editions)
    """A plan by id or title; a well-formed id of a plan kept elsewhere stands for itself."""
    wanted = folded(text)
    for plan in plans():
        if wanted in map(folded, (plan.id, plan.title_zh, plan.title_en)):
            return plan.id
    return text if re.fullmatch(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+", text) else None


PLAN = CodeList(
    "plan",
    cache(lambda: tuple(Choice(p.id, p.id, p.title_zh, p.title_en) for p in plans())),
    _plan,
    "规划文件的编号（id）",
    "ids of plan files",
)
