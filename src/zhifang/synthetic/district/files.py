"""In which workbook a row is written, who fills it, and through when its data are complete."""

from __future__ import annotations

from datetime import date, timedelta

from zhifang.synthetic.district import insurance
from zhifang.synthetic.district.commands import Batch
from zhifang.synthetic.district.employers import Employer, Row, towns
from zhifang.synthetic.district.institutions import DIAGNOSIS_INSTITUTIONS
from zhifang.synthetic.district.surveys import TECHNICAL_INSTITUTIONS
from zhifang.synthetic.district.workbooks import Statement
from zhifang.synthetic.district.workers import EXAM_INSTITUTIONS

#: The workbooks of a township, of institutions, of a department; the others are the district's.
_OF_TOWN = {
    "employers": "用人单位与劳动者",
    "posts": "用人单位与劳动者",
    "workers": "用人单位与劳动者",
    "officers": "培训与档案",
    "trainings": "培训与档案",
    "employer_archives": "培训与档案",
    "worker_archives": "培训与档案",
    "radiation_posts": "培训与档案",
}
_OF_DECLARING = ("declarations", "reportable_changes")
_OF_INSTITUTION = {
    "measurements": "检测结果",
    "examinations": "职业健康检查",
    "doses": "个人剂量",
    "disease_cases": "诊断与月报",
    "monthly_reports": "诊断与月报",
}
MENDING = "补报与更正"
WORKBOOKS = (
    *_OF_TOWN.values(),
    *_OF_INSTITUTION.values(),
    "职业病危害项目申报",
    "工伤保险参保名单",
    "监督与监测",
    MENDING,
)
#: The last institution of each kind never says how far its data go.
_SILENT = {
    kind[-1][0] for kind in (EXAM_INSTITUTIONS, TECHNICAL_INSTITUTIONS, DIAGNOSIS_INSTITUTIONS)
}
_NAMES = dict(DIAGNOSIS_INSTITUTIONS)


def _institution(row: Row) -> str:
    return row.get("institution_name") or _NAMES[row["institution_code"]]


class Files:
    """The workbooks of a district. ``homes``: its employers by credit code."""

    def __init__(self, homes: dict[str, Employer]) -> None:
        self.homes = homes
        self.towns = {row["code"]: row["alias_zh"] or row["name_zh"] for row in towns()}

    def name(self, sheet: str, row: Row, number: int, upto: date) -> str:
        """The workbook of command ``number`` in which a row is written."""
        if sheet in _OF_TOWN:
            town = self.towns[self.homes[row["credit_code"]].town]
            return f"{number}-{_OF_TOWN[sheet]}-{town}.xlsx"
        if sheet == "examinations":
            title = f"{_OF_INSTITUTION[sheet]}-{_institution(row)}"
            return f"{number}-{title}-{row['exam_on'].year}年.xlsx"
        title = "监督与监测"
        if sheet in _OF_DECLARING:
            title = "职业病危害项目申报"
        elif sheet in _OF_INSTITUTION:
            title = f"{_OF_INSTITUTION[sheet]}-{_institution(row)}"
        elif sheet == "insured_persons":
            title = f"工伤保险参保名单-{insurance.DEPARTMENT[1]}"
        return f"{number}-{title}-至{upto.year}年.xlsx"

    def mended(self, sheet: str, row: Row, number: int) -> str:
        """The workbook in which a row is sent again."""
        who = "区监督机构"
        if sheet in _OF_TOWN or sheet in _OF_DECLARING:
            who = "用人单位"
        elif sheet in _OF_INSTITUTION:
            who = _institution(row)
        elif sheet == "insured_persons":
            who = insurance.DEPARTMENT[1]
        return f"{number}-{MENDING}-{who}.xlsx"


def statement(sheet: str, row: Row, batch: Batch) -> Statement:
    """Who fills a sheet, and through when its data are complete; some never say."""
    if sheet == "insured_persons":
        # a list is made up a month later; sent earlier it ends with the month before
        whole = batch.received_on >= batch.upto + timedelta(days=30)
        last = batch.upto if whole else batch.upto.replace(day=1) - timedelta(days=1)
        return insurance.DEPARTMENT[0], last
    if sheet not in _OF_INSTITUTION:
        return None, None
    code = row["institution_code"]
    return code, None if code in _SILENT else batch.upto
