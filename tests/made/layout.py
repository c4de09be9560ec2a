"""Puts a whole disclosure together: title, contents, the parts in their order, unit and date."""

import random

from tests.made import words
from tests.made.budget import Budget
from tests.made.explanations import Explanations, numeral
from tests.made.performance import performance_tables
from tests.made.printed import Block, Paragraph, PrintedDisclosure, Table
from tests.made.style import Style
from tests.made.tables import budget_tables

# A table that is broken over two pages has at least that many rows.
_ROWS_TO_BREAK = 8


def lay_out(budget: Budget, style: Style, rng: random.Random) -> PrintedDisclosure:
    """The disclosure of a budget in a style, as it is printed."""
    explanations = Explanations(budget, style, rng)
    tables = budget_tables(budget, style)
    performance = performance_tables(budget, style, rng)
    part_three = explanations.part_three()
    if style.has_number_rows:
        _number_columns(tables)
    if style.breaks_tables:
        _break_tables(tables, rng)
    if style.cuts_sentences:
        _cut_sentences(part_three, rng)
    blocks: list[Block] = [
        Paragraph([f"{budget.year}年{budget.unit}"], level=1),
        Paragraph([f"{budget.kind}预算公开"], level=1),
        *_contents(budget, tables, explanations),
        *explanations.part_one(),
        Paragraph([f"第二部分 {budget.year}年{budget.kind}预算公开表"], level=2),
        *tables,
        *part_three,
        *performance,
        *explanations.after_performance(),
        Paragraph(["第四部分 名词解释"], level=2),
        *(Paragraph([text]) for text in words.GLOSSARY),
        Paragraph([budget.unit]),
        Paragraph([f"{budget.year}年{budget.published.month}月{budget.published.day}日"]),
    ]
    return PrintedDisclosure(budget.unit, budget.year, budget.kind, blocks)


def _contents(budget: Budget, tables: list[Table], explanations: Explanations) -> list[Paragraph]:
    year, kind = budget.year, budget.kind
    staff = "机构设置及人员情况" if budget.staff else "机构设置"
    titles = explanations.section_titles()
    lines = [
        "目录",
        f"第一部分 {year}年{kind}概况",
        "- 一、 主要职能",
        f"- 二、 {staff}",
        f"第二部分 {year}年{kind}预算公开表",
        *(f"- {numeral(number)}、 {table.title}" for number, table in enumerate(tables, start=1)),
        f"第三部分 {year}年{kind}预算情况说明",
        *(f"- {numeral(number)}、 {title}" for number, title in enumerate(titles, start=1)),
        "第四部分 名词解释",
    ]
    return [Paragraph([line], section="contents") for line in lines]


def _number_columns(tables: list[Table]) -> None:
    """Puts a row of marks and column numbers under the header of the tables that stand alone."""
    for table in tables:
        if table.code in {"overview", "appropriation"}:
            continue
        width = max(map(len, table.header))
        labels = _label_width(table, width)
        table.header.append([*["※"] * labels, *(str(number) for number in range(1, width - labels + 1))])


def _label_width(table: Table, width: int) -> int:
    """How many cells lead the amounts of a table; told by its header where it has no rows."""
    if table.rows:
        return next(place for place, cell in enumerate(table.rows[0].cells) if cell.meaning)
    return {"carryover": 1, "entrusted_service": 1, "project_expenditure": 5}.get(table.code, min(4, width))


def _break_tables(tables: list[Table], rng: random.Random) -> None:
    for table in tables:
        if len(table.rows) >= _ROWS_TO_BREAK and table.code not in {"overview", "appropriation"} and rng.random() < 0.5:
            table.break_after = rng.randint(3, len(table.rows) - 2)


def _cut_sentences(paragraphs: list[Paragraph], rng: random.Random) -> None:
    """Marks paragraphs that a page break cuts: it is put where the words allow it."""
    for paragraph in paragraphs:
        if not paragraph.level and not paragraph.section.startswith("projects") and rng.random() < 0.12:
            paragraph.is_cut = True
