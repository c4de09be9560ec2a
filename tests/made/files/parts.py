"""What a disclosure consists of, whatever file it is written as: prose, and tables with the cells that are merged in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.made.document import head_lines
from tests.made.printed import Paragraph, PerformanceTable, PrintedDisclosure, Table

_MARK_OF_LIST = "- "
# Up to the number of a page, whichever it is.
_LEADER = "." * 4
_NUMBERS_COLUMNS = "※"

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `level` is 0 for text and 1 to 4 for headings.

    `is_entry` where it is one of a table of contents, with dots up to the number of a page.
    """

    text: str
    level: int = 0
    is_entry: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the lines over it (its title, then what stands left and right), its rows, how many of them are its header.

    `spans` says of cells that are merged over more than one field how many rows and columns they take. A form is a table of
    another layout in every few rows; it has a page for itself.
    """

    title: tuple[str, ...]
    left_and_right: tuple[str, str]
    rows: tuple[tuple[str, ...], ...]
    n_header: int
    spans: dict[Place, tuple[int, int]]
    is_form: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines over it."""
        return (*self.title, *filter(None, self.left_and_right))

    def cells(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Row, column, rows, columns and text of each cell, blank ones too."""
        covered: set[Place] = set()
        for row_no, row in enumerate(self.rows):
            for column, text in enumerate(row):
                if (row_no, column) in covered:
                    continue
                n_rows, n_columns = self.spans.get((row_no, column), (1, 1))
                covered |= _fields(row_no, column, n_rows, n_columns)
                yield row_no, column, n_rows, n_columns, text


Part = Prose | Sheet


def parts_of(disclosure: PrintedDisclosure) -> list[Part]:
    """The parts of a disclosure as it is printed on pages: without mark-up, no sentence cut."""
    return [part for block in disclosure.blocks for part in _parts(disclosure, block)]


def _parts(disclosure: PrintedDisclosure, block: Paragraph | Table | PerformanceTable) -> list[Part]:
    if isinstance(block, Paragraph):
        is_entry = block.section == "contents" and block.text.startswith(("第", _MARK_OF_LIST))
        text = block.text.removeprefix(_MARK_OF_LIST)
        return [Prose(f"{text}{_LEADER}{len(text)}" if is_entry else text, block.level, is_entry)]
    if isinstance(block, PerformanceTable):
        texts = (
            tuple("".join(part if isinstance(part, str) else part.text for part in cell) for cell in row) for row in block.rows
        )
        rows = tuple(texts)
        return [
            Sheet(
                (block.title, f"({disclosure.year} 年)"),
                ("", ""),
                rows,
                0,
                spans_of(rows, len(rows), is_header=False),
                is_form=True,
            )
        ]
    rows = (*map(tuple, block.header), *(tuple(cell.text for cell in row.cells) for row in block.rows))
    n_header = len(block.header)
    n_merged = n_header - (block.header[-1][0] == _NUMBERS_COLUMNS)
    table = Sheet((f"表 {block.number}", block.title), head_lines(disclosure), rows, n_header, spans_of(rows, n_merged))
    return [table, Prose(block.note)] if block.note else [table]


def parts_of_text(text: str) -> list[Part]:
    """The parts of a text: lines with tabs are rows of tables, those before the first figure their header."""
    parts: list[Part] = []
    for is_table, lines in groupby(filter(None, text.split("\n")), key=lambda line: "\t" in line):
        if not is_table:
            parts += map(Prose, lines)
            continue
        rows = tuple(tuple(line.split("\t")) for line in lines)
        n_header = next((at for at, row in enumerate(rows) if any(is_figure(cell) for cell in row)), 0)
        parts.append(Sheet((), ("", ""), rows, n_header, spans_of(rows, n_header)))
    return parts


def is_figure(text: str) -> bool:
    """Whether a cell is an amount with decimals."""
    whole, point, decimals = text.replace(",", "").removeprefix("-").partition(".")
    return bool(point) and whole.isdigit() and decimals.isdigit()


def spans_of(rows: Sequence[Sequence[str]], n_rows: int, *, is_header: bool = True) -> dict[Place, tuple[int, int]]:
    """The merged cells of the first rows: a cell takes the blank ones to its right, and then those below all of it.

    In a header it takes no column that nothing stands below in, and goes no further than the cell above it does.
    """
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    ends: dict[Place, int] = {}

    def is_free(row_no: int, column: int) -> bool:
        return not rows[row_no][column] and (row_no, column) not in covered

    def goes_on(row_no: int, column: int, right: int) -> bool:
        is_below_the_same = ends.get((row_no - 1, column)) == ends.get((row_no - 1, right))
        return is_below_the_same and any(row[right] for row in rows[row_no + 1 : n_rows])

    for row_no, row in enumerate(rows[:n_rows]):
        for column, text in enumerate(row):
            if not text:
                continue
            right = column + 1
            while right < len(row) and is_free(row_no, right) and (not is_header or goes_on(row_no, column, right)):
                right += 1
            bottom = row_no + 1
            while bottom < n_rows and all(is_free(bottom, at) for at in range(column, right)):
                bottom += 1
            fields = _fields(row_no, column, bottom - row_no, right - column)
            covered |= fields
            ends |= dict.fromkeys(fields, right)
            if len(fields) > 1:
                spans[row_no, column] = (bottom - row_no, right - column)
    return spans


def _fields(row_no: int, column: int, n_rows: int, n_columns: int) -> set[Place]:
    return {(row, at) for row in range(row_no, row_no + n_rows) for at in range(column, column + n_columns)}
