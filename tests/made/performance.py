"""From a budget to its tables of performance targets: of the whole unit, and one a project."""

import random

from tests.made import words
from tests.made.budget import CARRYOVER, FISCAL, Budget, Fund, Project, of_funds, of_project, total
from tests.made.explanations import amount
from tests.made.printed import Part, PerformanceTable, Stated, in_wan
from tests.made.style import Style

# What all weights add up to; the last tenth is given for spending the money.
WEIGHTS = 90

_TRANSFERS = frozenset({Fund.GENERAL_PUBLIC_TRANSFER, Fund.GOVERNMENT_FUND_TRANSFER, Fund.STATE_CAPITAL_TRANSFER})
_PROJECT_HEADER = (
    "一级指标", "二级指标", "三级指标", "指标值", "指标值设置依据", "上年完成值", "指标分值权重", "指标赋分规则", "佐证资料",
)  # fmt: skip
_UNIT_HEADER = ("一级指标", "二级指标", "三级指标", "指标值", "指标设定依据", "分值权重")

_Row = list[list[Part]]


def performance_tables(budget: Budget, style: Style, rng: random.Random) -> list[PerformanceTable]:
    """The performance tables in their order."""
    tables = [_unit_table(budget, rng)] if style.has_unit_performance else []
    return [*tables, *(_project_table(budget, project, rng) for project in budget.performance_projects)]


def _unit_table(budget: Budget, rng: random.Random) -> PerformanceTable:
    kind = budget.kind
    lines = budget.lines
    fiscal, higher = total(of_funds(lines, FISCAL)), total(of_funds(lines, _TRANSFERS))
    rows: list[_Row] = [
        _words(f"{kind}名称（盖章）", "", budget.unit, "", "", ""),
        _words(f"{kind}联系人", "", "", "联系电话", "", ""),
        _words("年度绩效目标", "", f"完成年度重点任务，{words.purpose(rng)}得到保障。", "", "", ""),
        _words("年度预算(万元)", "", "资金来源", "", "资金总额（万元）", ""),
        [*_words("", "", "财政资金（万元）", "上级安排"), [amount(higher, "performance_fiscal_higher", "unit_performance")], [""]],
        [*_words("", "", "", "本级安排"), [amount(fiscal - higher, "performance_fiscal_own", "unit_performance")], [""]],
        [
            *_words("", "", "其他资金（万元）", "其他"),
            [amount(total(lines) - fiscal, "performance_other", "unit_performance")],
            [""],
        ],
        [*_words("", "", "合计：", ""), [amount(total(lines), "performance_budget", "unit_performance")], [""]],
        _words(*_UNIT_HEADER),
    ]
    chosen = words.UNIT_INDICATORS[: rng.randint(3, len(words.UNIT_INDICATORS))]
    weights = _weights(len(chosen), rng)
    for place, ((level, name, target), weight) in enumerate(zip(chosen, weights, strict=True)):
        rows.append([*_words("" if place else "履职效能", level, name, target, "年度工作计划"), [_weight(weight)]])
    return PerformanceTable(f"{kind}整体绩效目标表", rows)


def _project_table(budget: Budget, project: Project, rng: random.Random) -> PerformanceTable:
    lines = of_project(budget.lines, project.name)
    whole, fiscal = total(lines), total(of_funds(lines, FISCAL))
    table = "project_expenditure" if project.has_card else "carryover" if of_funds(lines, CARRYOVER) else ""
    tables = ("project_performance", table) if table else ("project_performance",)
    rows: list[_Row] = [
        _words("预算单位", "", budget.unit, "", "", "", "", "", ""),
        _words("项目名称", "", project.name, "", "", "", "项目负责人", "", ""),
        [
            *_words("项目资金(万元)", "", "年度预算总额"),
            [amount(whole, "performance_budget", *tables)],
            ["其中：财政拨款"],
            [amount(fiscal, "performance_fiscal", *tables)],
            ["其他资金"],
            [amount(whole - fiscal, "performance_other", *tables)],
            [""],
        ],
        _words("项目总体目标", "", f"通过项目的实施，{project.purpose}得到保障。", "", "", "", "", "", ""),
        _words(*_PROJECT_HEADER),
        *_indicators(whole, rng),
    ]
    return PerformanceTable("项目支出绩效目标表", rows, project.name)


def _indicators(whole: int, rng: random.Random) -> list[_Row]:
    places = sorted(rng.sample(range(len(words.INDICATORS)), rng.randint(5, len(words.INDICATORS))))
    rows: list[_Row] = []
    printed_1 = printed_2 = ""
    for place, weight in zip(places, _weights(len(places), rng), strict=True):
        level_1, level_2, name, target = words.INDICATORS[place]
        first = "" if level_1 == printed_1 else level_1
        second = "" if level_2 == printed_2 and not first else level_2
        printed_1, printed_2 = level_1, level_2
        text = target.format(in_wan(whole).replace(",", ""))
        row = _words(first, second, name, text, rng.choice(("计划标准", "历史标准")), "/")
        rows.append([*row, [_weight(weight)], ["按照完成比例赋分"], ["工作资料"]])
    return rows


def _weights(count: int, rng: random.Random) -> list[int]:
    """That many weights, which add up to what they must."""
    shares = [rng.choice((5, 10, 10, 15)) for _ in range(count)]
    while sum(shares) != WEIGHTS:
        place = rng.randrange(count)
        shares[place] = max(shares[place] + (1 if sum(shares) < WEIGHTS else -1), 2)
    return shares


def _weight(weight: int) -> Stated:
    return Stated(str(weight), "weight", "performance_weight", tables=frozenset({"project_performance"}))


def _words(*texts: str) -> _Row:
    return [[text] for text in texts]
