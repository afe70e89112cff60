"""What the employers of the synthetic district make, and what their people meet at work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """An industry: GB/T 4754 code, word in the name, posts as (workshop, post, hazards)."""

    industry: str
    word: str
    posts: tuple[tuple[str, str, tuple[str, ...]], ...]


WELDING = ("焊接车间", "焊工", ("F011", "W001", "H003", "W010"))
GRINDING = ("打磨车间", "打磨工", ("F036", "W001"))
PAINTING = ("喷漆车间", "喷漆工", ("H028", "H029", "H030"))
THINNER = ("涂装车间", "调漆工", ("H029", "H030", "H031"))
PRESSING = ("冲压车间", "冲压工", ("W001",))
FOUNDING = ("铸造车间", "造型工", ("F012", "F001", "W001"))
MELTING = ("铸造车间", "熔炼工", ("W002", "W001"))

#: The workshop whose people are the radiation workers of a medical institution.
RADIOLOGY = "放射科"
HOSPITAL = Profile(
    "Q8411",
    "医院",
    ((RADIOLOGY, "技师", ("R003",)), ("病理科", "病理技师", ("H046", "H030"))),
)

#: The plan's key industries (C307, C308, C33, C36, O811).
KEY = (
    Profile("C3311", "金属结构", (WELDING, GRINDING, PAINTING)),
    Profile("C3312", "门窗", (WELDING, PRESSING)),
    Profile("C3331", "集装箱", (WELDING, THINNER, PRESSING, GRINDING)),
    Profile("C3360", "表面处理", (("电镀车间", "电镀工", ("H134", "H201")), GRINDING)),
    Profile("C3391", "铸造", (FOUNDING, MELTING, GRINDING)),
    Profile("C3351", "五金配件", (PRESSING, GRINDING, ("清洗车间", "清洗工", ("H036", "H032")))),
    Profile("C3072", "卫生陶瓷", (
        ("原料车间", "配料工", ("F001", "W001")),
        ("成型车间", "成型工", ("F009",)),
        ("施釉车间", "施釉工", ("F001", "H001")),
        ("烧成车间", "窑炉工", ("W002", "H019")),
    )),
    Profile("C3074", "日用陶瓷", (
        ("原料车间", "配料工", ("F001", "W001")), ("烧成车间", "窑炉工", ("W002",)),
    )),
    Profile("C3089", "耐火材料", (
        ("破碎车间", "破碎工", ("F001", "W001")), ("成型车间", "压机工", ("F001", "W001", "W006")),
    )),
    Profile("C3670", "汽车零部件", (WELDING, THINNER, PRESSING)),
    Profile("C3630", "改装汽车", (WELDING, PAINTING, ("总装车间", "装配工", ("W006", "W001")))),
    Profile("O8111", "汽车修理", (("钣金车间", "钣金工", ("F011", "W001", "W010")), PAINTING)),
    Profile("O8111", "汽车服务", (("维修车间", "机修工", ("H032", "H019")), THINNER)),
)  # fmt: skip

OTHER = (
    Profile("C2110", "木质家具", (("木工车间", "木工", ("F032", "W001")), THINNER)),
    Profile("C2319", "包装印刷", (("印刷车间", "印刷工", ("H031", "H032", "W001")),)),
    Profile("C1811", "服装", (("缝制车间", "缝纫工", ("F031", "W001")),)),
    Profile("C2924", "泡沫塑料", (("发泡车间", "发泡工", ("H314", "W001")),)),
    Profile("C2927", "塑料制品", (("注塑车间", "注塑工", ("F025", "W001", "W002")),)),
    Profile("C2614", "有机化工", (
        ("合成车间", "操作工", ("H036", "H049", "H041")), ("酸洗车间", "酸洗工", ("H165", "H201")),
    )),
    Profile("C3849", "蓄电池", (("极板车间", "涂板工", ("H001", "H165")),)),
    Profile("B1019", "石料开采", (("采场", "凿岩工", ("F001", "W001", "W006")),)),
    Profile("B0610", "煤业", (("采掘队", "采煤工", ("F002", "W001", "Q002")),)),
    HOSPITAL,
    Profile("A0314", "养羊", (("养殖场", "饲养员", ("B002", "F034")),)),
    Profile("D4430", "供热", (("锅炉房", "司炉工", ("F002", "W002", "W001", "H014")),)),
    Profile("C1353", "肉制品", (("分割车间", "分割工", ("W001", "W008")),)),
    Profile("C2641", "涂料", (("配料车间", "配料工", ("H029", "H030", "H002")),)),
    Profile("E4999", "建筑安装", (("项目部", "电焊工", ("F011", "W001", "F052")),)),
)  # fmt: skip

AGENCY = Profile("L7263", "劳务派遣", ())

#: Suspected disease by hazard, as the catalogue names it in both editions.
DISEASES = {
    "F001": "矽肺",
    "F002": "煤工尘肺",
    "F011": "电焊工尘肺",
    "W001": "噪声聋",
    "H028": "苯中毒",
    "H001": "铅及其化合物中毒（不包括四乙基铅）",
}
#: Pneumoconiosis by dust.
PNEUMOCONIOSES = {
    "F001": "矽肺",
    "F002": "煤工尘肺",
    "F009": "陶工尘肺",
    "F011": "电焊工尘肺",
    "F012": "铸工尘肺",
}
CONTRAINDICATIONS = ("高血压Ⅱ期", "双耳高频平均听阈大于40dB", "活动性肺结核", "慢性阻塞性肺病")
FINDINGS = ("血压偏高", "脂肪肝", "窦性心动过缓", "血脂升高")
GENERAL = frozenset({"C2110", "C2319", "C1811", "C2927", "A0314", "Q8411", "C1353", "C2924"})
