"""The spec cases as reference documentation: ``python -m tests.support.render_cases FOLDER``.

A page a file of cases: what the law asks, the facts, and what follows on which day. The pages are
made, never kept in the repository.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.support.cases import Case, Expectation, File, files

_KINDS = {
    "sites": "场所 Sites",
    "hazards": "岗位与危害 Posts and hazards",
    "workers": "劳动者 Workers",
    "declarations": "申报 Declarations",
    "changes": "应申报变化 Changes to be declared",
    "reports": "检测报告 Reports",
    "exams": "检查 Examinations",
    "officers": "负责人与管理人员 Principals and managers",
    "trainings": "培训 Trainings",
    "employer_archives": "单位档案 Employers' archives",
    "worker_archives": "劳动者档案 Workers' archives",
    "supervised_parties": "监督对象 Supervised parties",
    "inspections": "检查 Inspections",
    "serious_cases": "严重案件 Serious cases",
    "supervisors": "监督人员 Supervisors",
    "supervisor_trainings": "监督人员培训 Their trainings",
    "monitoring_records": "重点职业病监测 Monitoring records",
    "diagnosis_institutions": "诊断机构 Diagnosis institutions",
    "months": "月报 Monthly reports",
    "disease_cases": "诊断病例 Diagnosed cases",
    "radiation_posts": "放射工作 Radiation posts",
    "doses": "个人剂量 Doses",
    "insured": "参保名单 Insured persons",
    "acute_events": "急性事故 Acute events",
    "coverage": "数据完整至 Coverage",
}


def page(file: File) -> str:
    """A file of cases as Markdown."""
    parts = [f"# {file.title}", ""]
    if file.rule:
        parts += [f"`{file.rule}`", ""]
    parts += [file.citation, ""]
    if file.beside:
        parts += [f"另有 and the facts of [{file.beside}]({file.beside}.md).", ""]
    if file.facts:
        parts += ["## 共同的事实 Facts all cases share", "", *_facts(file.facts)]
    for case in file.cases:
        parts += _case(case, file)
    return "\n".join(parts).rstrip() + "\n"


def index(all_files: tuple[File, ...]) -> str:
    """The list of pages."""
    lines = ["# 规则的案例 The cases of the rules", ""]
    lines += [f"* [{one.title}]({one.name}.md) ({len(one.cases)})" for one in all_files]
    return "\n".join(lines) + "\n"


def _case(case: Case, file: File) -> list[str]:
    parts = [f"## {case.id}", "", case.sentence, ""]
    if case.citation != file.citation:
        parts += [f"*{case.citation}*", ""]
    parts += _facts(case.facts)
    for one in case.expectations:
        known = f"，{one.known:%Y-%m-%d} 所知 as known" if one.known else ""
        parts += [f"* **{one.on}**{known}", *_expected(one, f"{case.file}-{case.id}-")]
    return [*parts, ""]


def _expected(one: Expectation, prefix: str) -> list[str]:
    lines = []
    for subject in one.subjects:
        told = "；".join(turn.text for turn in subject.turns) or "none"
        lines.append(f"  * {subject.name.replace(prefix, '')}: {told}")
    for target in one.targets:
        counts = ", ".join(
            f"{name} {count.numerator}/{count.denominator}"
            + (f" ({count.unknown})" if count.unknown else "")
            for name, count in target.counts.items()
        )
        met = {True: "met", False: "not met", None: "undecided"}[target.met]
        lines.append(f"  * {target.name}: {counts}; {met}")
        if target.rows:
            lines.append("    " + ", ".join(f"{k} {v}" for k, v in target.rows.items()))
    return lines


def _facts(facts: dict[str, list[dict[str, Any]]]) -> list[str]:
    lines = []
    for kind, heading in _KINDS.items():
        if facts.get(kind):
            lines += [f"{heading}:", "", *(f"* {_fact(row)}" for row in facts[kind]), ""]
    return lines


def _fact(row: dict[str, Any]) -> str:
    return ", ".join(f"{key} {_value(value)}" for key, value in row.items())


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " + ".join(_value(one) for one in value)
    if isinstance(value, dict):
        return f"({_fact(value)})"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else "–" if value is None else str(value)


def render(folder: Path) -> list[Path]:
    """Writes every page into ``folder``; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"{one.name}.md": page(one) for one in files()}
    pages["README.md"] = index(files())
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


if __name__ == "__main__":
    for written in render(Path(sys.argv[1])):
        print(written)
