"""Faults of which one is planted in a printed disclosure, each with what it is and what may find it.

Here are the faults of single figures, names and words; `slips` has those of rows whose amounts moved.
"""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from tests.made import classification, words
from tests.made.printed import (
    Cell,
    Meaning,
    Paragraph,
    PerformanceTable,
    PrintedDisclosure,
    Row,
    Stated,
    hundredths,
    in_hundredths,
    in_wan,
    percent,
    shifted,
)

# A wrong figure is off by at least 1.00 万元: more than the rounding of any sum in these documents.
SMALLEST_ERROR = 100
# A base of growth below 100,000 yuan leaves too much room for rounding to call a percentage wrong.
_SMALLEST_BASE = 100_000

_MANDATORY = frozenset(row["table_code"] for row in classification.rows("tables") if row["is_mandatory"] == "true")
# Tables that print the same sums.
_CONNECTED = {
    "overview": ("income", "expenditure", "appropriation", "carryover"),
    "income": ("overview", "expenditure", "appropriation", "general_public_expenditure", "carryover"),
    "expenditure": ("overview", "income", "general_public_expenditure", "carryover", "unit_performance"),
    "appropriation": (
        "overview", "income", "general_public_expenditure", "government_fund_expenditure", "state_capital_expenditure",
    ),
    "general_public_expenditure": (
        "income", "expenditure", "appropriation", "basic_expenditure", "project_expenditure", "carryover",
    ),
    "basic_expenditure": ("general_public_expenditure", "three_public"),
    "project_expenditure": ("general_public_expenditure", "entrusted_service", "project_performance"),
    "government_fund_expenditure": ("appropriation", "income", "expenditure"),
    "state_capital_expenditure": ("appropriation", "income", "expenditure"),
    "three_public": ("basic_expenditure",),
    "entrusted_service": ("project_expenditure",),
    "carryover": ("overview", "income", "expenditure", "project_performance"),
}  # fmt: skip
_FIGURE_FAMILIES = frozenset({"row", "hierarchy", "balance", "cross_table", "narrative", "performance"})
_SUM_MEASURES = (
    "procurement_total",
    "procurement_goods",
    "procurement_works",
    "procurement_services",
    "vehicles_value",
    "project_allocation",
)


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell of a budget table that does not print what it should."""

    meaning: Meaning
    true_text: str
    printed_text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault: the rules of `families` may find it, in `table_codes`, and no others should.

    `is_uniquely_repairable` is for rows whose amounts moved: only one way of moving rows back lets all sums hold.
    """

    kind: str
    families: frozenset[str]
    table_codes: frozenset[str]
    description: str
    is_uniquely_repairable: bool = False
    true_cells: tuple[ChangedCell, ...] = ()


Planter = Callable[[PrintedDisclosure, random.Random], Fault | None]


def with_connected(table_code: str) -> frozenset[str]:
    """A table and those that print sums of it too."""
    return frozenset({table_code, *_CONNECTED.get(table_code, ())})


def figure_cells(disclosure: PrintedDisclosure, row_kinds: Iterable[str]) -> list[Cell]:
    """The printed figures of the budget tables in rows of these kinds."""
    kinds = frozenset(row_kinds)
    return [
        cell
        for table in disclosure.tables
        for row in table.rows
        for cell in row.amounts
        if cell.text and cell.meaning and cell.meaning.row_kind in kinds
    ]


def _is_grand_total(meaning: Meaning) -> bool:
    return meaning.row_kind == "total" and meaning.column_code in {
        "total",
        "income_amount",
        "expenditure_amount",
        "expenditure_total",
    }


def _changed_cell(kind: str, cell: Cell, text: str) -> Fault:
    assert cell.meaning is not None
    meaning, true_text = cell.meaning, cell.text
    cell.text = text
    return Fault(
        kind,
        _FIGURE_FAMILIES,
        with_connected(meaning.table_code),
        f"{meaning.table_code}, {meaning.row_label}, {meaning.column_code}: {true_text} is printed as {text}",
        true_cells=(ChangedCell(meaning, true_text, text),),
    )


def _wrong_text(text: str, rng: random.Random) -> str:
    """Another figure, off by more than rounding."""
    units = in_hundredths(text)
    error = max(SMALLEST_ERROR, units * rng.randint(5, 40) // 100)
    return hundredths(units - error if rng.random() < 0.5 and units > 2 * error else units + error)


def _wrong_figure(kind: str, *row_kinds: str) -> Planter:
    def plant(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
        cells = figure_cells(disclosure, row_kinds)
        if not cells:
            return None
        cell = rng.choice(cells)
        return _changed_cell(kind, cell, _wrong_text(cell.text, rng))

    return plant


def _grand_totals(disclosure: PrintedDisclosure) -> list[Cell]:
    return [cell for cell in figure_cells(disclosure, ["total"]) if cell.meaning and _is_grand_total(cell.meaning)]


def _total_off_by_one_digit(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    cells = _grand_totals(disclosure)
    if not cells:
        return None
    cell = rng.choice(cells)
    return _changed_cell("total_off_by_one_digit", cell, shifted(cell.text, rng.choice((-1, 1))))


def _total_off(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    cells = _grand_totals(disclosure)
    if not cells:
        return None
    cell = rng.choice(cells)
    return _changed_cell("total_off", cell, _wrong_text(cell.text, rng))


def _swapped_digits(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    cells = figure_cells(disclosure, ["total", "unit", "class", "section", "item", "project"])
    rng.shuffle(cells)
    for cell in cells:
        swapped = _swaps(cell.text)
        if swapped:
            return _changed_cell("swapped_digits", cell, rng.choice(swapped))
    return None


def _swaps(text: str) -> list[str]:
    """The figures that result if two neighbouring digits are swapped, off by more than rounding."""
    digits = text.replace(",", "").replace(".", "")
    results = []
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if abs(int(swapped) - int(digits)) >= SMALLEST_ERROR and not swapped.startswith("0"):
            results.append(hundredths(int(swapped)))
    return results


def _stated(disclosure: PrintedDisclosure, *roles: str) -> list[tuple[Paragraph, Stated]]:
    return [
        (paragraph, part)
        for paragraph in disclosure.paragraphs
        for part in paragraph.parts
        if isinstance(part, Stated) and part.role in roles
    ]


def _changed_statement(
    kind: str, paragraph: Paragraph, stated: Stated, text: str, families: Iterable[str] = ("narrative",)
) -> Fault:
    true_text, stated.text = stated.text, text
    tables = frozenset().union(*(with_connected(code) for code in stated.tables))
    description = f"{paragraph.section}, {stated.measure}: {stated.role} {true_text or 'nothing'} is printed as {text}"
    return Fault(kind, frozenset(families), tables, description)


def _sentence_amount(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    found = [
        (paragraph, stated)
        for paragraph, stated in _stated(disclosure, "amount")
        if stated.yuan and (stated.tables or stated.measure.split(":")[0] in _SUM_MEASURES)
    ]
    paragraph, stated = rng.choice(found)
    families = {"narrative", "disclosure", "performance"}
    return _changed_statement("sentence_amount", paragraph, stated, _wrong_text(stated.text, rng), families)


def _sentence_change(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A change that its percentage does not fit."""
    found = []
    for paragraph in disclosure.paragraphs:
        figures = [part for part in paragraph.parts if isinstance(part, Stated)]
        for stated, behind in pairwise(figures):
            change, base = stated.yuan or 0, behind.yuan or 0
            # What fell to nothing fell by 100 %, whatever it was.
            if stated.role == "change" and behind.role == "percentage" and base >= _SMALLEST_BASE and change not in {0, -base}:
                found.append((paragraph, stated))
    if not found:
        return None
    paragraph, stated = rng.choice(found)
    text = hundredths(in_hundredths(stated.text) * rng.randint(150, 300) // 100 + 5 * SMALLEST_ERROR)
    return _changed_statement("sentence_change", paragraph, stated, text, {"narrative", "over_time"})


def _wrong_share(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    paragraph, stated = rng.choice(_stated(disclosure, "share"))
    units, error = in_hundredths(stated.text), rng.randint(200, 900)
    return _changed_statement("wrong_share", paragraph, stated, hundredths(units - error if units > error else units + error))


def _wrong_percentage(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    found = [(paragraph, stated) for paragraph, stated in _stated(disclosure, "percentage") if (stated.yuan or 0) >= _SMALLEST_BASE]
    if not found:
        return None
    paragraph, stated = rng.choice(found)
    units = in_hundredths(stated.text)
    return _changed_statement("wrong_percentage", paragraph, stated, hundredths(units + max(200, units // 5)))


def _zero_base(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    found = [(paragraph, stated) for paragraph, stated in _stated(disclosure, "base_zero") if stated.yuan]
    if not found:
        return None
    paragraph, stated = rng.choice(found)
    return _changed_statement("zero_base", paragraph, stated, "，增长100.00%", {"narrative", "over_time"})


def _renamed_code(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    rows = [(table, row) for table in disclosure.tables for row in table.rows if row.code[:3].isdigit() and _subject(row)]
    if not rows:
        return None
    table, row = rng.choice(rows)
    subject = _subject(row)
    names = classification.economic() if table.code == "basic_expenditure" else classification.functional()
    name = names[subject]
    other = rng.choice([names[code] for code in names if len(code) == len(subject) and names[code] != name])
    cell = next(cell for cell in row.cells if not cell.meaning and cell.text.endswith(name))
    cell.text = cell.text.removesuffix(name) + other
    return Fault(
        "renamed_code",
        frozenset({"document", "cross_table", "narrative"}),
        with_connected(table.code),
        f"{table.code}: {subject} {name} is called {other}",
    )


def _subject(row: Row) -> str:
    return next((cell.meaning.subject_code or "" for cell in row.amounts if cell.meaning), "")


def _missing_table(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    table = rng.choice([table for table in disclosure.tables if table.code in _MANDATORY])
    disclosure.blocks.remove(table)
    return Fault("missing_table", frozenset({"document"}), frozenset({table.code}), f"{table.title} is not printed")


def _stale_year(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    year = disclosure.year
    pattern = re.compile(
        rf"(?<=关于{disclosure.unit}){year}(?=年)|{year}(?=年预算数为)|(?<=截至){year - 1}(?=年底)|{year - 1}(?=年与{year}年均)"
    )
    found = [
        (paragraph, place)
        for paragraph in disclosure.paragraphs
        for place, part in enumerate(paragraph.parts)
        if isinstance(part, str) and paragraph.section != "contents" and pattern.search(part)
    ]
    paragraph, place = rng.choice(found)
    part = paragraph.parts[place]
    assert isinstance(part, str)
    paragraph.parts[place] = pattern.sub(lambda match: str(int(match[0]) - 1), part, count=1)
    description = f"a year too early: {paragraph.text[:60]}"
    return Fault("stale_year", frozenset({"document", "narrative"}), frozenset(), description)


def _template_text(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    reasons = [
        (paragraph, place)
        for paragraph in disclosure.paragraphs
        for place, part in enumerate(paragraph.parts)
        if isinstance(part, str) and re.search("主要原因是.+。$", part)
    ]
    if reasons and rng.random() < 0.5:
        paragraph, place = rng.choice(reasons)
        paragraph.parts[place] = "，主要原因是×××。"
        return Fault("template_text", frozenset({"document"}), frozenset(), f"a reason left open in {paragraph.section}")
    place = next(
        place for place, block in enumerate(disclosure.blocks) if isinstance(block, Paragraph) and block.section == "organisation"
    )
    disclosure.blocks.insert(place + 1, Paragraph(["请填写机构设置情况，内容不许为空！"], section="organisation"))
    return Fault(
        "template_text", frozenset({"document"}), frozenset(), "an instruction of the template left in the section on organisation"
    )


def _project_lost(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A project that one list leaves out, or calls by another name, while others have it."""
    ways = [_project_row_lost, _card_lost, _performance_table_lost]
    rng.shuffle(ways)
    return next(filter(None, (way(disclosure, rng) for way in ways)), None)


def _project_row_lost(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    rows = [
        (table, row)
        for table in disclosure.tables
        if table.code in {"entrusted_service", "carryover"}
        for row in table.rows
        if row.kind == "project"
    ]
    if not rows:
        return None
    table, row = rng.choice(rows)
    name = row.code
    if rng.random() < 0.5:
        table.rows.remove(row)
        outcome = "is left out"
    else:
        other = _another_name(disclosure, rng)
        row.cells[0].text = other
        for cell in row.amounts:
            cell.meaning = cell.meaning._replace(row_label=other, project=other) if cell.meaning else None
        outcome = f"is called {other}"
    families = frozenset({"hierarchy", "cross_table", "narrative", "performance", "document"})
    return Fault("project_lost", families, with_connected(table.code), f"{table.code}: {name} {outcome}")


def _card_lost(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    cards = sorted({paragraph.section for paragraph in disclosure.paragraphs if paragraph.section.startswith("projects:")})
    if len(cards) < 2:
        return None
    section = rng.choice(cards)
    name = section.removeprefix("projects:")
    if rng.random() < 0.5:
        disclosure.blocks = [
            block for block in disclosure.blocks if not (isinstance(block, Paragraph) and block.section == section)
        ]
        outcome = "is left out"
    else:
        first = next(paragraph for paragraph in disclosure.paragraphs if paragraph.section == section)
        other = _another_name(disclosure, rng)
        first.parts = [first.text.replace(name, other)]
        outcome = f"is called {other}"
    families = frozenset({"narrative", "cross_table", "document"})
    return Fault("project_lost", families, with_connected("project_expenditure"), f"the card of {name} {outcome}")


def _performance_table_lost(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    listed = {row.cells[4].text for table in disclosure.tables if table.code == "project_expenditure" for row in table.rows}
    tables = [table for table in disclosure.performance_tables if table.project in listed and table.project]
    if not tables:
        return None
    table = rng.choice(tables)
    if rng.random() < 0.5:
        disclosure.blocks.remove(table)
        outcome = "is left out"
    else:
        other = _another_name(disclosure, rng)
        name_cell = next(cell for row in table.rows for cell in row if cell == [table.project])
        name_cell[0] = other
        outcome = f"is called {other}"
    families = frozenset({"performance", "narrative", "cross_table", "document"})
    codes = with_connected("project_expenditure")
    return Fault("project_lost", families, codes, f"the performance table of {table.project} {outcome}")


def _another_name(disclosure: PrintedDisclosure, rng: random.Random) -> str:
    """A name of a project that is about nothing in the disclosure."""
    printed = "".join(block.text for block in disclosure.paragraphs)
    printed += "".join(cell.text for table in disclosure.tables for row in table.rows for cell in row.cells)
    printed += "".join(table.project for table in disclosure.performance_tables)
    return rng.choice([name for name in words.project_names(rng, words.TOPIC_COUNT) if name[:3] not in printed])


def _performance_parts(disclosure: PrintedDisclosure) -> list[tuple[PerformanceTable, Stated]]:
    return [
        (table, part)
        for table in disclosure.performance_tables
        for row in table.rows
        for cell in row
        for part in cell
        if isinstance(part, Stated)
    ]


def _performance_amount(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    found = [(table, part) for table, part in _performance_parts(disclosure) if part.role == "amount" and part.yuan]
    return _changed_performance("performance_amount", found, lambda text: _wrong_text(text, rng), rng)


def _wrong_weight(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    found = [(table, part) for table, part in _performance_parts(disclosure) if part.role == "weight"]
    return _changed_performance("wrong_weight", found, lambda text: str(int(text) + rng.choice((1, 2, 3, 5, 7))), rng)


def _changed_performance(
    kind: str, found: list[tuple[PerformanceTable, Stated]], change: Callable[[str], str], rng: random.Random
) -> Fault | None:
    if not found:
        return None
    table, part = rng.choice(found)
    true_text, part.text = part.text, change(part.text)
    code = "project_performance" if table.project else "unit_performance"
    tables = frozenset({code}).union(*(with_connected(other) for other in part.tables))
    description = f"{table.project or table.title}, {part.measure}: {true_text} is printed as {part.text}"
    return Fault(kind, frozenset({"performance", "narrative", "cross_table"}), tables, description)


def _wrong_count(kind: str, measure: str, family: str) -> Planter:
    def plant(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
        found = [(paragraph, part) for paragraph, part in _stated(disclosure, "count") if part.measure == measure]
        if not found:
            return None
        paragraph, part = found[0]
        return _changed_statement(kind, paragraph, part, str(int(part.text) + rng.randint(1, 4)), {family, "narrative"})

    return plant


def _missing_component(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """An item left out of a list of what personnel or operating funds contain."""
    found = [
        (paragraph, place)
        for paragraph in disclosure.paragraphs
        for place, part in enumerate(paragraph.parts)
        if isinstance(part, str) and "主要包括：" in part and "、" in part
    ]
    if not found:
        return None
    paragraph, place = rng.choice(found)
    lead, listed = str(paragraph.parts[place]).split("主要包括：")
    names = listed.removesuffix("。").split("、")
    lost = names.pop(rng.randrange(len(names)))
    paragraph.parts[place] = f"{lead}主要包括：{'、'.join(names)}。"
    return Fault(
        "missing_component", frozenset({"narrative"}), frozenset({"basic_expenditure"}), f"{lost} is not among the components"
    )


def _false_statement_of_emptiness(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A table with figures that is said to be empty."""
    codes = {
        "project_expenditure", "government_fund_expenditure", "state_capital_expenditure", "three_public", "entrusted_service",
        "carryover",
    }  # fmt: skip
    tables = [table for table in disclosure.tables if table.code in codes and not table.note]
    if not tables:
        return None
    table = rng.choice(tables)
    table.note = f"{disclosure.unit}{disclosure.year}年没有安排相关支出，{table.title}为空表。"
    return Fault(
        "false_statement_of_emptiness", frozenset({"narrative"}), frozenset({table.code}), f"{table.title} is said to be empty"
    )


def _missing_section(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A section of the explanations that the contents announce."""
    endings = ("政府性基金预算拨款情况说明", "国有资本经营预算拨款情况说明", "委托业务费支出情况说明", "上年结转结余预算情况说明")
    headings = [p for p in disclosure.paragraphs if p.level and p.text.endswith(endings)]
    heading = rng.choice(headings)
    start = disclosure.blocks.index(heading)
    end = next(place for place in range(start + 1, len(disclosure.blocks)) if getattr(disclosure.blocks[place], "level", 1))
    del disclosure.blocks[start:end]
    return Fault("missing_section", frozenset({"document", "narrative"}), frozenset(), f"{heading.text} is not printed")


def _withheld_named(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A project that a list withholds, while the table names it."""
    found = [
        paragraph
        for paragraph in disclosure.paragraphs
        if paragraph.section == "carryover" and re.fullmatch(r"\d+[.、].+结转", str(paragraph.parts[0]))
    ]
    if not found:
        return None
    paragraph = rng.choice(found)
    number, name = re.split("(?<=[.、])", str(paragraph.parts[0]).removesuffix("结转"), maxsplit=1)
    paragraph.parts = [f"{number}特定目标结转", paragraph.parts[1], "万元，完全不予公开。"]
    families = frozenset({"document", "narrative"})
    return Fault(
        "withheld_named", families, with_connected("carryover"), f"{name} is withheld in the explanations, and named in table 12"
    )


def _other_label(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """An amount of one fund that the explanations call by the name of another."""
    labels = {"单位资金": "非财政拨款结转结余", "财政拨款结转": "单位资金", "非财政拨款结转结余": "单位资金"}
    income = [p for p in disclosure.paragraphs if p.section == "income" and not p.level]
    printed = {str(paragraph.parts[0]) for paragraph in income}
    found = [paragraph for paragraph in income if (label := labels.get(str(paragraph.parts[0]))) and label not in printed]
    if not found:
        return None
    paragraph = rng.choice(found)
    label = str(paragraph.parts[0])
    if not any(isinstance(part, Stated) and part.role == "amount" and part.yuan for part in paragraph.parts):
        return None
    paragraph.parts[0] = labels[label]
    description = f"the amount of {label} is told as {labels[label]}"
    return Fault("other_label", frozenset({"document", "narrative"}), with_connected("income"), description)


def _false_statement_of_nothing(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A fund that is said not to be arranged, while the table has an amount of it."""
    found = [
        paragraph
        for paragraph in disclosure.paragraphs
        if paragraph.section == "income" and len(paragraph.parts) > 4 and str(paragraph.parts[0]).endswith(("预算", "支付资金"))
        if any(isinstance(part, Stated) and part.role == "amount" and part.yuan for part in paragraph.parts)
    ]
    found = [paragraph for paragraph in found if "收入预算" not in str(paragraph.parts[0])]
    if not found:
        return None
    paragraph = rng.choice(found)
    label = str(paragraph.parts[0])
    paragraph.parts = [f"{label}未安排。"]
    families = frozenset({"narrative", "disclosure", "over_time"})
    return Fault("false_statement_of_nothing", families, with_connected("income"), f"{label} is said not to be arranged")


def _wrong_year_before(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A change and its percentage that fit one another, and not what other changes tell of the year before."""
    found = []
    for paragraph in disclosure.paragraphs:
        figures = [part for part in paragraph.parts if isinstance(part, Stated)]
        if paragraph.section not in {"income", "expenditure", "general_public_change", "general_public_items"} or len(figures) < 3:
            continue
        change, rate = figures[-2:]
        if change.role == "change" and rate.role == "percentage" and (change.yuan or 0) > 0:
            found.append((paragraph, figures[0], change, rate))
    if not found:
        return None
    paragraph, stated, change, rate = rng.choice(found)
    this, base = in_hundredths(stated.text), in_hundredths(stated.text) - in_hundredths(change.text)
    # Back to a base between a half and nine tenths of what it is.
    base = max(base * rng.randint(50, 90) // 100, 1)
    if this - base - in_hundredths(change.text) < SMALLEST_ERROR:
        return None
    rate.text = percent(this - base, base)
    families = {"over_time", "narrative", "disclosure"}
    return _changed_statement("wrong_year_before", paragraph, change, hundredths(this - base), families)


def _garbled_target(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A target that is no number, date or word."""
    targets = [
        (table, cell)
        for table in disclosure.performance_tables
        for row in table.rows
        for cell in row
        if isinstance(cell[0], str) and re.match("[<>≥=]", cell[0])
    ]
    if not targets:
        return None
    table, cell = rng.choice(targets)
    true_text, cell[0] = cell[0], f"={disclosure.year} . 20 年月"
    code = "project_performance" if table.project else "unit_performance"
    description = f"{table.project or table.title}: the target {true_text} is garbled"
    return Fault("garbled_target", frozenset({"performance", "document"}), frozenset({code}), description)


def _above_its_bound(kind: str, measure: str, bound: str) -> Planter:
    """A figure that is more than one that it is part of."""

    def plant(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
        stated = [(paragraph, part) for paragraph, part in _stated(disclosure, "amount", "count")]
        paragraph, part = next((paragraph, part) for paragraph, part in stated if part.measure == measure)
        limit = next(part.text for _, part in stated if part.measure == bound)
        if part.role == "count":
            return _changed_statement(kind, paragraph, part, str(int(limit) + rng.randint(1, 5)), {"disclosure"})
        return _changed_statement(kind, paragraph, part, shifted(limit, SMALLEST_ERROR * rng.randint(2, 50)), {"disclosure"})

    return plant


def _vehicle_announced(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
    """A purchase of vehicles that the three public expenses have not."""
    found = [p for p in disclosure.paragraphs if p.section == "assets" and "未安排购置车辆经费" in str(p.parts[0])]
    if not found:
        return None
    lead = str(found[0].parts[0]).replace("未安排购置车辆经费，", "安排购置车辆经费")
    yuan = rng.randint(10, 40) * 10_000
    found[0].parts[0:1] = [lead, Stated(in_wan(yuan), "amount", "vehicle_purchase_planned", yuan), "万元，"]
    families = frozenset({"disclosure", "narrative", "cross_table"})
    return Fault(
        "vehicle_announced", families, frozenset({"three_public", "project_expenditure"}), "a purchase of vehicles is announced"
    )


PLANTERS: dict[str, Planter] = {
    "wrong_item": _wrong_figure("wrong_item", "item", "project"),
    "wrong_section": _wrong_figure("wrong_section", "section"),
    "wrong_class": _wrong_figure("wrong_class", "class"),
    "wrong_unit_row": _wrong_figure("wrong_unit_row", "unit"),
    "wrong_total": _wrong_figure("wrong_total", "total"),
    "total_off_by_one_digit": _total_off_by_one_digit,
    "total_off": _total_off,
    "swapped_digits": _swapped_digits,
    "sentence_amount": _sentence_amount,
    "sentence_change": _sentence_change,
    "wrong_share": _wrong_share,
    "wrong_percentage": _wrong_percentage,
    "zero_base": _zero_base,
    "renamed_code": _renamed_code,
    "missing_table": _missing_table,
    "stale_year": _stale_year,
    "template_text": _template_text,
    "project_lost": _project_lost,
    "performance_amount": _performance_amount,
    "wrong_weight": _wrong_weight,
    "wrong_project_count": _wrong_count("wrong_project_count", "projects", "performance"),
    "wrong_vehicle_count": _wrong_count("wrong_vehicle_count", "vehicles", "disclosure"),
    "wrong_staff_count": _wrong_count("wrong_staff_count", "staff", "disclosure"),
    "missing_component": _missing_component,
    "false_statement_of_emptiness": _false_statement_of_emptiness,
    "false_statement_of_nothing": _false_statement_of_nothing,
    "missing_section": _missing_section,
    "withheld_named": _withheld_named,
    "other_label": _other_label,
    "wrong_year_before": _wrong_year_before,
    "garbled_target": _garbled_target,
    "reserved_above_total": _above_its_bound("reserved_above_total", "procurement_reserved_sme", "procurement_total"),
    "micro_above_reserved": _above_its_bound("micro_above_reserved", "procurement_reserved_micro", "procurement_reserved_sme"),
    "equipment_above_bound": _above_its_bound("equipment_above_bound", "equipment_over_1m", "equipment_over_500k"),
    "vehicle_announced": _vehicle_announced,
}
