"""From a budget to its twelve tables, as they are printed: rows, cells, and what each cell means.

Headers, orders of rows and labels are laid out by a `Style`. No amount is decided here.
"""

from collections.abc import Callable, Iterable, Mapping

from tests.made import classification
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
    VEHICLE_OPERATION,
    VEHICLE_PURCHASE,
    Budget,
    Fund,
    Kind,
    Line,
    of_funds,
    of_kinds,
    total,
)
from tests.made.printed import Cell, Meaning, Row, Table, in_wan_or_blank
from tests.made.style import Style

TOTAL = ""
# Amounts by row and column.
Sums = dict[tuple[str, str], int]

_BUDGET_KIND = {
    fund: kind
    for kind, funds in (("general_public", GENERAL_PUBLIC), ("government_fund", GOVERNMENT_FUND), ("state_capital", STATE_CAPITAL))
    for fund in funds
}
_ALL_FUNDS = {
    "general_public": "一般公共预算",
    "general_public_transfer": "上级一般公共预算安排的转移支付",
    "government_fund": "政府性基金预算",
    "government_fund_transfer": "上级政府性基金安排的转移支付",
    "state_capital": "国有资本经营预算",
    "state_capital_transfer": "上级国有资本经营预算安排的转移支付",
}
_OWN_FUNDS = {
    "fiscal_special_account": "财政专户（教育收费）",
    "unit_funds": "单位资金",
    "fiscal_carryover": "财政拨款结转",
    "non_fiscal_carryover": "非财政拨款结转结余",
}
_PROJECT_HEADINGS = {
    "total": "项目支出合计",
    "wages": "工资福利支出",
    "goods_services": "商品和服务支出",
    "subsidies_households": "对个人和家庭的补助",
    "debt_interest": "债务利息及费用支出",
    "capital_construction": "资本性支出（基本建设）",
    "capital": "资本性支出",
    "enterprise_construction": "对企业补助（基本建设）",
    "enterprise": "对企业补助",
    "social_security_funds": "对社会保障基金补助",
    "other": "其他支出",
}
# Where the numbered and the nested items of table 1 are printed; the others follow their parent as they are.
_ITEM_PREFIXES = {
    "current_income": "一、",
    "general_public": "1.",
    "general_public_own": "其中：",
    "government_fund": "2.",
    "government_fund_own": "其中：",
    "state_capital": "3.",
    "state_capital_own": "其中：",
    "fiscal_special_account": "4.",
    "unit_funds": "5.",
    "business_income": "其中：",
    "carryover": "二、",
    "fiscal_carryover": "1.",
    "fiscal_carryover_general_public": "其中：",
    "non_fiscal_carryover": "2.",
    "non_fiscal_carryover_special_account": "其中：",
}
_INCOME_ITEM = {
    Fund.GENERAL_PUBLIC: ("general_public", "general_public_own"),
    Fund.GENERAL_PUBLIC_TRANSFER: ("general_public", "general_public_transfer"),
    Fund.GOVERNMENT_FUND: ("government_fund", "government_fund_own"),
    Fund.GOVERNMENT_FUND_TRANSFER: ("government_fund", "government_fund_transfer"),
    Fund.STATE_CAPITAL: ("state_capital", "state_capital_own"),
    Fund.STATE_CAPITAL_TRANSFER: ("state_capital", "state_capital_transfer"),
}
_FUND_COLUMNS = ("total", "general_public", "government_fund", "state_capital")
_FUND_HEADINGS = ("一般公共预算", "政府性基金", "国有资本经营预算")


def budget_tables(budget: Budget, style: Style) -> list[Table]:
    """The tables of part two, in their order."""
    tables = [
        overview_table(budget, style),
        income_table(budget, style),
        expenditure_table(budget, style),
        appropriation_table(budget, style),
        general_public_table(budget, style),
        basic_table(budget, style),
        project_table(budget, style),
        _fund_table(budget, style, "government_fund_expenditure", "政府性基金预算", GOVERNMENT_FUND),
        _fund_table(budget, style, "state_capital_expenditure", "国有资本经营预算", STATE_CAPITAL),
        three_public_table(budget, style),
    ]
    if style.has_entrusted_table:
        tables.append(entrusted_table(budget, style))
    tables.append(carryover_table(budget, style))
    for number, table in enumerate(tables, start=1):
        table.number = number
    return tables


def sums_of(lines: Iterable[Line], rows: Callable[[Line], Iterable[str]], columns: Callable[[Line], Iterable[str]]) -> Sums:
    """The sums of lines by row and column."""
    sums: Sums = {}
    for line in lines:
        for row in rows(line):
            for column in columns(line):
                sums[row, column] = sums.get((row, column), 0) + line.yuan
    return sums


def overview_table(budget: Budget, style: Style) -> Table:
    """Table 1: income by item beside expenditure by class."""
    income, classes = income_items(budget.lines), sums_of(budget.lines, _class_and_total, lambda _: ("amount",))
    subject_heading = "功能分类" if style.subject_words[0].startswith("功能") else "科目名称"
    items = [
        (_named("overview", "item", code, name, _ITEM_PREFIXES.get(code, ""), "income_amount", "income"), income.get(code, 0))
        for code, name in classification.line_items("overview")
    ]
    rows = _side_by_side(items, "overview", ["expenditure_amount"], lambda code, _: classes.get((code, "amount"), 0))
    whole = total(budget.lines)
    rows.append(
        Row("total", [*_total_cells("overview", "收入总计", ["income_amount"], [whole], "income"),
                      *_total_cells("overview", "支出总计", ["expenditure_amount"], [whole], "expenditure")])
    )  # fmt: skip
    header = [["收入", "", "支出", ""], ["项目", "预算数", subject_heading, "预算数"]]
    return Table("overview", f"{budget.kind}收支总体情况表", header, rows)


def income_items(lines: Iterable[Line]) -> dict[str, int]:
    """The amount of each item of income in table 1."""
    amounts: dict[str, int] = {}
    for line in lines:
        for item in _items_of(line):
            amounts[item] = amounts.get(item, 0) + line.yuan
    return amounts


def _items_of(line: Line) -> tuple[str, ...]:
    if line.fund in CARRYOVER:
        return ("carryover", line.fund.value, line.origin)
    if line.fund in _INCOME_ITEM:
        return ("current_income", *_INCOME_ITEM[line.fund])
    return ("current_income", line.fund.value, *([line.origin] if line.origin else []))


def _side_by_side(
    items: list[tuple[tuple[str, Meaning], int]],
    table_code: str,
    columns: list[str],
    amount: Callable[[str, str], int],
) -> list[Row]:
    """The rows of two lists side by side: items of income, and all classes of expenditure with their columns."""
    classes = classification.classes()
    names = classification.functional()
    rows = []
    for place in range(max(len(items), len(classes))):
        if place < len(items):
            (label, meaning), yuan = items[place]
            cells = [Cell(label), Cell(in_wan_or_blank(yuan), meaning)]
        else:
            cells = [Cell(""), Cell("")]
        if place < len(classes):
            code = classes[place]
            name = names[code]
            cells.append(Cell(f"{code} {name}"))
            cells += [
                Cell(in_wan_or_blank(amount(code, column)), Meaning(table_code, "class", name, column, code, side="expenditure"))
                for column in columns
            ]
        else:
            cells += [Cell("")] * (1 + len(columns))
        rows.append(Row("list", cells))
    return rows


def _named(table_code: str, kind: str, code: str, name: str, prefix: str, column: str, side: str | None) -> tuple[str, Meaning]:
    return prefix + name, Meaning(table_code, kind, name, column, item_code=code, side=side)


def _total_cells(table_code: str, label: str, columns: list[str], amounts: list[int], side: str | None) -> list[Cell]:
    return [
        Cell(label),
        *(
            Cell(in_wan_or_blank(yuan), Meaning(table_code, "total", label, column, side=side))
            for column, yuan in zip(columns, amounts, strict=True)
        ),
    ]


def income_table(budget: Budget, style: Style) -> Table:
    """Table 2: functional subject by fund source."""
    sums = sums_of(budget.lines, _subject_rows, _income_columns)
    funds = dict(_ALL_FUNDS)
    if not style.has_state_capital_transfer:
        del funds["state_capital_transfer"]
    columns = ["total", "appropriation_subtotal", *funds, *_OWN_FUNDS]
    table = _subject_table("income", f"{budget.kind}收入总体情况表", sums, columns, style, total_label="总计")
    table.header = _income_header(style, list(funds.values()))
    return table


def _income_columns(line: Line) -> tuple[str, ...]:
    return ("total", "appropriation_subtotal", line.fund.value) if line.fund in APPROPRIATION else ("total", line.fund.value)


def _income_header(style: Style, funds: list[str]) -> list[list[str]]:
    code, name = style.subject_words
    own = list(_OWN_FUNDS.values())
    if style.income_header == "wandering":
        first = [code, "", "", name, "总计", "财政拨款（补助）", *[""] * (len(funds) - 1), *own, ""]
        second = ["类", "款", "项", "", "", "财政拨款（补助）小计", *funds[:-1], *[""] * len(own), funds[-1]]
    else:
        first = [code, "", "", name, "总计", "财政拨款（补助）", *[""] * len(funds), *own]
        second = ["类", "款", "项", "", "", "财政拨款（补助）小计", *funds, *[""] * len(own)]
    return [first, second]


def expenditure_table(budget: Budget, style: Style) -> Table:
    """Table 3: functional subject by basic and project expenditure."""
    sums = sums_of(budget.lines, _subject_rows, _basic_or_project)
    title = f"{budget.kind}支出总体情况表"
    table = _subject_table("expenditure", title, sums, ["total", "basic", "project"], style)
    table.header = _basic_or_project_header(style, "支出预算")
    return table


def appropriation_table(budget: Budget, style: Style) -> Table:
    """Table 4: appropriation income beside expenditure by class and budget kind."""
    lines = of_funds(budget.lines, APPROPRIATION)
    sums = sums_of(lines, _class_and_total, lambda line: ("expenditure_total", _BUDGET_KIND[line.fund]))
    incomes = {"appropriation": total(lines), **{kind: sums.get((TOTAL, kind), 0) for kind in set(_BUDGET_KIND.values())}}
    items = [
        (
            _named("appropriation", "item", code, name, "一、" if code == "appropriation" else "", "income_amount", "income"),
            incomes.get(code, 0),
        )
        for code, name in classification.line_items("appropriation")
    ]
    columns = ["expenditure_total", "general_public", "government_fund", "state_capital"]
    rows = _side_by_side(items, "appropriation", columns, lambda code, column: sums.get((code, column), 0))
    totals = [sums.get((TOTAL, column), 0) for column in columns]
    rows.append(
        Row("total", [*_total_cells("appropriation", "收入总计", ["income_amount"], [total(lines)], "income"),
                      *_total_cells("appropriation", "支出总计", columns, totals, "expenditure")])
    )  # fmt: skip
    subject_heading = "功能分类" if style.subject_words[0].startswith("功能") else "科目名称"
    header = [
        ["财政拨款收入", "", "财政拨款支出", "", "", "", ""],
        ["项目", "合计", subject_heading, "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
    ]
    return Table("appropriation", "财政拨款收支预算总体情况表", header, rows)


def general_public_table(budget: Budget, style: Style) -> Table:
    """Table 5: functional subject of the general public budget by basic and project expenditure."""
    sums = sums_of(of_funds(budget.lines, GENERAL_PUBLIC), _subject_rows, _basic_or_project)
    title = "一般公共预算支出情况表"
    table = _subject_table("general_public_expenditure", title, sums, ["total", "basic", "project"], style)
    table.header = _basic_or_project_header(style, "一般公共预算支出")
    return table


def _basic_or_project(line: Line) -> tuple[str, str]:
    return ("total", "basic" if line.kind in BASIC else "project")


def _basic_or_project_header(style: Style, heading: str) -> list[list[str]]:
    code, name = style.subject_words
    if style.expenditure_header == "shifted":
        return [
            ["科目", "", "", heading, "", "", ""],
            [code, "", "", name, "合计", "基本支出", "项目支出"],
            ["类", "款", "项", "", "", "", ""],
        ]
    return [[code, "", "", name, heading, "", ""], ["类", "款", "项", "", "合计", "基本支出", "项目支出"]]


def basic_table(budget: Budget, style: Style) -> Table:
    """Table 6: economic subject by personnel and operating funds."""
    lines = of_kinds(of_funds(budget.lines, GENERAL_PUBLIC), BASIC)
    sums = sums_of(lines, lambda line: (line.economic, line.economic[:3], TOTAL), lambda line: ("total", line.kind.value))
    columns = ["total", "personnel", "operating"]
    names = classification.economic()
    rows = []
    for code in _codes(sums):
        kind = "class" if len(code) == 3 else "item"
        cells = _economic_labels(code, names[code], style.basic_header == "merged")
        rows.append(_row("basic_expenditure", kind, cells, code, names[code], sums, columns))
    width = 2 if style.basic_header == "merged" else 3
    rows = _with_total(rows, _row("basic_expenditure", "total", _label_cells(width, "总计"), TOTAL, "总计", sums, columns), style)
    return Table("basic_expenditure", "一般公共预算基本支出情况表", _basic_header(style), rows)


def _economic_labels(code: str, name: str, is_merged: bool) -> list[Cell]:
    if is_merged:
        return [Cell(code[:3]), Cell(f"{code[3:]} {name}".strip())]
    return [Cell(code[:3]), Cell(code[3:]), Cell(name)]


def _basic_header(style: Style) -> list[list[str]]:
    heading = "一般公共预算基本支出"
    if style.basic_header == "merged":
        return [
            ["科目", "", heading, "", ""],
            ["科目代码", "科目名称", "合计", "人员经费", "公用经费"],
            ["类", "款", "", "", ""],
        ]
    if style.basic_header == "deep":
        return [
            ["科目", "", heading, "", "", ""],
            ["经济分类科目编码", "", "经济分类科目名称", "合计", "人员经费", "公用经费"],
            ["类", "款", "", "", "", ""],
        ]
    return [["科目代码", "", "科目名称", heading, "", ""], ["类", "款", "", "合计", "人员经费", "公用经费"]]


def project_table(budget: Budget, style: Style) -> Table:
    """Table 7: functional subject and project by economic class."""
    code = "project_expenditure"
    by_class = classification.project_columns()
    lines = of_kinds(of_funds(budget.lines, GENERAL_PUBLIC), [Kind.PROJECT])
    columns = ["total", *by_class.values()]
    sums = sums_of(
        lines,
        lambda line: (line.subject[:3], line.subject[:5], f"{line.subject} {line.project}", TOTAL),
        lambda line: ("total", by_class[line.economic]),
    )
    # Projects of one subject stay in the order in which they were drawn, as on their cards.
    leaves = sorted(dict.fromkeys((line.subject, line.project) for line in lines), key=lambda leaf: leaf[0])
    names = classification.functional()
    rows: list[Row] = []
    printed: set[str] = set()
    for subject, project in leaves:
        for group in (subject[:3], subject[:5]):
            if group not in printed:
                printed.add(group)
                labels = [*_code_cells(group, names[group]), Cell("")]
                rows.append(_row(code, "class" if len(group) == 3 else "section", labels, group, names[group], sums, columns))
        labels = [*_code_cells(subject, names[subject]), Cell(project)]
        rows.append(_row(code, "project", labels, f"{subject} {project}", project, sums, columns, project))
    rows = _with_totals(code, rows, 5, 3, budget.unit, sums, columns, style)
    subject_code, subject_name = style.subject_words
    header = [
        [subject_code, "", "", subject_name, "项目名称", *(_PROJECT_HEADINGS[column] for column in columns)],
        ["类", "款", "项", *[""] * (2 + len(columns))],
    ]
    if style.has_lost_column:
        for row in rows:
            row.cells.append(Cell(""))
        header = [[*line, ""] for line in header]
    return _emptied(
        Table(code, "一般公共预算项目支出情况表", header, rows), budget, style, "没有使用一般公共预算拨款安排的项目支出"
    )


def _fund_table(budget: Budget, style: Style, code: str, heading: str, funds: frozenset[Fund]) -> Table:
    """Tables 8 and 9: functional subject of a budget by personnel, operating funds and projects."""
    columns = ["total", "basic_personnel", "basic_operating", "project"]
    sums = sums_of(
        of_funds(budget.lines, funds),
        _subject_rows,
        lambda line: ("total", "project" if line.kind is Kind.PROJECT else f"basic_{line.kind}"),
    )
    table = _subject_table(code, f"{heading}支出情况表", sums, columns, style, total_label="总计")
    subject_code, subject_name = style.subject_words
    table.header = [
        ["科目", "", "", f"{heading}支出", "", "", "", ""],
        [subject_code, "", "", subject_name, "合计", "基本支出", "", "项目支出"],
        ["类", "款", "项", "", "", "人员经费", "公用经费", ""],
    ]
    return _emptied(table, budget, style, f"没有使用{heading}拨款安排的支出")


def three_public_table(budget: Budget, style: Style) -> Table:
    """Table 10: the three public expenses; all are paid from the general public budget."""
    amounts = dict(budget.three_public)
    amounts["vehicles"] = amounts[VEHICLE_PURCHASE] + amounts[VEHICLE_OPERATION]
    amounts[TOTAL] = sum(budget.three_public.values())
    sums = {(item, column): yuan for item, yuan in amounts.items() for column in ("total", "general_public")}
    labels = three_public_labels(style)
    rows = [
        _row("three_public", "item", [Cell(labels[item])], item, labels[item], sums, _FUND_COLUMNS, item=item)
        for item in (ABROAD, RECEPTION, "vehicles", VEHICLE_PURCHASE, VEHICLE_OPERATION)
    ]
    total_label = "合计" if style.is_total_first else "总计"
    rows = _with_total(rows, _row("three_public", "total", [Cell(total_label)], TOTAL, total_label, sums, _FUND_COLUMNS), style)
    table = Table("three_public", "财政拨款“三公”经费支出情况表", _funds_header("“三公”经费支出内容"), rows)
    if not amounts[TOTAL]:
        table.note = f"{budget.unit}{budget.year}年没有使用财政拨款安排“三公”经费支出，财政拨款“三公”经费支出情况表为空表。"
    return table


def three_public_labels(style: Style) -> dict[str, str]:
    """What the items of table 10 are called."""
    if style.three_public_words == "long":
        return {
            ABROAD: "因公出国（境）费用",
            RECEPTION: "公务接待费",
            "vehicles": "公务用车购置及运行维护费（小计）",
            VEHICLE_PURCHASE: "其中：公务用车购置",
            VEHICLE_OPERATION: "公务用车运行维护费",
        }
    return {
        ABROAD: "因公出国（境）费",
        RECEPTION: "公务接待费",
        "vehicles": "公务用车购置及运行费（小计）",
        VEHICLE_PURCHASE: "其中：公务用车购置费",
        VEHICLE_OPERATION: "公务用车运行费",
    }


def entrusted_table(budget: Budget, style: Style) -> Table:
    """Table 11: entrusted services by project; all are paid from the general public budget."""
    amounts = {**budget.entrusted, TOTAL: sum(budget.entrusted.values())}
    sums = {(name, column): yuan for name, yuan in amounts.items() for column in ("total", "general_public")}
    rows = [_row("entrusted_service", "project", [Cell(name)], name, name, sums, _FUND_COLUMNS, name) for name in budget.entrusted]
    rows = _with_totals("entrusted_service", rows, 1, 0, budget.unit, sums, _FUND_COLUMNS, style)
    table = Table("entrusted_service", "财政拨款委托业务费支出情况表", _funds_header("项目名称"), rows)
    return _emptied(table, budget, style, "没有使用财政拨款安排的委托业务费支出")


def _funds_header(first: str) -> list[list[str]]:
    return [[first, "合计", "资金来源", "", ""], ["", "", *_FUND_HEADINGS]]


def carryover_table(budget: Budget, style: Style) -> Table:
    """Table 12: carry-over by project, fiscal and non-fiscal."""
    lines = of_funds(budget.lines, CARRYOVER)
    sums = sums_of(lines, lambda line: (line.project, TOTAL), _carryover_columns)
    groups = ("subtotal", "basic_personnel", "basic_operating", "project")
    columns = ["total", *(f"{origin}_{group}" for origin in ("fiscal", "non_fiscal") for group in groups)]
    names = list(dict.fromkeys(line.project for line in lines))
    rows = [_row("carryover", "project", [Cell(name)], name, name, sums, columns, name) for name in names]
    rows = _with_totals("carryover", rows, 1, 0, budget.unit, sums, columns, style)
    header = [
        ["项目", "合计", "财政拨款", "", "", "", "非财政拨款", "", "", ""],
        ["", "", *["小计", "基本支出", "", "项目支出"] * 2],
        ["", "", *["", "人员经费", "公用经费", ""] * 2],
    ]
    table = Table("carryover", style.carryover_title, header, rows)
    return _emptied(table, budget, style, "没有上年结转结余预算安排的支出")


def _carryover_columns(line: Line) -> tuple[str, ...]:
    origin = "fiscal" if line.fund in FISCAL else "non_fiscal"
    return ("total", f"{origin}_subtotal", f"{origin}_project" if line.kind is Kind.PROJECT else f"{origin}_basic_{line.kind}")


def _subject_rows(line: Line) -> tuple[str, str, str, str]:
    return line.subject[:3], line.subject[:5], line.subject, TOTAL


def _class_and_total(line: Line) -> tuple[str, str]:
    return line.subject[:3], TOTAL


def _codes(sums: Sums) -> list[str]:
    """The codes of the rows, each before those below it."""
    return sorted({row for row, _ in sums if row != TOTAL})


def _subject_table(code: str, title: str, sums: Sums, columns: list[str], style: Style, total_label: str = "总计") -> Table:
    """A table of functional subjects in three cells; its header is set by the caller."""
    names = classification.functional()
    kinds = {3: "class", 5: "section", 7: "item"}
    rows = [
        _row(code, kinds[len(subject)], _code_cells(subject, names[subject]), subject, names[subject], sums, columns)
        for subject in _codes(sums)
    ]
    whole = _row(code, "total", _label_cells(4, total_label), TOTAL, total_label, sums, columns)
    return Table(code, title, [], _with_total(rows, whole, style))


def _row(
    table_code: str,
    kind: str,
    labels: list[Cell],
    code: str,
    label: str,
    sums: Mapping[tuple[str, str], int],
    columns: Iterable[str],
    project: str | None = None,
    item: str | None = None,
) -> Row:
    subject = code.split(" ", 1)[0] if code[:3].isdigit() and table_code not in {"entrusted_service", "carryover"} else None
    cells = [
        Cell(
            in_wan_or_blank(sums.get((code, column), 0)),
            Meaning(table_code, kind, label, column, subject, item, project),
        )
        for column in columns
    ]
    return Row(kind, [*labels, *cells], code)


def _code_cells(code: str, name: str) -> list[Cell]:
    return [Cell(code[:3]), Cell(code[3:5]), Cell(code[5:]), Cell(name)]


def _label_cells(width: int, label: str, place: int = -1) -> list[Cell]:
    cells = [Cell("") for _ in range(width)]
    cells[place].text = label
    return cells


def _with_total(rows: list[Row], whole: Row, style: Style) -> list[Row]:
    return [whole, *rows] if style.is_total_first else [*rows, whole]


def _with_totals(
    code: str, rows: list[Row], width: int, place: int, unit: str, sums: Sums, columns: Iterable[str], style: Style
) -> list[Row]:
    """Rows with the total and, if the style has it, a row of the unit's name: under a first total, else on top."""
    columns = list(columns)
    whole = _row(code, "total", _label_cells(width, "总计", place), TOTAL, "总计", sums, columns)
    if style.has_unit_rows and rows:
        rows = [_row(code, "unit", _label_cells(width, unit, place), TOTAL, unit, sums, columns), *rows]
    return _with_total(rows, whole, style)


def _emptied(table: Table, budget: Budget, style: Style, statement: str) -> Table:
    """The table with the statement that it is empty, if it is."""
    if any(row.kind != "total" for row in table.rows):
        return table
    table.note = f"{budget.unit}{budget.year}年{statement}，{table.title}为空表。"
    if not style.has_empty_total_rows:
        table.rows = []
    return table
