"""From a printed disclosure to its text: lines, tabs, mark-up, page breaks, spaces; and the list of its figures."""

import re
from decimal import Decimal
from typing import NamedTuple

from tests.made.printed import Block, Meaning, Paragraph, PerformanceTable, PrintedDisclosure, Row, Table
from tests.made.style import Style

_YUAN_PER_WAN = 10_000
_CJK = "\u4e00-\u9fff）》”、"
_WORD_BEFORE_DIGIT = re.compile(rf"(?<=[{_CJK}])(?=\d)")
_DIGIT_BEFORE_WORD = re.compile(r"(?<=[\d%])(?=[\u4e00-\u9fff])")
# Where a page break cuts a sentence: between two characters, behind its first amount.
_PLACE_TO_CUT = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_WRAPPED_EVERY = 4


class PrintedFigure(NamedTuple):
    """A figure of a budget table: what it is, its text, what it is worth as printed."""

    meaning: Meaning
    text: str
    amount_yuan: Decimal


def figures_of(disclosure: PrintedDisclosure) -> tuple[PrintedFigure, ...]:
    """All figures of the budget tables, in reading order."""
    return tuple(
        PrintedFigure(cell.meaning, cell.text, Decimal(cell.text.replace(",", "")) * _YUAN_PER_WAN)
        for table in disclosure.tables
        for row in table.rows
        for cell in row.cells
        if cell.meaning and cell.text
    )


def text_of(disclosure: PrintedDisclosure, style: Style) -> str:
    """The text of a disclosure in a style."""
    writer = _Writer(disclosure, style)
    return "\n\n".join(part for block in disclosure.blocks for part in writer.block(block)) + "\n"


def head_lines(disclosure: PrintedDisclosure) -> tuple[str, str]:
    """What stands over a budget table, below its title."""
    return f"编制{disclosure.kind}：{disclosure.unit}", "单位：万元"


class _Writer:
    """Writes the blocks of one disclosure."""

    def __init__(self, disclosure: PrintedDisclosure, style: Style) -> None:
        self._style = style
        self._disclosure = disclosure

    def block(self, block: Block) -> list[str]:
        """The text of a block: parts that blank lines stand between."""
        if isinstance(block, Paragraph):
            return [self._paragraph(block)]
        if isinstance(block, Table):
            return self._table(block)
        return self._performance_table(block)

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = self._spaced(paragraph.text)
        if paragraph.is_cut:
            text = _cut(text)
        if paragraph.level and self._style.is_markdown:
            return f"{'#' * paragraph.level} {text}"
        return text

    def _spaced(self, text: str) -> str:
        if not self._style.has_spaces_at_digits:
            return text
        return _DIGIT_BEFORE_WORD.sub(" ", _WORD_BEFORE_DIGIT.sub(" ", text))

    def _table(self, table: Table) -> list[str]:
        first, second = table.rows[: table.break_after], table.rows[table.break_after :] if table.break_after else []
        parts = [f"表 {table.number}", self._title(table.title), *head_lines(self._disclosure), self._grid(table, first)]
        if second:
            parts += [*head_lines(self._disclosure), self._grid(table, second)]
        return [*parts, self._spaced(table.note)] if table.note else parts

    def _title(self, title: str) -> str:
        return f"## {title}" if self._style.is_markdown else title

    def _grid(self, table: Table, rows: list[Row]) -> str:
        header = [[self._wrapped(word) for word in line] for line in table.header]
        return "\n".join("\t".join(cells) for cells in [*header, *(self._cells(row) for row in rows)])

    def _wrapped(self, heading: str) -> str:
        if not self._style.has_wrapped_headings or len(heading) <= _WRAPPED_EVERY + 1:
            return heading
        return " ".join(heading[start : start + _WRAPPED_EVERY] for start in range(0, len(heading), _WRAPPED_EVERY))

    def _cells(self, row: Row) -> list[str]:
        if self._style.is_markdown and row.kind in {"total", "unit", "class"}:
            return [f"<b>{cell.text}</b>" if cell.text else "" for cell in row.cells]
        return [cell.text for cell in row.cells]

    def _performance_table(self, table: PerformanceTable) -> list[str]:
        lines = []
        for row in table.rows:
            cells = ["".join(part if isinstance(part, str) else part.text for part in cell) for cell in row]
            lines.append("\t".join(f"<p>{cell}</p>" if self._is_goal(cell) else cell for cell in cells))
        return [self._title(table.title), f"({self._disclosure.year} 年)", "\n".join(lines)]

    def _is_goal(self, cell: str) -> bool:
        return self._style.is_markdown and cell.endswith("得到保障。")


def _cut(text: str) -> str:
    """A text cut in two by a page break, behind its first amount; uncut where there is no place."""
    first_amount = text.find("万元")
    places = [found.start() for found in _PLACE_TO_CUT.finditer(text, first_amount + 6)] if first_amount >= 0 else []
    if not places:
        return text
    place = places[len(places) // 2]
    return f"{text[:place]}\n\n{text[place:]}"
