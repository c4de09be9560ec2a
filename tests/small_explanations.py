"""A small disclosure with explanations: the tables of `small_disclosures`, then the part three that a test is about."""

from collections.abc import Callable
from decimal import Decimal

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import disclosure

Read = Callable[[str | bytes], Extraction]
# (what is measured, what the figure is in its statement, value)
Figure = tuple[str, str, Decimal]

UNIT = "青山县档案馆"
PART_THREE = "第三部分 2026 年单位预算情况说明"
PART_FOUR = "第四部分 名词解释"

STAFF = "二、机构设置及人员情况"
OVERVIEW = f"一、关于{UNIT} 2026 年收支预算情况总体说明"
INCOME = f"二、关于{UNIT} 2026 年收入预算情况说明"
EXPENDITURE = f"三、关于{UNIT} 2026 年支出预算情况说明"
APPROPRIATION = f"四、关于{UNIT} 2026 年财政拨款收支预算情况的总体说明"
CHANGES = "（一）一般公共预算当年拨款规模变化情况"
CLASSES = "（二）一般公共预算当年拨款结构情况，其中："
ITEMS = "（三）一般公共预算当年拨款具体使用情况"
BASIC = f"六、关于{UNIT} 2026 年一般公共预算基本支出情况说明"
PROJECTS = f"七、关于{UNIT} 2026 年一般公共预算项目支出情况说明"
THREE_PUBLIC = f"十、关于{UNIT} 2026 年财政拨款“三公”经费预算情况说明"
ENTRUSTED = f"十一、关于{UNIT} 2026 年财政拨款委托业务费支出情况说明"
CARRYOVER = f"十二、关于{UNIT} 2026 年上年结转结余预算情况说明"
OPERATING = "（一）单位运行经费情况"
PROCUREMENT = "（二）政府采购情况"
ASSETS = "（三）国有资产占用使用情况"
PERFORMANCE = "（四）预算绩效情况"
OTHER = "（五）其他需说明的事项"


def explained(part_three: str) -> str:
    """A disclosure whose part three is this text, line by line."""
    return f"{disclosure()}\n{PART_THREE}\n\n{part_three}\n\n{PART_FOUR}\n一、财政拨款：财政部门拨付的资金。\n"


def section(heading: str, *lines: str) -> str:
    """A disclosure whose part three is one section."""
    return explained("\n".join([heading, *lines]))


def line_of(document: str, text: str) -> int:
    """The number of the first line of a document that a text stands on."""
    return next(number for number, line in enumerate(document.split("\n"), start=1) if text in line)


def figures(extraction: Extraction) -> list[Figure]:
    """The figures of sentences in reading order."""
    return [(each.measure_code, each.figure_kind, each.value) for each in extraction.figures]


def money(measure_code: str, text: str, kind: str = "amount") -> Figure:
    """What a figure of a measure should be read as."""
    return measure_code, kind, Decimal(text)


def share(measure_code: str, text: str) -> Figure:
    return money(measure_code, text, "share")


def change(measure_code: str, text: str) -> Figure:
    return money(measure_code, text, "change")


def percent(measure_code: str, text: str) -> Figure:
    return money(measure_code, text, "change_pct")


def count(measure_code: str, text: str) -> Figure:
    return money(measure_code, text, "quantity")


def tallies(extraction: Extraction) -> list[tuple[int, int, int, int]]:
    """(seen, loaded, structural, rejected) of each section; every tally adds up and agrees with the records."""
    found = []
    for each in extraction.sections:
        loaded = sum(figure.section_no == each.section_no for figure in extraction.figures)
        rejected = sum(cell.section_no == each.section_no for cell in extraction.rejected)
        assert (each.figures_loaded, each.figures_rejected) == (loaded, rejected)
        assert each.figures_seen == each.figures_loaded + each.figures_structural + each.figures_rejected
        found.append((each.figures_seen, each.figures_loaded, each.figures_structural, each.figures_rejected))
    return found


def reasons(extraction: Extraction) -> list[tuple[str, str]]:
    """(text, reason code) of the rejected figures."""
    return [(each.text, each.reason_code) for each in extraction.rejected]
