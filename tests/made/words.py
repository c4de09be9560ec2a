"""The words that made disclosures are put together from: names of units and projects, reasons, indicators.

All names are made up. What a word means is not told here, and no figure is drawn here.
"""

import random
from collections.abc import Collection, Sequence

_PLACE_FIRST = "青白云柳松石金玉临清安永和新"
_PLACE_SECOND = "山溪岭泉河桥湖原峪川峰城"
_PLACE_KINDS = ("县", "市", "区")
_OUTER_PLACE_KINDS = ("州", "市", "地区")

# By kind of disclosure: organs disclose as departments, the bodies below them as units.
_ORGANS = {
    "部门": (
        "数字化发展局", "农业农村局", "水利局", "交通运输局", "文化和旅游局", "市场监督管理局", "自然资源局", "民政局",
        "司法局", "审计局", "统计局", "林业和草原局", "应急管理局", "医疗保障局", "商务局", "科学技术局",
        "退役军人事务局", "生态环境局", "住房和城乡建设局", "人力资源和社会保障局",
    ),
    "单位": (
        "档案馆", "图书馆", "文化馆", "政务服务中心", "疾病预防控制中心", "融媒体中心", "农业技术推广中心", "水利管理站",
        "公路养护中心", "妇幼保健院", "职业技术学校", "公证处", "救助管理站", "气象服务中心", "林业工作站", "动物防疫站",
        "不动产登记中心", "项目服务中心", "残疾人康复中心", "地质勘查院",
    ),
}  # fmt: skip

_TOPICS = (
    "智慧水务平台", "政务大厅", "电子政务外网", "乡村道路", "灌区渠系", "公共图书", "非物质文化遗产", "农产品检测",
    "森林防火", "草原生态", "便民热线", "数据机房", "档案数字化", "基层文化站", "疫病监测", "应急物资",
    "老旧小区", "公共照明", "河道清淤", "职业培训", "食品安全抽检", "地理信息", "信息系统安全", "普法宣传",
    "统计调查", "公益岗位", "残疾人康复", "城市绿化", "土壤普查", "防汛抗旱", "双拥工作", "招商引资",
)  # fmt: skip
_TASKS = (
    "运行维护项目", "建设项目", "改造工程", "保障经费", "购买服务项目", "专项经费", "提升项目", "设备购置项目",
    "综合整治项目", "管理服务费", "监测项目", "业务经费",
)  # fmt: skip

_REASONS = (
    "本年度人员增加，相应预算增减",
    "落实过紧日子要求，压减一般性支出",
    "上年度安排的任务已经完成",
    "按照年度工作计划安排",
    "工资标准和缴费基数调整",
    "项目进度调整，资金需求随之变化",
)
_PURPOSES = ("日常办公和业务运转", "委托第三方开展专业服务", "合同款支付", "设备维护和更新", "人员经费和公用经费", "专项任务的开展")
_BASES = ("根据年度重点工作任务和部门职责设立", "根据上级主管部门的工作部署设立", "根据本级政府批准的实施方案设立")
_DUTIES = ("负责本地区相关事业的规划、组织和管理。", "承担公共服务和业务保障工作。", "贯彻执行有关方针政策，开展日常监督检查。")

# Level 1, level 2, name, target; a target with {} holds an amount.
INDICATORS = (
    ("产出指标", "数量指标", "开展业务次数", ">=12次"),
    ("产出指标", "数量指标", "维护设备数量", "≥20台"),
    ("产出指标", "数量指标", "服务对象人数", ">=300人"),
    ("产出指标", "质量指标", "验收合格率", "=100%"),
    ("产出指标", "质量指标", "系统故障率", "<=5%"),
    ("产出指标", "时效指标", "任务完成及时率", "> =95%"),
    ("成本指标", "经济成本指标", "项目总成本", "<={}万元"),
    ("效益指标", "社会效益指标", "公共服务水平", "有效提升"),
    ("满意度指标", "满意度指标", "服务对象满意度", ">=90%"),
)
UNIT_INDICATORS = (
    ("数量指标", "完成年度重点任务数量", ">=5项"),
    ("数量指标", "服务企业和群众数量", "≥100人"),
    ("质量指标", "重点任务办结率", ">=95%"),
    ("质量指标", "资金使用合规率", "=100%"),
    ("时效指标", "任务完成及时率", ">=95%"),
)

GLOSSARY = (
    "一、财政拨款：指由一般公共预算、政府性基金预算、国有资本经营预算安排的财政拨款数。",
    "二、基本支出：包括人员经费、公用经费。",
    "三、项目支出：为完成特定的行政任务或事业发展目标，在基本支出预算之外编制的年度项目支出计划。",
)


TOPIC_COUNT = len(_TOPICS)
# So many characters tell a topic from the others.
_TOPIC_MARK = 3


def unit_name(rng: random.Random, kind: str) -> str:
    """The name of a unit that discloses as `kind` (部门 or 单位). Of a thousand hardly two are alike."""
    return _place(rng, _OUTER_PLACE_KINDS) + _place(rng, _PLACE_KINDS) + rng.choice(_ORGANS[kind])


def _place(rng: random.Random, kinds: Sequence[str]) -> str:
    return rng.choice(_PLACE_FIRST) + rng.choice(_PLACE_SECOND) + rng.choice(kinds)


def project_names(rng: random.Random, count: int) -> list[str]:
    """Names of projects, no two of which are about the same."""
    return [topic + rng.choice(_TASKS) for topic in rng.sample(_TOPICS, count)]


def names_beside(rng: random.Random, taken: Collection[str]) -> list[str]:
    """Names of projects about all that no taken name is about."""
    names = project_names(rng, TOPIC_COUNT)
    return [name for name in names if not any(name[:_TOPIC_MARK] in other for other in taken)]


def is_project_name(name: str) -> bool:
    """Whether a name is one that is drawn here, with nothing before it."""
    return name.startswith(_TOPICS)


def reason(rng: random.Random) -> str:
    """Why an amount changed."""
    return rng.choice(_REASONS)


def purpose(rng: random.Random) -> str:
    """What an amount is for."""
    return rng.choice(_PURPOSES)


def basis(rng: random.Random) -> str:
    """What a project is founded on."""
    return rng.choice(_BASES)


def duty(rng: random.Random) -> str:
    """What a unit is there for."""
    return rng.choice(_DUTIES)
