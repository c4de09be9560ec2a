"""From a budget to the sentences of parts one and three (概况, 情况说明), as they are printed.

Each stated figure keeps what it states and which tables print it too. No amount is decided here.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.made import classification, words
from tests.made.budget import (
    ABROAD,
    APPROPRIATION,
    BASIC,
    CARRYOVER,
    FISCAL,
    GENERAL_PUBLIC,
    GOVERNMENT_FUND,
    RECEPTION,
    STATE_CAPITAL,
    THREE_PUBLIC_ITEMS,
    VEHICLE_OPERATION,
    VEHICLE_PURCHASE,
    Budget,
    Fund,
    Kind,
    Line,
    Project,
    of_funds,
    of_kinds,
    of_project,
    total,
)
from tests.made.printed import Paragraph, Part, Stated, in_wan, percent
from tests.made.style import Style
from tests.made.tables import sums_of

_NUMERALS = "零一二三四五六七八九"

_FUND_LABELS = {
    Fund.GENERAL_PUBLIC: "一般公共预算",
    Fund.GENERAL_PUBLIC_TRANSFER: "上级一般公共预算安排的转移支付资金",
    Fund.GOVERNMENT_FUND: "政府性基金预算",
    Fund.GOVERNMENT_FUND_TRANSFER: "上级政府性基金安排的转移支付资金",
    Fund.STATE_CAPITAL: "国有资本经营预算",
    Fund.STATE_CAPITAL_TRANSFER: "上级国有资本经营预算安排的转移支付资金",
}
# What is said of the appropriation, by whether there is money of government funds and of state capital.
_KINDS_OF_APPROPRIATION = {
    (False, False): "收入全部为一般公共预算拨款，无政府性基金预算拨款和国有资本经营预算。",
    (True, False): "收入包括一般公共预算拨款和政府性基金预算拨款，无国有资本经营预算。",
    (False, True): "收入包括一般公共预算拨款和国有资本经营预算拨款，无政府性基金预算拨款。",
    (True, True): "收入包括一般公共预算拨款、政府性基金预算拨款和国有资本经营预算拨款。",
}
_OTHER_FUND_LABELS = {
    Fund.FISCAL_SPECIAL_ACCOUNT: "财政专户（教育收费）",
    Fund.UNIT_FUNDS: "单位资金",
    Fund.FISCAL_CARRYOVER: "财政拨款结转",
    Fund.NON_FISCAL_CARRYOVER: "非财政拨款结转结余",
}

# The words for each fund, as sentences on income name it.
FUND_LABELS = {label: fund.value for fund, label in {**_FUND_LABELS, **_OTHER_FUND_LABELS}.items()}


def numeral(number: int) -> str:
    """A number below 100 in Chinese: 十三, 二十一."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return ten + (_NUMERALS[ones] if ones or not tens else "")


def numbered(number: int) -> str:
    """A number as project cards print it: 一十三."""
    return f"一{numeral(number)}" if 10 <= number < 20 else numeral(number)


def amount(yuan: int, measure: str, *tables: str) -> Stated:
    """A stated amount."""
    return Stated(in_wan(yuan), "amount", measure, yuan, frozenset(tables))


def share(part: int, whole: int, measure: str) -> list[Part]:
    """What share of the whole an amount is."""
    return ["，占", Stated(percent(part, whole), "share", measure, part), "%"] if whole else []


def change(this: int, prior: int, measure: str, prefix: str = "比上年预算") -> list[Part]:
    """The change since the year before, and its rate: not where the year before had nothing."""
    difference = this - prior
    direction, rate = ("增加", "增长") if difference >= 0 else ("减少", "下降")
    parts: list[Part] = [f"{prefix}{direction}", Stated(in_wan(abs(difference)), "change", measure, difference), "万元"]
    if prior:
        return [*parts, f"，{rate}", Stated(percent(difference, prior), "percentage", measure, prior), "%"]
    return [*parts, Stated("", "base_zero", measure, difference)]


@dataclass(slots=True)
class Explanations:
    """Writes the parts of one disclosure that are not tables."""

    budget: Budget
    style: Style
    rng: random.Random

    def part_one(self) -> list[Paragraph]:
        """Duties, and staff where it is told."""
        staff, unit, year = self.budget.staff, self.budget.unit, self.budget.year
        heading = "二、机构设置及人员情况" if staff else "二、机构设置"
        paragraphs = [
            _heading(f"第一部分 {year}年{self.budget.kind}概况", 2),
            _heading("一、主要职能", 3),
            Paragraph([words.duty(self.rng)]),
            _heading(heading, 3),
            Paragraph([f"{unit}无下属预算单位。"], section="organisation"),
        ]
        if staff:
            parts: list[Part] = [
                f"{unit}编制数",
                _count(staff.posts, "posts"),
                "，实有人数",
                _count(staff.actual, "staff"),
                "人，其中：",
            ]
            kinds = (("在职", staff.on_duty, "on_duty"), ("退休", staff.retired, "retired"), ("离休", 0, "honorary_retired"))
            for place, (label, number, measure) in enumerate(kinds):
                more = _count(min(number, self.rng.randint(0, 4)), f"staff_{measure}_change")
                parts += [label, _count(number, f"staff_{measure}"), "人，增加", more, "人。" if place == 2 else "人；"]
            paragraphs.append(Paragraph(parts, section="organisation"))
        return paragraphs

    def section_titles(self) -> list[str]:
        """The headings of part three, without numbers, in their order."""
        about = f"关于{self.budget.unit}{self.budget.year}年"
        titles = [
            f"{about}收支预算情况的总体说明",
            f"{about}收入预算情况说明",
            f"{about}支出预算情况说明",
            f"{about}财政拨款收支预算情况的总体说明",
            f"{about}一般公共预算当年拨款情况说明",
            f"{about}一般公共预算基本支出情况说明",
            f"{about}一般公共预算项目支出情况说明",
            f"{about}政府性基金预算拨款情况说明",
            f"{about}国有资本经营预算拨款情况说明",
            f"{about}财政拨款“三公”经费预算情况说明",
        ]
        if self.style.has_entrusted_table:
            titles.append(f"{about}财政拨款委托业务费支出情况说明")
        return [*titles, f"{about}上年结转结余预算情况说明", "其他重要事项的情况说明"]

    def part_three(self) -> list[Paragraph]:
        """The explanations up to the performance tables."""
        sections: list[Callable[[], list[Paragraph]]] = [
            self._overview, self._income, self._expenditure, self._appropriation, self._general_public, self._basic,
            self._projects, self._government_fund, self._state_capital, self._three_public,
        ]  # fmt: skip
        if self.style.has_entrusted_table:
            sections.append(self._entrusted)
        sections += [self._carryover, self._other]
        paragraphs = [_heading(f"第三部分 {self.budget.year}年{self.budget.kind}预算情况说明", 2)]
        for number, (title, section) in enumerate(zip(self.section_titles(), sections, strict=True), start=1):
            paragraphs += [_heading(f"{numeral(number)}、{title}", 3), *section()]
        return paragraphs

    def after_performance(self) -> list[Paragraph]:
        """What stands behind the performance tables."""
        parts: list[Part] = [f"本{self.budget.kind}无其他需说明事项。"]
        withheld = self.budget.withheld
        if withheld:
            yuan = sum(self._project_total(project) for project in withheld)
            parts = [f"{self.budget.kind}有", _count(len(withheld), "confidential_projects"), "个涉密项目，涉及预算资金"]
            parts += [amount(yuan, "confidential_projects_amount", "project_expenditure"), "万元，项目绩效目标表完全不予公开。"]
        return [_heading("（五）其他需说明的事项", 4), Paragraph(parts, section="other_matters")]

    def _overview(self) -> list[Paragraph]:
        budget = self.budget
        whole = total(budget.lines)
        paid_from = {line.fund for line in budget.lines}
        funds = [label for fund, label in {**_FUND_LABELS, **_OTHER_FUND_LABELS}.items() if fund in paid_from]
        names = classification.functional()
        classes = sorted({line.subject[:3] for line in budget.lines})
        return [
            Paragraph(
                [f"按照全口径预算的原则，{budget.unit}{budget.year}年所有收入和支出均纳入{budget.kind}预算管理。收支总预算",
                 amount(whole, "budget_total", "overview", "income", "expenditure"), "万元。"],
                section="overview",
            ),
            Paragraph([f"收入预算包括：{'、'.join(funds)}。"], section="overview"),
            Paragraph([f"支出预算包括：{'、'.join(names[code] for code in classes)}。"], section="overview"),
        ]  # fmt: skip

    def _income(self) -> list[Paragraph]:
        budget = self.budget
        whole = total(budget.lines)
        paragraphs = [
            Paragraph([f"{budget.unit}{budget.kind}收入预算", amount(whole, "income_total", "income", "overview"), "万元，其中："],
                      section="income")
        ]  # fmt: skip
        for fund, label in _FUND_LABELS.items():
            paragraphs.append(self._fund(fund, label) or Paragraph([f"{label}未安排。"], section="income"))
        others = (self._fund(fund, label) for fund, label in _OTHER_FUND_LABELS.items())
        return [*paragraphs, *(paragraph for paragraph in others if paragraph)]

    def _fund(self, fund: Fund, label: str) -> Paragraph | None:
        this, prior = (total(of_funds(lines, [fund])) for lines in (self.budget.lines, self.budget.prior))
        if not this and not prior:
            return None
        whole = total(self.budget.lines)
        parts: list[Part] = [label, amount(this, "income", "income", "overview"), "万元", *share(this, whole, "income"), "，"]
        return Paragraph([*parts, *change(this, prior, "income"), self._reason()], section="income")

    def _expenditure(self) -> list[Paragraph]:
        budget = self.budget
        whole = total(budget.lines)
        head: list[Part] = [
            f"{budget.unit}{budget.year}年支出预算",
            amount(whole, "expenditure_total", "expenditure", "overview"),
            "万元，其中：",
        ]
        return [Paragraph(head, section="expenditure"), *self._basic_and_project("expenditure", budget.lines, budget.prior, whole)]

    def _basic_and_project(self, section: str, lines: Iterable[Line], prior: Iterable[Line], whole: int | None) -> list[Paragraph]:
        lines, prior = list(lines), list(prior)
        table = "general_public_expenditure" if whole is None else "expenditure"
        paragraphs = []
        for label, kinds in (("基本支出", BASIC), ("项目支出", frozenset({Kind.PROJECT}))):
            this, before = total(of_kinds(lines, kinds)), total(of_kinds(prior, kinds))
            parts: list[Part] = [label, amount(this, section, table), "万元", *(share(this, whole, section) if whole else []), "，"]
            paragraphs.append(Paragraph([*parts, *change(this, before, section), self._reason()], section=section))
        return paragraphs

    def _appropriation(self) -> list[Paragraph]:
        budget = self.budget
        lines = of_funds(budget.lines, APPROPRIATION)
        public, fund, capital = (total(of_funds(lines, funds)) for funds in (GENERAL_PUBLIC, GOVERNMENT_FUND, STATE_CAPITAL))
        income: list[Part] = ["收入预算包括：一般公共预算拨款", amount(public, "appropriation_income", "appropriation"), "万元"]
        for label, yuan in (("政府性基金预算拨款", fund), ("国有资本经营预算拨款", capital)):
            if yuan:
                income += [f"、{label}", amount(yuan, "appropriation_income", "appropriation"), "万元"]
        expenditure: list[Part] = ["一般公共预算支出包括："]
        names = classification.functional()
        for place, (code, yuan) in enumerate(sorted(self._by(3, GENERAL_PUBLIC, budget.lines).items())):
            mark = "；" if place else ""
            expenditure += [f"{mark}{names[code]}", amount(yuan, "appropriation_expenditure", "appropriation")]
            expenditure.append(f"万元，主要用于{words.purpose(self.rng)}")
        whole = amount(total(lines), "appropriation_total", "appropriation")
        return [
            _said("appropriation", f"{budget.year}年财政拨款收支总预算", whole, "万元。"),
            _said("appropriation", _KINDS_OF_APPROPRIATION[bool(fund), bool(capital)]),
            _said("appropriation", *income, "。"),
            _said("appropriation", *expenditure, "。"),
        ]

    def _by(self, digits: int, funds: frozenset[Fund], lines: Iterable[Line]) -> dict[str, int]:
        chosen = of_funds(lines, funds)
        return {code: yuan for (code, _), yuan in sums_of(chosen, lambda line: (line.subject[:digits],), lambda _: ("",)).items()}

    def _general_public(self) -> list[Paragraph]:
        budget = self.budget
        lines, prior = (of_funds(lines, GENERAL_PUBLIC) for lines in (budget.lines, budget.prior))
        whole = total(lines)
        section = "general_public_change"
        head: list[Part] = [
            f"{budget.unit}{budget.year}年一般公共预算拨款合计",
            amount(whole, section, "general_public_expenditure"),
            "万元，其中：",
        ]
        return [
            _heading("（一）一般公共预算当年拨款规模变化情况", 4),
            Paragraph(head, section=section),
            *self._basic_and_project(section, lines, prior, None),
            _heading("（二）一般公共预算当年拨款结构情况，其中：", 4),
            *self._classes(whole),
            _heading("（三）一般公共预算当年拨款具体使用情况", 4),
            *self._items(),
        ]

    def _classes(self, whole: int) -> list[Paragraph]:
        names = classification.functional()
        section = "general_public_structure"
        paragraphs = []
        for number, (code, yuan) in enumerate(sorted(self._by(3, GENERAL_PUBLIC, self.budget.lines).items()), start=1):
            stated = amount(yuan, section, "general_public_expenditure", "appropriation")
            parts: list[Part] = [f"{self._mark(number)}{names[code]}（类）", stated, "万元", *share(yuan, whole, section), "。"]
            paragraphs.append(Paragraph(parts, section=section))
        return paragraphs

    def _items(self) -> list[Paragraph]:
        budget, names = self.budget, classification.functional()
        section = "general_public_items"
        now, before = (self._by(7, GENERAL_PUBLIC, lines) for lines in (budget.lines, budget.prior))
        paragraphs = []
        for number, code in enumerate(sorted({**now, **before}), start=1):
            name = f"{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）"
            this, prior = now.get(code, 0), before.get(code, 0)
            head: list[Part] = [
                f"{self._mark(number)}{name}：{budget.year}年预算数为",
                amount(this, section, "general_public_expenditure"),
                "万元，",
            ]
            paragraphs.append(Paragraph([*head, *change(this, prior, section), self._reason()], section=section))
        return paragraphs

    def _basic(self) -> list[Paragraph]:
        budget, names = self.budget, classification.economic()
        section = "basic_expenditure"
        lines = of_kinds(of_funds(budget.lines, GENERAL_PUBLIC), BASIC)
        tables = ("basic_expenditure", "general_public_expenditure")
        head: list[Part] = [
            f"{budget.unit}{budget.year}年一般公共预算基本支出",
            amount(total(lines), section, *tables),
            "万元，其中：",
        ]
        paragraphs = [Paragraph(head, section=section)]
        for label, kind in (("人员经费", Kind.PERSONNEL), ("公用经费", Kind.OPERATING)):
            chosen = of_kinds(lines, [kind])
            listed = "、".join(names[code] for code in sorted({line.economic for line in chosen}))
            parts: list[Part] = [label, amount(total(chosen), section, "basic_expenditure"), f"万元，主要包括：{listed}。"]
            paragraphs.append(Paragraph(parts, section=section))
        return paragraphs

    def _projects(self) -> list[Paragraph]:
        budget = self.budget
        if not budget.cards:
            return [self._empty("没有使用一般公共预算拨款安排的项目支出", "一般公共预算项目支出情况表", "projects")]
        return [paragraph for number, project in enumerate(budget.cards, start=1) for paragraph in self._card(number, project)]

    def _card(self, number: int, project: Project) -> list[Paragraph]:
        year = self.budget.year
        period = self.rng.choice((f"{year}年1月1日-{year}年12月31日", f"{year}.01-{year}.12", f"{year}年1月1日到{year}年12月31日"))
        budget = amount(self._project_total(project), "project_card_budget", "project_expenditure")
        allocation: list[Part] = []
        for place, (label, yuan) in enumerate(project.allocation, start=1):
            mark = f"{place}." if len(project.allocation) > 1 else ""
            ending = "；" if place < len(project.allocation) else "。"
            allocation += [f"{mark}{label}", amount(yuan, "project_allocation"), f"万元{ending}"]
        withheld: list[Part] = [project.basis]
        fields: list[list[Part]] = [
            [f"（{numbered(number)}）项目名称：{project.name}"],
            [f"设立的政策依据：{project.basis}"],
            ["预算安排规模：", budget, "万元"],
            [f"项目承担单位：{self.budget.unit}"],
            ["资金分配情况：", *(withheld if project.is_withheld else allocation)],
            ["资金执行时间：", *(withheld if project.is_withheld else [period])],
        ]
        return [Paragraph(parts, section=f"projects:{project.name}") for parts in fields]

    def _project_total(self, project: Project) -> int:
        return total(of_project(self.budget.lines, project.name))

    def _government_fund(self) -> list[Paragraph]:
        return self._other_budget("government_fund", "政府性基金预算", GOVERNMENT_FUND)

    def _state_capital(self) -> list[Paragraph]:
        return self._other_budget("state_capital", "国有资本经营预算", STATE_CAPITAL)

    def _other_budget(self, section: str, label: str, funds: frozenset[Fund]) -> list[Paragraph]:
        """What is said of a budget beside the general public one."""
        budget = self.budget
        this, prior = (total(of_funds(lines, funds)) for lines in (budget.lines, budget.prior))
        if not this:
            return [self._empty(f"没有使用{label}拨款安排的支出", f"{label}支出情况表", section)]
        measure = f"{section}_total"
        stated = amount(this, measure, f"{section}_expenditure", "appropriation")
        parts: list[Part] = [f"{budget.unit}{budget.year}年{label}支出", stated, "万元，"]
        return [Paragraph([*parts, *change(this, prior, measure), self._reason()], section=section)]

    def _three_public(self) -> list[Paragraph]:
        budget = self.budget
        long = self.style.three_public_words == "long"
        labels = {
            ABROAD: "因公出国（境）费用" if long else "因公出国（境）费",
            VEHICLE_PURCHASE: "公务用车购置" if long else "公务用车购置费",
            VEHICLE_OPERATION: "公务用车运行维护费" if long else "公务用车运行费",
            RECEPTION: "公务接待费",
        }
        section, this, prior = "three_public", budget.three_public, budget.three_public_prior
        stated: list[Part] = [
            f"{budget.unit}{budget.year}年财政拨款“三公”经费数为",
            amount(sum(this.values()), section, section),
            "万元，其中：",
        ]
        changes: list[Part] = [
            f"{budget.year}年财政拨款“三公”经费预算",
            *change(sum(this.values()), sum(prior.values()), section),
            "，其中：",
        ]
        for place, item in enumerate(THREE_PUBLIC_ITEMS):
            is_last = place == len(THREE_PUBLIC_ITEMS) - 1
            stated += [labels[item], amount(this[item], section, section), "万元。" if is_last else "万元，"]
            changes += [labels[item], *change(this[item], prior[item], section, prefix="")]
            nothing = f"，主要原因是{budget.year - 1}年与{budget.year}年均未安排{labels[item]}"
            reason = f"，主要原因是{words.reason(self.rng)}" if this[item] or prior[item] else nothing
            changes.append(reason + ("。" if is_last else "；"))
        return [Paragraph(stated, section=section), Paragraph(changes, section=section)]

    def _entrusted(self) -> list[Paragraph]:
        budget, section = self.budget, "entrusted_service"
        if not budget.entrusted:
            return [self._empty("没有使用财政拨款安排的委托业务费支出", "财政拨款委托业务费支出情况表", section)]
        whole = amount(sum(budget.entrusted.values()), section, section)
        paragraphs = [Paragraph([f"{budget.unit}{budget.year}年委托业务费", whole, "万元，其中："], section=section)]
        items = enumerate(budget.entrusted.items(), start=1)
        return [*paragraphs, *(self._listed(section, number, f"{name}委托业务费", yuan) for number, (name, yuan) in items)]

    def _listed(self, section: str, number: int, label: str, yuan: int) -> Paragraph:
        """What a list says of one project."""
        purpose = f"万元，主要用于：{words.purpose(self.rng)}。"
        return _said(section, f"{self._mark(number)}{label}", amount(yuan, section, section), purpose)

    def _carryover(self) -> list[Paragraph]:
        budget, section = self.budget, "carryover"
        lines = of_funds(budget.lines, CARRYOVER)
        if not lines:
            return [self._empty("没有上年结转结余预算安排的支出", self.style.carryover_title, section)]
        fiscal = total(of_funds(lines, FISCAL))
        tables = (section, "overview", "income")
        parts: list[Part] = [
            f"{budget.unit}{budget.year}年上年结转结余",
            amount(total(lines), section, *tables),
            "万元，包括：财政拨款",
        ]
        parts += [
            amount(fiscal, section, *tables),
            "万元，非财政拨款",
            amount(total(lines) - fiscal, section, *tables),
            "万元，其中：",
        ]
        amounts = sums_of(lines, lambda line: (line.project,), lambda _: ("",))
        items = enumerate(((name, yuan) for (name, _), yuan in amounts.items()), start=1)
        return [_said(section, *parts), *(self._listed(section, number, f"{name}结转", yuan) for number, (name, yuan) in items)]

    def _other(self) -> list[Paragraph]:
        return [
            _heading("（一）单位运行经费情况", 4),
            self._operating_expenses(),
            _heading("（二）政府采购情况", 4),
            *self._procurement(),
            _heading("（三）国有资产占用使用情况", 4),
            *self._assets(),
            _heading("（四）预算绩效情况", 4),
            self._performance(),
        ]

    def _operating_expenses(self) -> Paragraph:
        budget, section = self.budget, "operating_expenses"
        public = (of_funds(lines, GENERAL_PUBLIC) for lines in (budget.lines, budget.prior))
        this, prior = (total(of_kinds(lines, [Kind.OPERATING])) for lines in public)
        parts: list[Part] = [
            f"{budget.unit}{budget.year}年的机关运行经费财政拨款预算",
            amount(this, section, "basic_expenditure"),
            "万元，",
        ]
        return Paragraph([*parts, *change(this, prior, section), self._reason()], section=section)

    def _procurement(self) -> list[Paragraph]:
        budget, bought, section = self.budget, self.budget.procurement, "procurement"
        first: list[Part] = [
            f"{budget.year}年，{budget.unit}政府采购预算",
            amount(bought.total, "procurement_total"),
            "万元，其中：",
        ]
        first += ["政府采购货物预算", amount(bought.goods, "procurement_goods"), "万元，政府采购工程预算"]
        first += [
            amount(bought.works, "procurement_works"),
            "万元，政府采购服务预算",
            amount(bought.services, "procurement_services"),
            "万元。",
        ]
        second: list[Part] = [f"{budget.year}年，{budget.unit}面向中小企业预留政府采购项目预算金额"]
        second += [amount(bought.reserved, "procurement_reserved_sme"), "万元，其中：小微企业预留政府采购项目预算金额"]
        second += [amount(bought.reserved_micro, "procurement_reserved_micro"), "万元。"]
        return [Paragraph(first, section=section), Paragraph(second, section=section)]

    def _assets(self) -> list[Paragraph]:
        budget, assets, section = self.budget, self.budget.assets, "assets"
        area = Stated(f"{assets.buildings_area // 100:,}.{assets.buildings_area % 100:02d}", "count", "buildings_area")
        vehicles: list[Part] = ["2.车辆", _count(sum(count for _, count, _ in assets.vehicles), "vehicles"), "辆，价值"]
        vehicles += [amount(sum(yuan for _, _, yuan in assets.vehicles), "vehicles_value"), "万元；其中："]
        for place, (kind, count, yuan) in enumerate(assets.vehicles):
            ending = "万元；" if place < len(assets.vehicles) - 1 else "万元。"
            vehicles += [kind, _count(count, f"vehicles:{kind}"), "辆，价值", amount(yuan, f"vehicles_value:{kind}"), ending]
        purchase = budget.three_public[VEHICLE_PURCHASE]
        planned: list[Part] = [f"{budget.year}年{budget.kind}预算未安排购置车辆经费，"]
        if purchase:
            stated = amount(purchase, "vehicle_purchase_planned", "three_public")
            planned = [f"{budget.year}年{budget.kind}预算安排购置车辆经费", stated, "万元，"]
        planned += [
            "安排购置单价50万元以上大型设备",
            _count(assets.equipment_over_500k_planned, "equipment_over_500k_planned"),
            "台，",
        ]
        planned += [
            "安排购置单价100万元以上大型设备",
            _count(assets.equipment_over_1m_planned, "equipment_over_1m_planned"),
            "台。",
        ]
        equipment: list[Part] = [
            f"{budget.kind}价值单价50万元以上大型设备",
            _count(assets.equipment_over_500k, "equipment_over_500k"),
            "台，",
        ]
        equipment += [f"{budget.kind}价值单价100万元以上大型设备", _count(assets.equipment_over_1m, "equipment_over_1m"), "台。"]
        return [
            _said(section, f"截至{budget.year - 1}年底，{budget.unit}占用使用国有资产总体情况为："),
            _said(section, "1.房屋", area, "平方米，价值", amount(assets.buildings, "buildings_value"), "万元。"),
            _said(section, *vehicles),
            _said(section, "3.办公家具价值", amount(assets.furniture, "furniture_value"), "万元。"),
            _said(section, "4.其他资产价值", amount(assets.others, "other_assets_value"), "万元。"),
            _said(section, *equipment),
            _said(section, *planned),
        ]

    def _performance(self) -> Paragraph:
        budget, section = self.budget, "performance"
        projects = [line for line in budget.lines if line.kind is Kind.PROJECT and line.fund not in CARRYOVER]
        fiscal = total(of_funds(projects, APPROPRIATION))
        parts: list[Part] = []
        if self.style.has_unit_performance:
            whole = amount(total(budget.lines), "unit_goals_amount", "expenditure", "overview", "unit_performance")
            parts += [f"{budget.year}年，本{budget.kind}预算绩效管理整体预算绩效目标", _count(1, "unit_goals"), "个，涉及预算金额"]
            parts += [whole, "万元；"]
        number = len(budget.performance_projects) + len(budget.withheld)
        parts += ["当年预算安排项目共", _count(number, "projects"), "个，其中：财政拨款项目涉及预算金额"]
        parts += [amount(fiscal, "projects_fiscal_amount", "project_expenditure"), "万元；非财政拨款项目涉及预算金额"]
        parts += [amount(total(projects) - fiscal, "projects_non_fiscal_amount"), "万元。具体情况见下表："]
        return Paragraph(parts, section=section)

    def _empty(self, statement: str, title: str, section: str) -> Paragraph:
        return Paragraph([f"{self.budget.unit}{self.budget.year}年{statement}，{title}为空表。"], section=section)

    def _reason(self) -> str:
        return f"，主要原因是{words.reason(self.rng)}。"

    def _mark(self, number: int) -> str:
        return f"{number}{self.style.list_mark}"


def _heading(text: str, level: int) -> Paragraph:
    return Paragraph([text], level=level)


def _said(section: str, *parts: Part) -> Paragraph:
    return Paragraph(list(parts), section=section)


def _count(number: int, measure: str) -> Stated:
    return Stated(str(number), "count", measure)
