"""The annex: how the figures came about, so that anybody can compute them again."""

from __future__ import annotations

from zhifang.reports.document import Block, Column, Grid, Paragraph
from zhifang.reports.material import Material
from zhifang.reports.wording import WEIGHTS, day, instant

METHOD = (
    (
        "是否达到",
        "以整数计数精确比较，不用截尾后的比率：94.96% 显示为 94.9%，未达到 95%。"
        "情况不明的对象既不算符合也不算不符合；不论其结果如何结论都成立的，才判为达到或未达到，"
        "否则为尚不能判定。",
    ),
    (
        "区间",
        "95% 区间表示偶然波动的大小，不参加是否达到的判定。比率用 Wilson 区间，"
        "病例占比用 Clopper–Pearson 区间，事故起数用 Garwood 区间，"
        "两年之差用 Newcombe 区间（方法 10，按两组独立对象计算；"
        "两年的对象大多相同，实际误差一般更小）。下限向下、上限向上取到一位小数。",
    ),
    (
        "变化",
        "两年之差由整数计数算出后截尾到 0.1 个百分点，可能与表中两个比率相减相差 0.1。"
        "区间包含 0 的，写明“差异不能排除偶然”。",
    ),
    (
        "小数目",
        "分母不足 5 的只列分子和分母，不计比率、不排序、不比较。",
    ),
    (
        "归属",
        "每个对象在统计期间最后一天所在的场所归属镇街；不在区内任何镇街的列为未归属。"
        "各镇街与未归属的分子、分母、不明数相加等于全区。",
    ),
    (
        "字体",
        "电子文档（Word）按 GB/T 9704 标注方正小标宋、仿宋_GB2312、黑体、楷体_GB2312，"
        "未安装这些字体的电脑会以相近字体显示；PDF 以可自由使用的 Noto Serif CJK SC 和 "
        "Noto Sans CJK SC 代替并嵌入文件。",
    ),
)


def annex(material: Material) -> tuple[Block, ...]:
    """Days, digests and weights of the sources, then the method."""
    plan = material.plan
    found: list[Block] = [
        Grid(
            caption="计算依据",
            columns=(Column("项目", 44, "left"), Column("内容", 112, "left")),
            rows=(
                ("规划", f"{plan.title_zh}（{plan.id}）"),
                ("文号与印发单位", f"{plan.document_number}，{plan.issuer}"),
                ("统计范围", material.place),
                ("截至日期（as_of）", day(material.as_of)),
                ("登记资料截至（known_at）", _known(material)),
                ("规划文件摘要（SM3）", plan.digest),
                ("法规数据摘要（SM3）", material.law_digest),
                ("判定规则（met_rule）", plan.met_rule),
                (
                    "区里的选择",
                    "；".join(f"{key}={option}" for key, option in plan.choices.items()) or "无",
                ),
            ),
            note="同样的截至日期、登记资料、规划、法规数据和定义版本，任何时候算出同样的结果。",
        )
    ]
    if material.computed:
        found.append(_definitions(material))
    found += [
        Paragraph(text, lead=f"{place}. {lead}。")
        for place, (lead, text) in enumerate(METHOD, start=1)
    ]
    return tuple(found)


def _checked(weight: str) -> str:
    return WEIGHTS.get(weight, weight)


def _known(material: Material) -> str:
    if material.known_at is None:
        return instant(None)
    return f"{instant(material.known_at)}（{material.known_at.isoformat()}）"


def _definitions(material: Material) -> Grid:
    return Grid(
        caption="各项指标的定义版本、依据和逐行摘要",
        columns=(
            Column("编号", 12),
            Column("定义与口径", 46, "left"),
            Column("依据核对", 30),
            Column("逐行摘要（SM3）", 68, "left"),
        ),
        rows=tuple(
            (
                target.id,
                f"{facts.document['definition']}\n{facts.document['variant']}",
                f"法规{_checked(facts.document['weight'])}\n目标{_checked(target.weight)}",
                facts.document["rows_digest"],
            )
            for target, facts in material.computed
        ),
        note="逐行摘要是该指标全部对象导出文件的摘要，可用“zhifang rows”命令导出后核对。",
    )
