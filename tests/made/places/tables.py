"""From accounts to the tables of a form: rows, cells, and what each cell means.

What a table looks like is data of the form; how much a cell is comes from the accounts. A column or an item is named as the
warehouse names it; `a|b` is what may be called either, and one that begins with `~` is no figure of the unit's own year and
phase, so that nothing may be loaded for it. One that begins with `@` stands beside the amounts and is no fact of its table: the
name is that of what it measures (seeds/forms/measures.csv).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from tests.made import classification
from tests.made.explanations import numeral
from tests.made.places.accounts import (
    BASIC,
    FISCAL,
    FROM_OTHER_UNITS,
    OPERATING,
    OWN,
    PERSONNEL,
    PROJECT,
    SOURCES,
    SPENT_IN_TABLE,
    Accounts,
    Entry,
    of_kinds,
    of_sources,
    total,
)
from tests.made.places.forms import Form, Printing, put
from tests.made.printed import Cell, Meaning, Row, Table, in_wan

NOT_LOADED = "~"
BESIDE = "@"
# What the columns begin with whose figures are no amounts of the table.
NO_AMOUNTS = (NOT_LOADED, BESIDE)
# What the code of a column ends with whose figures are of another time than the document (seeds/forms/figure_times.csv).
_TIME = re.compile("_(?:prior_actual|prior_budget|adjusted_budget|budget)$")
_OF_LAST_YEAR = ("_prior_actual", "_prior_budget")
_LEVELS = {3: "class", 5: "section", 7: "item"}


@dataclass(slots=True)
class FormTable(Table):
    """A table as a form prints it: what stands over it, line by line, and left and right of the last of these lines."""

    above: tuple[str, ...] = ()
    left_and_right: tuple[str, str] = ("", "")


def amount_text(yuan: int, printing: Printing) -> str:
    """An amount as the tables of a form print it: nothing may be blank."""
    if not yuan and not printing.shows_zero:
        return ""
    text = in_wan(yuan) if printing.measure == "万元" else f"{yuan:,}.00"
    return text if printing.has_separators else text.replace(",", "")


def tables_of(form: Form, accounts: Accounts) -> list[FormTable]:
    """The tables of a form, filled in."""
    return [_table(number, table, form, accounts) for number, table in enumerate(form.tables, start=1)]


def _table(number: int, table: dict[str, Any], form: Form, accounts: Accounts) -> FormTable:
    filled = _Filled(table, form, accounts)
    rows = list(_SHAPES[table["shape"]](filled))
    words = filled.words | {"n": str(number), "nn": f"{number:02}", "numeral": numeral(number)}
    is_empty = not any(cell.text for row in rows for cell in row.amounts)
    return FormTable(
        code=table["code"],
        title=put(table["title"], words),
        header=[[put(cell, words) for cell in row] for row in table["header"]],
        rows=rows,
        number=number,
        note=put(table.get("note_if_empty", "") if is_empty else table.get("note", ""), words),
        above=tuple(put(line, words) for line in table.get("above", form.words["above"].split("\n"))),
        left_and_right=(put(form.words["left"], words), put(form.words["right"], words | {"measure": filled.printing.measure})),
    )


class _Filled:
    """A table that is being filled in: its data, and what its cells are made of."""

    def __init__(self, table: dict[str, Any], form: Form, accounts: Accounts) -> None:
        self.table = table
        self.code: str = table["code"]
        self.accounts = accounts
        self.printing = replace(
            form.printing,
            measure=table.get("measure", form.printing.measure),
            shows_zero=table.get("shows_zero", form.printing.shows_zero),
        )
        year = accounts.year
        self.words = {"unit": accounts.unit, "kind": accounts.kind, "year": str(year), "prior": str(year - 1)}

    def cell(self, yuan: int, meaning: Meaning) -> Cell:
        """A cell for an amount."""
        return Cell(amount_text(yuan, self.printing), meaning)

    def label(self, text: str) -> Cell:
        """A cell for words."""
        return Cell(put(text, self.words))


# --- lists side by side: items of income, classes of expenditure


def _lists(filled: _Filled) -> Iterator[Row]:
    """Lists side by side, and the rows below them that total all of them."""
    lists = filled.table["lists"]
    entries = [list(_entries_of_list(filled, each)) for each in lists]
    widths = [len(each["columns"]) for each in lists]
    rows = [*zip_longest(*entries), *(_foot(filled, each, lists) for each in filled.table["foot"])]
    first_numbers = [len(rows) * at for at in range(len(lists))]
    for at, row in enumerate(rows):
        cells: list[Cell] = []
        for each, entry, width, first in zip(lists, row, widths, first_numbers, strict=True):
            label, amounts = entry or (Cell(""), [Cell("") for _ in range(width)])
            number = [Cell(str(first + at + 1))] if each.get("has_line_numbers") else []
            cells += [label, *number, *amounts]
        kind = "total" if at == len(rows) - 1 else "list"
        yield Row(kind, cells)


Line = tuple[Cell, list[Cell]]


def _entries_of_list(filled: _Filled, each: dict[str, Any]) -> Iterator[Line]:
    if "lead" in each:
        yield _item_line(filled, each, *each["lead"].split(" ", 1), "")
    if "items" in each:
        yield from _items(filled, each)
    if "classes" in each:
        yield from _classes(filled, each)
    if "tail" in each:
        yield _item_line(filled, each, *each["tail"].split(" ", 1), "")


def _items(filled: _Filled, each: dict[str, Any]) -> Iterator[Line]:
    """Named items, those within others one deeper: `> general_public 一般公共预算拨款`."""
    counts = [0, 0]
    for text in each["items"]:
        depth = 1 if text.startswith("> ") else 0
        code, label = text.removeprefix("> ").split(" ", 1)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (1 - depth)
        yield _item_line(filled, each, code, label, _number(each["numbering"][depth], counts[depth]))


def _number(pattern: str, number: int) -> str:
    return pattern.replace("一", numeral(number)).replace("1", str(number))


def _item_line(filled: _Filled, each: dict[str, Any], code: str, label: str, number: str) -> Line:
    label_cell = filled.label(number + label)
    # A heading without amounts of its own.
    if code == "-":
        return label_cell, [Cell("") for _ in each["columns"]]
    cells = []
    for column in each["columns"]:
        entries = _entries_of_item(filled, code, column)
        meaning = Meaning(filled.code, "item", label, column, item_code=code, side=each["side"])
        cells.append(filled.cell(_phase_sum(entries, column), meaning))
    return label_cell, cells


def _classes(filled: _Filled, each: dict[str, Any]) -> Iterator[Line]:
    """Classes of expenditure, all or those that there are, with sections and items below them where the form has them."""
    names = classification.functional()
    entries = list(_spent_of_table(filled))
    present = {entry.subject[:length] for entry in entries for length in _LEVELS}
    codes = [code for code in names if len(code) in each.get("levels", [3])]
    if each["classes"] == "present":
        codes = [code for code in codes if code in present]
    else:
        codes = [code for code in codes if code[:3] not in each.get("without", []) or code in present]
    number = 0
    for code in codes:
        number += len(code) == min(_LEVELS)
        prefix = _number(each["numbering"][0], number) if len(code) == min(_LEVELS) else ""
        yield filled.label(prefix + names[code]), _subject_cells(filled, each["columns"], code, entries, each["side"])


def _foot(filled: _Filled, foot: list[str], lists: list[dict[str, Any]]) -> list[Line]:
    """A row below all lists, one part for each: `current_income 本年收入合计`, `total 收入总计` or nothing."""
    cells = []
    for text, each in zip(foot, lists, strict=True):
        if not text:
            cells.append((Cell(""), [Cell("") for _ in each["columns"]]))
            continue
        code, label = text.split(" ", 1)
        if code != "total":
            cells.append(_item_line(filled, each, code, label, ""))
            continue
        amounts = []
        for column in each["columns"]:
            entries = _entries_of_item(filled, f"{each['side']}_total", column)
            meaning = Meaning(filled.code, "total", label, column, side=each["side"])
            amounts.append(filled.cell(_phase_sum(entries, column), meaning))
        cells.append((filled.label(label), amounts))
    return cells


def _spent_of_table(filled: _Filled) -> Iterable[Entry]:
    return of_sources(filled.accounts.spent, FISCAL) if filled.code == "appropriation" else filled.accounts.spent


def _entries_of_item(filled: _Filled, code: str, column: str) -> list[Entry]:
    """The entries that an item of a list adds up, in one of its columns: those of a fund, if the column is one."""
    accounts, code = filled.accounts, code.split("|", maxsplit=1)[0]
    sources = FISCAL if filled.code == "appropriation" else SOURCES
    income, spent, opening, closing = (
        of_sources(entries, sources) for entries in (accounts.income, accounts.spent, accounts.opening, accounts.closing)
    )
    if column in FISCAL:
        spent, closing = of_sources(spent, [column]), of_sources(closing, [column])
    if code in _WHOLE:
        return _WHOLE[code](income, spent, opening, closing)
    for prefix in ("fiscal_carryover_", "opening_"):
        if code.startswith(prefix):
            return of_sources(opening, [code.removeprefix(prefix)])
    return of_sources(income, [code])


_Whole = Callable[[list[Entry], list[Entry], list[Entry], list[Entry]], list[Entry]]
_WHOLE: dict[str, _Whole] = {
    "appropriation": lambda income, spent, opening, closing: of_sources(income, FISCAL),
    "unit_funds": lambda income, spent, opening, closing: of_sources(income, OWN),
    "current_income": lambda income, spent, opening, closing: income,
    # Where what comes from other units is printed behind the sum, it is no part of it.
    "current_income_of_list": lambda income, spent, opening, closing: of_sources(income, set(SOURCES) - set(FROM_OTHER_UNITS)),
    "carryover": lambda income, spent, opening, closing: opening,
    "opening_carryover": lambda income, spent, opening, closing: opening,
    "fiscal_carryover": lambda income, spent, opening, closing: of_sources(opening, FISCAL),
    "non_fiscal_carryover": lambda income, spent, opening, closing: of_sources(opening, OWN),
    "surplus_used": lambda income, spent, opening, closing: [],
    "surplus_distribution": lambda income, spent, opening, closing: [],
    "affiliated_subsidy": lambda income, spent, opening, closing: [],
    "superior_remittance": lambda income, spent, opening, closing: [],
    "income_total": lambda income, spent, opening, closing: [*income, *opening],
    "current_expenditure": lambda income, spent, opening, closing: spent,
    "closing_carryover": lambda income, spent, opening, closing: closing,
    "expenditure_total": lambda income, spent, opening, closing: [*spent, *closing],
}


# --- subjects by column


def _subjects(filled: _Filled) -> Iterator[Row]:
    """A row for each functional subject, with the total where the form has it."""
    table = filled.table
    base = _base_entries(filled)
    levels = table.get("levels", [3, 5, 7])
    names = classification.functional()
    present = {entry.subject[:length] for entry in base if _is_printed(entry) for length in levels}
    rows = [
        Row(
            _LEVELS[len(code)],
            [*_code_cells(table["codes"], code, names[code]), *_subject_cells(filled, table["columns"], code, base, None)],
            code=code,
        )
        for code in names
        if code in present
    ]
    yield from _with_total(filled, rows, base)


def _is_printed(entry: Entry) -> bool:
    return bool(entry.yuan or entry.initial or entry.adjusted)


def _with_total(filled: _Filled, rows: list[Row], base: list[Entry]) -> Iterator[Row]:
    table = filled.table
    label = table.get("total_label", "合计")
    cells = _subject_cells(filled, table["columns"], "", base, None, row_kind="total", label=label)
    row = Row("total", [*(filled.label(text) for text in table["total_cells"]), *cells])
    yield from ([row, *rows] if table.get("total", "last") == "first" else [*rows, row])


def _base_entries(filled: _Filled) -> list[Entry]:
    if filled.code == "income":
        # Where money came from in a final account is told without what was there before.
        return list(filled.accounts.income if filled.accounts.is_final else [*filled.accounts.income, *filled.accounts.opening])
    base = list(SPENT_IN_TABLE[filled.table.get("of", filled.code)](filled.accounts))
    fund = {"government_fund_expenditure": "government_fund", "state_capital_expenditure": "state_capital"}.get(filled.code)
    if fund and any("carryover" in column for column in filled.table["columns"]):
        accounts = filled.accounts
        sources = [*accounts.income, *accounts.opening, *accounts.closing]
        base += [Entry(entry.subject, "", entry.yuan) for entry in of_sources(sources, [fund])]
    return base


def _code_cells(way: str, code: str, name: str) -> list[Cell]:
    """How a subject is told: its code in one cell or in three, in part, in its name, or not at all."""
    parts = [code[:3], *(code[start : start + 2] for start in range(3, 7, 2))]
    match way:
        case "three":
            return [*map(Cell, parts), Cell(name)]
        case "last_part":
            last = max(at for at, part in enumerate(parts) if part)
            return [*(Cell(part if at == last else "") for at, part in enumerate(parts)), Cell(name)]
        case "two":
            return [Cell(code[:3]), Cell(code[3:]), Cell(name)]
        case "one":
            return [Cell(code), Cell(name)]
        case "bracket":
            return [Cell(f"[{code}]{name}")]
        case "dash":
            return [Cell(f"{code}-{name}")]
    return [Cell(name)]


def _subject_cells(
    filled: _Filled,
    columns: list[str],
    code: str,
    base: Iterable[Entry],
    side: str | None,
    *,
    row_kind: str = "",
    label: str = "",
    others: tuple[str, ...] = (),
) -> list[Cell]:
    kind = row_kind or _LEVELS.get(len(code), "item")
    entries = [entry for entry in base if entry.subject.startswith(code)]
    cells = []
    for column in columns:
        meaning = Meaning(filled.code, kind, label or code, column, subject_code=code or None, side=side, others=others)
        text_or_yuan = _column_sum(filled, column, code, entries)
        cells.append(Cell(text_or_yuan, meaning) if isinstance(text_or_yuan, str) else filled.cell(text_or_yuan, meaning))
    return cells


def _column_sum(filled: _Filled, column: str, code: str, entries: list[Entry]) -> int | str:
    """What stands in a column: an amount in yuan, or a text where it is a rate."""
    accounts = filled.accounts
    if column.startswith(BESIDE) and column.endswith("_pct"):
        prior = sum(entry.prior for entry in entries)
        return f"{(total(entries) - prior) * 100 / prior:.2f}%" if prior else ""
    if filled.code in {"government_fund_expenditure", "state_capital_expenditure"}:
        fund = filled.code.removesuffix("_expenditure")
        flows = {"opening_carryover": accounts.opening, "current_income": accounts.income, "closing_carryover": accounts.closing}
        if column in flows:
            return total(entry for entry in of_sources(flows[column], [fund]) if entry.subject.startswith(code))
        entries = [entry for entry in entries if entry.source]
    return _phase_sum(_of_column(filled, column, entries), column)


def _phase_sum(entries: Iterable[Entry], column: str) -> int:
    """The sum of entries in the phase of a column: the year's own, the year before, or a final account's budget."""
    if column.startswith(f"{BESIDE}change_"):
        return sum(entry.yuan - entry.prior for entry in entries)
    if column.endswith(_OF_LAST_YEAR):
        return sum(entry.prior for entry in entries)
    if column.endswith("_adjusted_budget"):
        return sum(entry.adjusted for entry in entries)
    if column.endswith("_budget"):
        return sum(entry.initial for entry in entries)
    return total(entries)


def _of_column(filled: _Filled, column: str, entries: list[Entry]) -> list[Entry]:
    column = _TIME.sub("", column.split("|", maxsplit=1)[0].removeprefix(NOT_LOADED))
    if column in _SPENT_COLUMNS:
        return of_kinds(entries, _SPENT_COLUMNS[column])
    if column in _NEVER:
        return []
    if filled.code == "income":
        return _of_income_column(column, entries)
    if column in FISCAL:
        return of_sources(entries, [column])
    if column in _SOURCES_OF_FUNDING and filled.code == "basic_funding":
        return of_sources(entries, _SOURCES_OF_FUNDING[column])
    return entries


_SPENT_COLUMNS = {
    "basic": BASIC,
    "basic_subtotal": BASIC,
    "basic_personnel": (PERSONNEL,),
    "basic_operating": (OPERATING,),
    "personnel": (PERSONNEL,),
    "operating_funds": (OPERATING,),
    "project": (PROJECT,),
}
_SOURCES_OF_FUNDING = {
    "appropriation_subtotal": FISCAL,
    "fiscal_special_account": ("fiscal_special_account",),
    "other_funds": OWN,
}
_NEVER = frozenset({"operating", "superior_remittance", "affiliated_subsidy", "carried_on", "surplus"})


def _of_income_column(column: str, entries: list[Entry]) -> list[Entry]:
    current = [entry for entry in entries if not entry.is_carried]
    carried = [entry for entry in entries if entry.is_carried]
    match column:
        case "total":
            return entries
        case "current_subtotal":
            return current
        case "appropriation" | "appropriation_subtotal":
            return of_sources(current, FISCAL)
        case "unit_funds" | "unit_funds_subtotal":
            return of_sources(current, OWN)
        case "carryover" | "carryover_subtotal":
            return carried
        case "carryover_unit_funds":
            return of_sources(carried, OWN)
    if column.startswith("carryover_"):
        return of_sources(carried, [column.removeprefix("carryover_")])
    # Education fees are all that such accounts hold here.
    return of_sources(current, [column.removesuffix("_education")])


# --- subjects by those of other classifications


# A subject of the government's budget for each economic class, and one of the class for money whose item is not told.
_GOVERNMENT = {
    "301": ("50101", "30199"),
    "302": ("50201", "30299"),
    "303": ("50901", "30399"),
    "307": ("51101", "30701"),
    "309": ("50401", "30902"),
    "310": ("50306", "31002"),
    "312": ("50799", "31299"),
    "399": ("59999", "39999"),
}


def _paired(filled: _Filled) -> Iterator[Row]:
    """A row for each functional item and economic item, with the subject of the government's budget between them."""
    base = _base_entries(filled)
    by_pair: dict[tuple[str, str], list[Entry]] = {}
    for entry in base:
        if _is_printed(entry):
            by_pair.setdefault((entry.subject, _economic_item(entry)), []).append(entry)
    names = (classification.functional(), classification.government(), classification.economic())
    rows = []
    for (subject, item), entries in sorted(by_pair.items()):
        codes = (subject, _GOVERNMENT[item[:3]][0], item)
        labels = [Cell(f"{code}-{known[code]}") for code, known in zip(codes, names, strict=True)]
        cells = _subject_cells(filled, filled.table["columns"], subject, entries, None, others=(item, codes[1]))
        rows.append(Row("item", [*labels, *cells], code=subject))
    yield from _with_total(filled, rows, base)


def _economic_item(entry: Entry) -> str:
    item = entry.economic or "302"
    return item if len(item) > len("302") else _GOVERNMENT[item][1]


# --- income as a list of its sources


def _sources(filled: _Filled) -> Iterator[Row]:
    """A row for each source of income; the name of one with parts stands beside 小计, above them."""
    items = filled.table["items"]
    for text, following in zip_longest(items, items[1:], fillvalue=""):
        depth = 1 if text.startswith("> ") else 0
        code, label = text.removeprefix("> ").split(" ", 1)
        entries = _entries_of_item(filled, code.removesuffix("_grant"), "total")
        if code == "total":
            meaning = Meaning(filled.code, "total", label, "total")
            entries = _entries_of_item(filled, "income_total", "total")
        else:
            meaning = Meaning(filled.code, "item", label, "total", item_code=code)
        beside = "小计" if following.startswith("> ") and not depth else ""
        labels = [Cell(""), filled.label(label)] if depth else [filled.label(label), Cell(beside)]
        yield Row(meaning.row_kind, [*labels, filled.cell(total(entries), meaning)])


# --- what is bought within each category of procurement


def _bought(filled: _Filled) -> Iterator[Row]:
    """Categories, below them projects with an economic item, below these what is bought and how; each adds up those below it."""
    bought, table = filled.accounts.procurement, filled.table
    categories = [("goods", bought.goods), ("works", bought.works), ("services", bought.services)]
    yield _bought_row(filled, ["{合计}"], Meaning(filled.code, "total", "合计", "total"), bought.total)
    for code, yuan in categories:
        if not yuan:
            continue
        yield _bought_row(filled, [table["categories"][code]], Meaning(filled.code, "detail", code, "total", item_code=code), yuan)
        for number, (project, economic, *things) in enumerate(table["bought"][code]):
            share = yuan // 2 if number == 0 and len(table["bought"][code]) > 1 else yuan - (yuan // 2) * number
            meaning = Meaning(filled.code, "detail", project, "total", item_code=code, others=(project, economic))
            yield _bought_row(filled, ["", project, economic], meaning, share)
            for place, thing in enumerate(things):
                item, method = thing.split(" ")
                part = share // 3 if place == 0 and len(things) > 1 else share - (share // 3) * place
                others = (project, economic, item, method)
                meaning = Meaning(filled.code, "detail", item, "total", item_code=code, others=others)
                yield _bought_row(filled, ["", "", "", item, method], meaning, part)


def _bought_row(filled: _Filled, labels: list[str], meaning: Meaning, yuan: int) -> Row:
    width = len(filled.table["header"][0]) - 1
    cells = [*(filled.label(label.strip("{}")) for label in labels), *(Cell("") for _ in range(width - len(labels)))]
    return Row(meaning.row_kind, [*cells, filled.cell(yuan, meaning)])


# --- one row for the unit


def _units(filled: _Filled) -> Iterator[Row]:
    """The total, and the unit itself: a department with no other units."""
    table = filled.table
    base = _base_entries(filled) if filled.code != "three_public" else []
    for kind, labels in (("total", table["total_cells"]), ("unit", table.get("unit_cells"))):
        if labels is None:
            continue
        if filled.code == "three_public":
            cells = list(_three_public_cells(filled, kind))
        else:
            cells = _subject_cells(filled, table["columns"], "", base, None, row_kind=kind, label=kind)
        yield Row(kind, [*map(filled.label, labels), *cells])


# --- economic subjects


def _economic(filled: _Filled) -> Iterator[Row]:
    """A row for each economic subject of basic expenditure."""
    table = filled.table
    base = list(SPENT_IN_TABLE[table.get("of", filled.code)](filled.accounts))
    rows = list(_economic_rows(filled, base))
    label = table.get("total_label", "合计")
    cells = _economic_cells(filled, table["columns"], "", base, "total", label)
    total_row = Row("total", [*map(filled.label, table["total_cells"]), *cells])
    yield from ([total_row, *rows] if table.get("total", "last") == "first" else [*rows, total_row])


def _economic_rows(filled: _Filled, base: list[Entry]) -> Iterator[Row]:
    table, names = filled.table, classification.economic()
    codes = sorted({code for entry in base for code in (entry.economic[:3], entry.economic) if code})
    for code in codes:
        kind = "class" if len(code) == 3 else "item"
        cells = _economic_cells(filled, table["columns"], code, base, kind, names[code])
        yield Row(kind, [*_code_cells(table["codes"], code, names[code]), *cells], code=code)


def _economic_cells(filled: _Filled, columns: list[str], code: str, base: list[Entry], kind: str, label: str) -> list[Cell]:
    entries = [entry for entry in base if entry.economic.startswith(code)]
    return [
        filled.cell(
            _phase_sum(_of_column(filled, "operating_funds" if column == "operating" else column, entries), column),
            Meaning(filled.code, kind, label, column, subject_code=code or None),
        )
        for column in columns
    ]


def _blocks(filled: _Filled) -> Iterator[Row]:
    """Economic subjects in blocks side by side, every subject printed, and the total of each kind of money below."""
    table = filled.table
    base = list(SPENT_IN_TABLE[filled.code](filled.accounts))
    names = classification.economic()
    lists = []
    for block in table["blocks"]:
        codes = [code for code in names if code[:3] in block["classes"] and len(code) in (3, 5)]
        lists.append(
            [[*_code_cells(table["codes"], code, names[code]), *_block_cells(filled, block, code, base)] for code in codes]
        )
    width = len(_code_cells(table["codes"], "301", "")) + 1
    for cells in zip_longest(*lists):
        yield Row("list", [cell for each in cells for cell in (each or [Cell("") for _ in range(width)])])
    foot: list[Cell] = []
    for label, kinds, blank in table["foot"]:
        meaning = Meaning(filled.code, "total", label, _KIND_COLUMN[kinds])
        yuan = total(of_kinds(base, [kinds]))
        foot += [Cell(label), *(Cell("") for _ in range(blank)), filled.cell(yuan, meaning)]
    yield Row("total", foot)


# In such blocks the column is the kind of money: what a row is of it is all of it.
_KIND_COLUMN = {PERSONNEL: "total|personnel", OPERATING: "total|operating"}


def _block_cells(filled: _Filled, block: dict[str, Any], code: str, base: list[Entry]) -> list[Cell]:
    entries = [entry for entry in base if entry.economic.startswith(code)]
    kind = "class" if len(code) == 3 else "item"
    column = _KIND_COLUMN[block["kind"]]
    return [filled.cell(total(entries), Meaning(filled.code, kind, code, column, subject_code=code))]


# --- three public expenses


def _three_public_sum(filled: _Filled, column: str) -> int:
    """What a column of the three public expenses holds: an item, its budget, or the year before; or another expense."""
    accounts = filled.accounts
    name = _TIME.sub("", column)
    items = {"items_total": accounts.three_public.keys(), "vehicles": ("vehicle_purchase", "vehicle_operation")}.get(name, (name,))
    if name in {"meeting", "training"}:
        code = {"meeting": "30215", "training": "30216"}[name]
        return total(entry for entry in SPENT_IN_TABLE["basic_expenditure"](accounts) if entry.economic == code)
    if name in {"organ_operating", "administrative"}:
        return total(of_kinds(SPENT_IN_TABLE["basic_expenditure"](accounts), [OPERATING]))
    amounts = [accounts.three_public[item] for item in items]
    if column.endswith(_OF_LAST_YEAR):
        return sum(each.prior for each in amounts)
    return sum(each.budget if column.endswith("_budget") else each.yuan for each in amounts)


def _three_public_cells(filled: _Filled, kind: str = "total") -> Iterator[Cell]:
    for column in filled.table["columns"]:
        base = _TIME.sub("", column)
        item = base if base not in {"items_total", "meeting", "training", "organ_operating"} else None
        meaning = Meaning(filled.code, kind, base, column, item_code=item)
        yield filled.cell(_three_public_sum(filled, column), meaning)


def _three_public_across(filled: _Filled) -> Iterator[Row]:
    """One row, its items across."""
    yield Row("total", list(_three_public_cells(filled)))


def _three_public_down(filled: _Filled) -> Iterator[Row]:
    """An item a row: all of it is of the general public budget."""
    for text in filled.table["items"]:
        code, label = text.split(" ", 1)
        cells = []
        # An expense beside the three is none of them, and their sum is no item.
        mark = NOT_LOADED if code.startswith(NOT_LOADED) else ""
        item = None if mark or code == "items_total" else code
        for column in filled.table["columns"]:
            yuan = _three_public_sum(filled, code.removeprefix(NOT_LOADED)) if column in {"total", "general_public"} else 0
            cells.append(filled.cell(yuan, Meaning(filled.code, "item", label, mark + column, item_code=item)))
        yield Row("item", [filled.label(label), *cells])


_SHAPES: dict[str, Callable[[_Filled], Iterator[Row]]] = {
    "lists": _lists,
    "subjects": _subjects,
    "units": _units,
    "paired": _paired,
    "sources": _sources,
    "bought": _bought,
    "economic": _economic,
    "blocks": _blocks,
    "across": _three_public_across,
    "down": _three_public_down,
}
