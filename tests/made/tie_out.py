"""Whether a made disclosure ties out: sums and statements taken anew from what it prints.

It looks at nothing but the printed figures and the text, so that what the generator believes can be proved.
Amounts are in hundredths of 万元, the unit of the last printed digit.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.made import FaultyDisclosure, MadeDisclosure, classification
from tests.made.printed import in_hundredths

_AMOUNT = r"([\d,]+\.\d\d)万元"
_PERCENT = r"([\d,]+\.\d\d)%"
_TITLES = {
    "收支预算情况的总体说明": "overview",
    "收入预算情况说明": "income",
    "支出预算情况说明": "expenditure",
    "财政拨款收支预算情况的总体说明": "appropriation",
    "一般公共预算当年拨款情况说明": "general_public",
    "一般公共预算基本支出情况说明": "basic",
    "一般公共预算项目支出情况说明": "projects",
    "政府性基金预算拨款情况说明": "government_fund",
    "国有资本经营预算拨款情况说明": "state_capital",
    "财政拨款“三公”经费预算情况说明": "three_public",
    "财政拨款委托业务费支出情况说明": "entrusted_service",
    "上年结转结余预算情况说明": "carryover",
}
_HEADING = re.compile(rf"关于\D{{4,30}}\d{{4}}年({'|'.join(_TITLES)})")
_CHANGE = re.compile(rf"{_AMOUNT}(?:，占{_PERCENT})?，比上年预算(增加|减少){_AMOUNT}(?:，(?:增长|下降){_PERCENT})?")

# What a change is told of: the words before the amount, and those between an item and its amount.
_CHANGE_OF = re.compile(rf"([^\d。：；，]+)(?:：\d{{4}}年预算数为)?{_CHANGE.pattern}")
# Sections that tell of no change where there is nothing this year.
_SILENT_IF_EMPTY = frozenset({"government_fund", "state_capital"})

# A code in up to three cells, its last part perhaps before the name in one cell.
_CODE_AND_NAME = re.compile(r"(\d{3}\t(?:\d\d[\t ])?(?:\d\d)?\t*)([^\d\t][^\t]*)")

_FISCAL_FUNDS = (
    "general_public", "general_public_transfer", "government_fund", "government_fund_transfer", "state_capital", "state_capital_transfer",
)  # fmt: skip
_ACROSS: dict[str, dict[str, tuple[str, ...]]] = {
    "income": {
        "total": ("appropriation_subtotal", "fiscal_special_account", "unit_funds", "fiscal_carryover", "non_fiscal_carryover"),
        "appropriation_subtotal": _FISCAL_FUNDS,
    },
    "expenditure": {"total": ("basic", "project")},
    "appropriation": {"expenditure_total": ("general_public", "government_fund", "state_capital")},
    "general_public_expenditure": {"total": ("basic", "project")},
    "basic_expenditure": {"total": ("personnel", "operating")},
    "project_expenditure": {"total": tuple(classification.project_columns().values())},
    "government_fund_expenditure": {"total": ("basic_personnel", "basic_operating", "project")},
    "state_capital_expenditure": {"total": ("basic_personnel", "basic_operating", "project")},
    "three_public": {"total": ("general_public", "government_fund", "state_capital")},
    "entrusted_service": {"total": ("general_public", "government_fund", "state_capital")},
    "carryover": {
        "total": ("fiscal_subtotal", "non_fiscal_subtotal"),
        "fiscal_subtotal": ("fiscal_basic_personnel", "fiscal_basic_operating", "fiscal_project"),
        "non_fiscal_subtotal": ("non_fiscal_basic_personnel", "non_fiscal_basic_operating", "non_fiscal_project"),
    },
}
_ITEMS = {
    "current_income": ("general_public", "government_fund", "state_capital", "fiscal_special_account", "unit_funds"),
    "general_public": ("general_public_own", "general_public_transfer"),
    "government_fund": ("government_fund_own", "government_fund_transfer"),
    "state_capital": ("state_capital_own", "state_capital_transfer"),
    "unit_funds": ("business_income", "superior_subsidy", "affiliated_unit_income", "operating_income", "other_income"),
    "carryover": ("fiscal_carryover", "non_fiscal_carryover"),
    "fiscal_carryover": ("fiscal_carryover_general_public", "fiscal_carryover_government_fund", "fiscal_carryover_state_capital"),
    "non_fiscal_carryover": ("non_fiscal_carryover_special_account", "non_fiscal_carryover_unit_funds"),
}
# Items of functional subjects, and the economic subjects that hold the same money.
_TWINS = (
    ("30108", ("2080505",)),
    ("30109", ("2080506",)),
    ("30110", ("2101101", "2101102")),
    ("30111", ("2101103",)),
    ("30113", ("2210201",)),
)
_THREE_PUBLIC_LABELS = {
    "因公出国（境）费": "abroad",
    "公务用车购置": "vehicle_purchase",
    "公务用车运行": "vehicle_operation",
    "公务接待费": "reception",
}
_THREE_PUBLIC_LINES = {"30212": "abroad", "30217": "reception", "30231": "vehicle_operation"}
# Tables of which a disclosure may say that they are empty.
_EMPTIED = {
    "project_expenditure": "一般公共预算项目支出情况表",
    "government_fund_expenditure": "政府性基金预算支出情况表",
    "state_capital_expenditure": "国有资本经营预算支出情况表",
    "three_public": "财政拨款“三公”经费支出情况表",
    "entrusted_service": "财政拨款委托业务费支出情况表",
    "carryover": "上年结转结余情况(?:明细)?表",
}


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    subject: str
    item: str
    project: str
    amounts: dict[str, int] = field(default_factory=dict)


def contradictions(made: MadeDisclosure | FaultyDisclosure) -> list[str]:
    """What of a disclosure cannot all be right, or is told in two ways."""
    return list(_Reading(made).contradictions())


def contradictions_between_years(earlier: MadeDisclosure, later: MadeDisclosure | FaultyDisclosure) -> list[str]:
    """What a disclosure tells of the year before, and the disclosure of that year tells otherwise."""
    told, before = _Reading(later).amounts_and_bases(), _Reading(earlier).amounts_and_bases()
    found = []
    for place in sorted({*told, *before}):
        section, label = place
        if place not in told and section in _SILENT_IF_EMPTY:
            continue
        base, amount = told.get(place, (0, 0))[1], before.get(place, (0, 0))[0]
        # Of the base, two figures are rounded.
        if not agrees(amount, [base, 0]):
            found.append(f"{section}: {label}: {base} of the year before is told, and {amount} was")
    return found


def agrees(whole: int | None, parts: Iterable[int]) -> bool:
    """Whether a sum and its parts can all be right, each within half a unit of its last digit."""
    parts = list(parts)
    difference = (whole or 0) - sum(parts)
    return difference == 0 or 2 * abs(difference) < len(parts) + (whole is not None)


class _Reading:
    """The figures and the sentences of one disclosure."""

    def __init__(self, made: MadeDisclosure | FaultyDisclosure) -> None:
        self._rows: dict[str, dict[tuple[str, str, str, str], _Row]] = {}
        for figure in made.figures:
            what = figure.meaning
            key = what.row_kind, what.subject_code or "", what.item_code or "", what.project or ""
            row = self._rows.setdefault(what.table_code, {}).setdefault(key, _Row(*key))
            row.amounts[what.column_code] = in_hundredths(figure.text)
        self._year = made.fiscal_year
        plain = self._plain = re.sub(r"#|</?[bp]>", "", made.text)
        explanations = plain[plain.rindex("第三部分") :]
        told, _, self._performance = explanations.partition("具体情况见下表：")
        self._told = re.sub(r"\s", "", told)
        self._sections = self._split()
        self._other = self._told[self._told.rindex("其他重要事项的情况说明") :]

    def contradictions(self) -> Iterator[str]:
        yield from self._across()
        yield from self._down()
        yield from self._lists()
        yield from self._between_tables()
        yield from self._totals_told()
        yield from self._subjects_told()
        yield from self._changes()
        yield from self._year_before()
        yield from self._cards()
        yield from self._project_lists()
        yield from self._three_public()
        yield from self._others()
        yield from self._performance_tables()
        yield from self._names_of_codes()
        yield from self._years()
        yield from self._completeness()

    def amounts_and_bases(self) -> dict[tuple[str, str], tuple[int, int]]:
        """By section and label: an amount of this year, and the amount of the year before that its change makes of it."""
        told = {
            (section, label.lstrip(".、")): (in_hundredths(change[0]), _base(*change))
            for section, text in [*self._sections.items(), ("other", self._other)]
            for label, *change in _CHANGE_OF.findall(text)
        }
        for item, (amount, direction, change, _) in self._three_public_told().items():
            told["three_public", item] = (in_hundredths(amount), _base(amount, "", direction, change, ""))
        return told

    def _split(self) -> dict[str, str]:
        found = list(_HEADING.finditer(self._told))
        ends = [match.start() for match in found[1:]] + [self._told.rindex("其他重要事项的情况说明")]
        return {_TITLES[match[1]]: self._told[match.end() : end] for match, end in zip(found, ends, strict=True)}

    def _table(self, code: str) -> list[_Row]:
        return list(self._rows.get(code, {}).values())

    def _at(self, table: str, column: str, kind: str = "total", subject: str = "", item: str = "") -> int | None:
        row = self._rows.get(table, {}).get((kind, subject, item, ""))
        return row.amounts.get(column) if row else None

    def _column(self, table: str, column: str, kind: str) -> dict[str, int]:
        return {row.subject: row.amounts[column] for row in self._table(table) if row.kind == kind and column in row.amounts}

    def _across(self) -> Iterator[str]:
        for table, sums in _ACROSS.items():
            for row in self._table(table):
                if table == "appropriation" and row.kind == "item":
                    continue
                for whole, parts in sums.items():
                    if not agrees(row.amounts.get(whole), (row.amounts[part] for part in parts if part in row.amounts)):
                        yield f"{table}: {row.kind} {row.subject}{row.item}{row.project}: {whole} is not the sum of its parts"

    def _down(self) -> Iterator[str]:
        for table in _ACROSS:
            rows = [row for row in self._table(table) if row.item != "vehicles"]
            leaves = [row for row in rows if row.kind in {"item", "project"} or table == "appropriation"]
            groups = {kind: [row for row in rows if row.kind == kind] for kind in ("class", "section")}
            for row in rows:
                if row.kind in {"total", "unit"}:
                    below = [groups["class"] or leaves, leaves]
                elif row.kind == "class" and table != "appropriation":
                    below = [[other for other in groups["section"] or leaves if other.subject.startswith(row.subject)]]
                elif row.kind == "section":
                    below = [[other for other in leaves if other.subject.startswith(row.subject)]]
                else:
                    continue
                yield from self._column_sums(table, row, below)
            if not rows and table not in {"entrusted_service"}:
                continue
            yield from self._heads(table)

    def _column_sums(self, table: str, row: _Row, below: list[list[_Row]]) -> Iterator[str]:
        own = {"expenditure_total", "general_public", "government_fund", "state_capital"} if table == "appropriation" else None
        columns = {column for other in [row, *below[0]] for column in other.amounts}
        for parts in below:
            for column in sorted(columns & own if own else columns):
                amounts = [
                    other.amounts[column]
                    for other in parts
                    if column in other.amounts and other is not row and (own is None or other.kind == "class")
                ]
                if not agrees(row.amounts.get(column), amounts):
                    yield f"{table}: {row.kind} {row.subject}: {column} is not the sum of the rows below"

    def _heads(self, table: str) -> Iterator[str]:
        heads = [row.amounts for row in self._table(table) if row.kind in {"total", "unit"}]
        if table != "appropriation" and any(amounts != heads[0] for amounts in heads):
            yield f"{table}: the row of the unit is not the total"

    def _lists(self) -> Iterator[str]:
        items = {row.item: row.amounts.get("income_amount") for row in self._table("overview") if row.kind == "item"}
        for whole, parts in _ITEMS.items():
            if not agrees(items.get(whole), (amount for part in parts if (amount := items.get(part)) is not None)):
                yield f"overview: {whole} is not the sum of its items"
        income, expenditure = self._at("overview", "income_amount"), self._at("overview", "expenditure_amount")
        top = [items[part] or 0 for part in ("current_income", "carryover") if items.get(part) is not None]
        classes = self._column("overview", "expenditure_amount", "class")
        if income != expenditure or not agrees(income, top) or not agrees(expenditure, classes.values()):
            yield "overview: the totals do not balance"
        incomes = {row.item: row.amounts.get("income_amount") for row in self._table("appropriation") if row.kind == "item"}
        total = self._at("appropriation", "income_amount")
        if not (total == incomes.get("appropriation") == self._at("appropriation", "expenditure_total")):
            yield "appropriation: the totals do not balance"
        for kind in ("general_public", "government_fund", "state_capital"):
            if incomes.get(kind) != self._at("appropriation", kind):
                yield f"appropriation: income and expenditure of {kind} differ"
        by_item = {row.item: row.amounts for row in self._table("three_public")}
        operated = [by_item.get(item, {}) for item in ("vehicle_purchase", "vehicle_operation")]
        for column in ("total", "general_public", "government_fund", "state_capital"):
            used = [amounts[column] for amounts in operated if column in amounts]
            if not agrees(by_item.get("vehicles", {}).get(column), used):
                yield f"three_public: vehicles in {column} are not the sum of their items"

    def _between_tables(self) -> Iterator[str]:
        whole = self._at("overview", "income_amount")
        same: list[tuple[str, object, object]] = [
            ("total of income", whole, self._at("income", "total")),
            ("total of expenditure", whole, self._at("expenditure", "total")),
            ("appropriation", self._at("appropriation", "income_amount"), self._at("income", "appropriation_subtotal")),
            ("general public", self._at("appropriation", "general_public"), self._at("general_public_expenditure", "total")),
            ("government fund", self._at("appropriation", "government_fund"), self._at("government_fund_expenditure", "total")),
            ("state capital", self._at("appropriation", "state_capital"), self._at("state_capital_expenditure", "total")),
            ("basic", self._at("general_public_expenditure", "basic"), self._at("basic_expenditure", "total")),
            ("project", self._at("general_public_expenditure", "project"), self._at("project_expenditure", "total")),
            ("fiscal carry-over", self._at("income", "fiscal_carryover"), self._at("carryover", "fiscal_subtotal")),
            ("other carry-over", self._at("income", "non_fiscal_carryover"), self._at("carryover", "non_fiscal_subtotal")),
            ("classes", self._column("overview", "expenditure_amount", "class"), self._column("expenditure", "total", "class")),
            ("classes", self._column("appropriation", "general_public", "class"), self._column("general_public_expenditure", "total", "class")),
        ]  # fmt: skip
        same += [
            (kind, self._column("appropriation", kind, "class"), self._column(f"{kind}_expenditure", "total", "class"))
            for kind in ("government_fund", "state_capital")
        ]
        same += [
            (kind, self._column("income", "total", kind), self._column("expenditure", "total", kind))
            for kind in ("class", "section", "item")
        ]
        same += [
            (kind, self._column("general_public_expenditure", "project", kind), self._column("project_expenditure", "total", kind))
            for kind in ("class", "section")
        ]
        funds = {f"{fund}_own": fund for fund in ("general_public", "government_fund", "state_capital")}
        for item in ("general_public_own", "general_public_transfer", "government_fund_own", "government_fund_transfer",
                     "state_capital_own", "state_capital_transfer",
                     "fiscal_special_account", "unit_funds", "fiscal_carryover", "non_fiscal_carryover"):  # fmt: skip
            same.append((item, self._at("overview", "income_amount", "item", item=item), self._at("income", funds.get(item, item))))
        yield from (f"{what}: printed twice, differently" for what, one, other in same if one != other)
        yield from self._twins()

    def _twins(self) -> Iterator[str]:
        basic = self._column("basic_expenditure", "total", "item")
        functional = self._column("general_public_expenditure", "total", "item")
        for economic, subjects in _TWINS:
            if not agrees(basic.get(economic), (functional[subject] for subject in subjects if subject in functional)):
                yield f"{economic} is not what its functional twins are"
        public = {row.item: row.amounts.get("total", 0) for row in self._table("three_public")}
        for economic, item in _THREE_PUBLIC_LINES.items():
            if basic.get(economic, 0) > public.get(item, 0):
                yield f"{economic} is more than the three public expenses say"
        projects, rows = self._sums_by_project("goods_services"), self._rows_by_project()
        for row in self._table("entrusted_service"):
            entrusted, goods = row.amounts.get("total", 0), projects.get(row.project, 0)
            if row.kind == "project" and 2 * (entrusted - goods) > rows.get(row.project, 0):
                yield f"{row.project}: more entrusted services than goods and services"

    def _sums_by_project(self, column: str) -> dict[str, int]:
        sums: dict[str, int] = {}
        for row in self._table("project_expenditure"):
            if row.kind == "project":
                sums[row.project] = sums.get(row.project, 0) + row.amounts.get(column, 0)
        return sums

    def _rows_by_project(self) -> Counter[str]:
        return Counter(row.project for row in self._table("project_expenditure") if row.kind == "project")

    def _told_amount(self, section: str, label: str) -> int | None:
        found = re.search(f"{label}{_AMOUNT}", self._sections.get(section, ""))
        return in_hundredths(found[1]) if found else None

    def _totals_told(self) -> Iterator[str]:
        public, basic = "general_public_expenditure", "basic_expenditure"
        told = [
            ("overview", "收支总预算", self._at("overview", "income_amount")),
            ("income", "收入预算", self._at("income", "total")),
            ("income", "[。：]一般公共预算", self._at("income", "general_public")),
            ("income", "上级一般公共预算安排的转移支付资金", self._at("income", "general_public_transfer")),
            ("income", "[。：]政府性基金预算", self._at("income", "government_fund")),
            ("income", "上级政府性基金安排的转移支付资金", self._at("income", "government_fund_transfer")),
            ("income", "[。：]国有资本经营预算", self._at("income", "state_capital")),
            ("income", "上级国有资本经营预算安排的转移支付资金", self._at("income", "state_capital_transfer")),
            ("income", "财政专户（教育收费）", self._at("income", "fiscal_special_account")),
            ("income", "单位资金", self._at("income", "unit_funds")),
            ("income", "(?<!非)财政拨款结转", self._at("income", "fiscal_carryover")),
            ("income", "非财政拨款结转结余", self._at("income", "non_fiscal_carryover")),
            ("expenditure", "支出预算", self._at("expenditure", "total")),
            ("expenditure", "基本支出", self._at("expenditure", "basic")),
            ("expenditure", "项目支出", self._at("expenditure", "project")),
            ("appropriation", "收支总预算", self._at("appropriation", "income_amount")),
            ("appropriation", "一般公共预算拨款", self._at("appropriation", "general_public")),
            ("appropriation", "、政府性基金预算拨款", self._at("appropriation", "government_fund")),
            ("appropriation", "、国有资本经营预算拨款", self._at("appropriation", "state_capital")),
            ("general_public", "拨款合计", self._at(public, "total")),
            ("general_public", "基本支出", self._at(public, "basic")),
            ("general_public", "项目支出", self._at(public, "project")),
            ("basic", "一般公共预算基本支出", self._at(basic, "total")),
            ("basic", "人员经费", self._at(basic, "personnel")),
            ("basic", "公用经费", self._at(basic, "operating")),
            ("government_fund", "政府性基金预算支出", self._at("government_fund_expenditure", "total")),
            ("state_capital", "国有资本经营预算支出", self._at("state_capital_expenditure", "total")),
            ("entrusted_service", "年委托业务费", self._at("entrusted_service", "total")),
            ("carryover", "上年结转结余", self._at("carryover", "total")),
            ("carryover", "(?<!非)财政拨款", self._at("carryover", "fiscal_subtotal")),
            ("carryover", "非财政拨款", self._at("carryover", "non_fiscal_subtotal")),
        ]
        for section, label, printed in told:
            if section in self._sections and (self._told_amount(section, label) or 0) != (printed or 0):
                yield f"{section}: {label} is told otherwise than printed"

    def _subjects_told(self) -> Iterator[str]:
        names = classification.functional()
        classes = {names[code]: amount for code, amount in self._column("general_public_expenditure", "total", "class").items()}
        told = re.findall(f"[：；]([^：；。，]+?){_AMOUNT}，主要用于", self._sections["appropriation"])
        shared = re.findall(f"([^：；。，、.]+)（类）{_AMOUNT}，占", self._sections["general_public"])
        for found in (told, shared):
            if {name: in_hundredths(amount) for name, amount in found} != classes:
                yield "classes are told otherwise than printed"
        items = {
            f"{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）": amount
            for code, amount in self._column("general_public_expenditure", "total", "item").items()
        }
        stated = re.findall(rf"\d[.、]([^。]+?（项）)：\d+年预算数为{_AMOUNT}", self._sections["general_public"])
        if {name: in_hundredths(amount) for name, amount in stated if in_hundredths(amount)} != items:
            yield "items are told otherwise than printed"
        economic = classification.economic()
        for label, column in (("人员经费", "personnel"), ("公用经费", "operating")):
            listed = re.search(f"{label}{_AMOUNT}，主要包括：([^。]*)。", self._sections["basic"])
            printed = [economic[code] for code in sorted(self._column("basic_expenditure", column, "item"))]
            if listed is None or listed[2].split("、") != printed:
                yield f"{label}: the components are not those of the table"

    def _changes(self) -> Iterator[str]:
        wholes = {
            section: self._told_amount(section, label) for section, label in (("income", "收入预算"), ("expenditure", "支出预算"))
        }
        for section, text in [*self._sections.items(), ("other", self._other)]:
            for amount, share, direction, change, rate in _CHANGE.findall(text):
                yield from self._change(in_hundredths(amount), in_hundredths(change) * (1 if direction == "增加" else -1), rate)
                if share and not _is_rate(in_hundredths(amount), wholes[section] or 0, in_hundredths(share), 1):
                    yield f"{section}: {amount} is not {share} % of the whole"
        whole = self._told_amount("general_public", "拨款合计") or 0
        for amount, share in re.findall(f"（类）{_AMOUNT}，占{_PERCENT}", self._sections["general_public"]):
            if not _is_rate(in_hundredths(amount), whole, in_hundredths(share), 1):
                yield f"structure: {amount} is not {share} % of the whole"

    def _change(self, amount: int, change: int, rate: str) -> Iterator[str]:
        base = amount - change
        if base < 0 or (rate and not base) or (base and not rate):
            yield f"{amount}: a change of {change} and a rate of {rate or 'nothing'} do not fit"
        elif rate and not _is_rate(abs(change), base, in_hundredths(rate), 2):
            yield f"{amount}: a change of {change} is not {rate} %"

    def _year_before(self) -> Iterator[str]:
        """The year before, as told by this year's amounts and their changes, must add up too."""
        income, expenditure, public = (self._bases(section) for section in ("income", "expenditure", "general_public"))
        kinds, items = public[:2], public[2:]
        text = self._sections["income"].split("政府性基金预算", maxsplit=1)[0]
        own = [_base(*found) for found in _CHANGE.findall(text)]
        for what, one, other in (
            ("funds and kinds", income, expenditure),
            ("kinds and items of the general public budget", kinds, items),
            ("funds and kinds of the general public budget", own, kinds),
        ):
            # Each base is the difference of two printed figures: two half units.
            if abs(sum(one) - sum(other)) > len(one) + len(other):
                yield f"the year before: {what} do not agree"

    def _bases(self, section: str) -> list[int]:
        return [_base(*found) for found in _CHANGE.findall(self._sections[section])]

    def _cards(self) -> Iterator[str]:
        rows, parts = self._sums_by_project("total"), self._rows_by_project()
        cards = re.findall(
            f"项目名称：(.+?)设立的政策依据：.+?预算安排规模：{_AMOUNT}项目承担单位：.+?资金分配情况：(.+?)资金执行时间",
            self._sections["projects"],
        )
        if sorted(name for name, _, _ in cards) != sorted(rows):
            yield "the cards are not those of the projects in the table"
        for name, budget, allocation in cards:
            if name in rows and not agrees(in_hundredths(budget), [rows[name]] + [0] * (parts[name] - 1)):
                yield f"the card of {name} has another amount than the table"
            allocated = [in_hundredths(amount) for amount in re.findall(_AMOUNT, allocation)]
            if allocated and not agrees(in_hundredths(budget), allocated):
                yield f"the card of {name} allocates another sum than its budget"

    def _project_lists(self) -> Iterator[str]:
        for table, word in (("entrusted_service", "委托业务费"), ("carryover", "结转")):
            if table in self._sections:
                told = re.findall(rf"[：。]\d+[.、](.+?){word}{_AMOUNT}，主要用于", self._sections[table])
                printed = {row.project: row.amounts.get("total") for row in self._table(table) if row.kind == "project"}
                if {name: in_hundredths(amount) for name, amount in told} != printed:
                    yield f"{table}: the projects are told otherwise than printed"

    def _three_public(self) -> Iterator[str]:
        by_item = {row.item: row.amounts.get("total", 0) for row in self._table("three_public")}
        told = self._three_public_told()
        if len(told) <= len(_THREE_PUBLIC_LABELS):
            yield "three_public: not all items are told of"
        for item, (amount, direction, change, rate) in told.items():
            if in_hundredths(amount) != by_item.get(item, 0):
                yield f"three_public: {item or 'the total'} is told otherwise than printed"
            yield from self._change(in_hundredths(amount), in_hundredths(change) * (1 if direction == "增加" else -1), rate)

    def _three_public_told(self) -> dict[str, tuple[str, str, str, str]]:
        """By item, and without one for the total: the amount, and the direction, the amount and the rate of its change."""
        text = self._sections["three_public"]
        amounts = {"": "经费数为", **{item: f"{label}(?:用|费|维护费)?" for label, item in _THREE_PUBLIC_LABELS.items()}}
        told = {}
        for item, label in amounts.items():
            amount = re.search(f"{label}{_AMOUNT}", text)
            change = re.search(f"{label if item else '比上年预算'}(增加|减少){_AMOUNT}(?:，(?:增长|下降){_PERCENT})?", text)
            if amount and change:
                told[item] = (amount[1], change[1], change[2], change[3] or "")
        return told

    def _others(self) -> Iterator[str]:
        text = self._other
        operating = re.search(f"机关运行经费财政拨款预算{_AMOUNT}", text)
        if operating is None or in_hundredths(operating[1]) != self._at("basic_expenditure", "operating"):
            yield "operating expenses are told otherwise than printed"
        kinds = (
            "政府采购预算",
            "货物预算",
            "工程预算",
            "服务预算",
            "面向中小企业预留政府采购项目预算金额",
            "小微企业预留政府采购项目预算金额",
        )
        whole, *bought, reserved, micro = (self._other_amount(label) for label in kinds)
        if not agrees(whole, bought) or not micro <= reserved <= whole:
            yield "procurement does not add up"
        equipment = [int(count) for count in re.findall(r"(?<!购置)单价\d+万元以上大型设备(\d+)台", text)]
        if equipment[1] > equipment[0]:
            yield "there is more equipment of the larger value"
        counts = [int(count) for count in re.findall(r"(\d+)辆", text)]
        values = [in_hundredths(value) for value in re.findall(rf"辆，价值{_AMOUNT}", text)]
        if counts[0] != sum(counts[1:]) or not agrees(values[0], values[1:]):
            yield "the vehicles do not add up"
        purchase = re.search(f"购置车辆经费{_AMOUNT}", text)
        printed = {row.item: row.amounts.get("total", 0) for row in self._table("three_public")}.get("vehicle_purchase", 0)
        if (in_hundredths(purchase[1]) if purchase else 0) != printed:
            yield "vehicles are bought otherwise than printed"

    def _other_amount(self, label: str) -> int:
        found = re.search(f"{label}{_AMOUNT}", self._other)
        return in_hundredths(found[1]) if found else 0

    def _performance_tables(self) -> Iterator[str]:
        stated = re.search(r"项目共(\d+)个，其中：财政拨款项目涉及预算金额([\d,.]+)万元", self._other)
        whole = re.search(f"个，涉及预算金额{_AMOUNT}", self._other)
        tables = re.split(r"(?=预算单位\t|部门名称|单位名称)", self._performance)[1:]
        projects = [table for table in tables if table.startswith("预算单位")]
        withheld = re.search(r"有\s*(\d+)\s*个涉密项目，涉及预算资金\s*([\d,.]+)", self._performance)
        if stated is None or int(stated[1]) != len(projects) + (int(withheld[1]) if withheld else 0):
            yield "not as many projects are listed as are stated"
        if whole and in_hundredths(whole[1]) != self._at("expenditure", "total"):
            yield "the goal of the unit has another amount than the tables"
        if stated and not agrees(in_hundredths(stated[2]), self._fiscal_projects()):
            yield "the projects have another amount than the tables"
        if withheld and not agrees(in_hundredths(withheld[2]), self._withheld_projects()):
            yield "the projects that are withheld have another amount than the table"
        rows = self._sums_by_project("total")
        for row in self._table("carryover"):
            if row.kind == "project":
                rows.setdefault(row.project, row.amounts.get("total", 0))
        named = set(re.findall(r"^项目名称\t\t([^\t]+)\t", self._performance, re.MULTILINE))
        if any(name not in named for name in self._sums_by_project("total") if not name.startswith("特定目标")):
            yield "a project has no performance table"
        for table in tables:
            yield from self._performance_table(table, rows)

    def _fiscal_projects(self) -> list[int]:
        found = (
            self._at("project_expenditure", "total"),
            self._at("government_fund_expenditure", "project"),
            self._at("state_capital_expenditure", "project"),
        )
        return [amount for amount in found if amount]

    def _withheld_projects(self) -> list[int]:
        rows = (row for row in self._table("project_expenditure") if row.project.startswith("特定目标"))
        return [row.amounts["total"] for row in rows]

    def _performance_table(self, table: str, rows: dict[str, int]) -> Iterator[str]:
        lines = [line.split("\t") for line in table.split("\n")]
        amounts = [in_hundredths(cell) for cell in re.findall(r"(?<=\t)[\d,]+\.\d\d(?=\t)", table)]
        if table.startswith("预算单位"):
            budget, *parts = amounts
            name = next(line[2] for line in lines if line[0] == "项目名称")
            is_right = name not in rows or abs(budget - rows[name]) <= 1
            weights = [int(line[6]) for line in lines if len(line) == 9 and line[6].isdigit()]
        else:
            *parts, budget = amounts
            name = "the unit"
            is_right = budget == self._at("expenditure", "total")
            weights = [int(line[5]) for line in lines if len(line) == 6 and line[5].isdigit()]
        if not is_right or not agrees(budget, parts):
            yield f"the performance table of {name} has other amounts"
        if sum(weights) != 90:
            yield f"the weights of {name} do not add up to 90"

    def _names_of_codes(self) -> Iterator[str]:
        names = {**classification.functional(), **classification.economic()}
        for line in self._plain.split("\n"):
            found = _CODE_AND_NAME.match(line)
            if found:
                code = re.sub(r"\D", "", found[1])
                if names[code] != found[2]:
                    yield f"{code} is called {found[2]}"

    def _years(self) -> Iterator[str]:
        year = str(self._year)
        told = {
            year: [*re.findall(r"关于\D{4,30}(\d{4})年", self._told), *re.findall(r"(\d{4})年预算数为", self._told)],
            str(self._year - 1): re.findall(r"截至(\d{4})年底|(\d{4})年与\d{4}年均", self._told),
        }
        if set(told[year]) != {year}:
            yield "a heading or an item bears another year"
        if {found for pair in told[str(self._year - 1)] for found in pair if found} != {str(self._year - 1)}:
            yield "the year before is another one"

    def _completeness(self) -> Iterator[str]:
        contents = self._plain[: self._plain.index("第三部分")]
        announced = len(re.findall("^- .*表$|^- .*情况明细表$", contents, re.MULTILINE))
        printed = [int(number) for number in re.findall(r"^表 (\d+)$", self._plain, re.MULTILINE)]
        if printed != list(range(1, announced + 1)):
            yield "a table of the contents is not printed"
        sections = re.findall("^- .*关于.*说明$", self._plain, re.MULTILINE)
        if len(sections) != len(self._sections):
            yield "a section of the contents is not printed"
        if re.search(r"=\d{4} \. \d", self._plain):
            yield "a target is no target"
        if re.search("不许为空|×××", self._plain):
            yield "a part of the template is left"
        for code, title in _EMPTIED.items():
            if re.search(f"，{title}为空表", self._plain) and self._rows.get(code):
                yield f"{code} is said to be empty, and is not"
        staff = re.search(
            r"实有人数(\d+)人，其中：在职(\d+)人\D+\d+人；退休(\d+)人\D+\d+人；离休(\d+)人", re.sub(r"\s", "", self._plain)
        )
        if staff and int(staff[1]) != int(staff[2]) + int(staff[3]) + int(staff[4]):
            yield "the staff does not add up"


def _base(amount: str, _share: str, direction: str, change: str, _rate: str) -> int:
    """The amount of the year before."""
    return in_hundredths(amount) - in_hundredths(change) * (1 if direction == "增加" else -1)


def _is_rate(part: int, whole: int, rate: int, half_widths_of_whole: int) -> bool:
    """Whether a printed part is a printed rate (hundredths of a percent) of a printed whole, or may be.

    A whole that is itself a difference of two printed figures has the half widths of both.
    """
    # In half units: the part and the rate are off by less than one half each.
    slack = 10_000 * 1 + half_widths_of_whole * rate + whole + half_widths_of_whole
    return 2 * abs(10_000 * part - rate * whole) <= slack
