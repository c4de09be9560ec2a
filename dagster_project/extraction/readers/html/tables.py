"""Tables: which are grids of cells, and which only arrange what stands in them; the cells of a grid, where their spans begin.

A table that holds a grid arranges, and so does one that is a menu or holds an article.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from dagster_project.extraction.readers.html.texts import lines_of, pieces_of, text_of
from dagster_project.extraction.readers.html.tree import Element
from dagster_project.extraction.readers.rows import MOST_COLUMNS, MOST_ROWS
from dagster_project.extraction.source_document import UnreadableDocument

_MOST_SPAN = 1_000
_MOST_CELLS = 2_000_000
_CELLS = {"td", "th"}
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_ARRANGING = {"presentation", "none"}
# A menu: of the signs of its cells, the share that are links at least.
_SHARE_OF_LINKS = 0.5
# An article in a table: so many lines, and so many signs, in a cell that has nearly all of them.
_LINES_OF_ARTICLE = 5
_SIGNS_OF_ARTICLE = 300
_SHARE_OF_ARTICLE = 0.8

# The cells of each row, from left to right, empty ones as empty strings.
Rows = list[tuple[str, ...]]


class Grids:
    """The grids of a page, by their tables."""

    def __init__(self, body: Element) -> None:
        self._rows: dict[int, Rows] = {}
        self._n_cells = self._n_rows = 0
        self._find(body)

    def of(self, table: Element) -> Rows | None:
        """The rows of a table; None where it is no grid."""
        return self._rows.get(id(table))

    def _find(self, element: Element) -> bool:
        """Finds the grids within an element; whether there is one."""
        # All of them are looked at, not those up to the first alone.
        holds_one = [self._find(child) for child in element.elements]
        found = any(holds_one)
        if found or element.tag != "table" or element.attributes.get("role") in _ARRANGING:
            return found
        rows = self._rows_of(element)
        if not any(any(row[1:]) for row in rows) or _is_menu(element, rows) or _holds_article(element, rows):
            return False
        self._rows[id(element)] = rows
        return True

    def _rows_of(self, table: Element) -> Rows:
        """The rows in which something stands. Columns that no cell begins in have no width, and are none."""
        placed = list(self._placed(table))
        columns = sorted({column for row in placed for column in row})
        self._count(len(placed) * len(columns))
        rows = (tuple(row.get(column, "") for column in columns) for row in placed)
        return [row for row in rows if any(row)]

    def _placed(self, table: Element) -> Iterator[Mapping[int, str]]:
        """The cells of each row by the column that they begin in."""
        # How many rows a cell from above still reaches into, by column.
        reaching: dict[int, int] = {}
        for row, n_below in _rows(table):
            cells: dict[int, str] = {}
            taken = {column for column, n_rows in reaching.items() if n_rows}
            reaching = {column: n_rows - 1 for column, n_rows in reaching.items() if n_rows}
            column = 0
            for cell in (child for child in row.elements if child.tag in _CELLS):
                while column in taken:
                    column += 1
                n_columns = _span(cell, "colspan") or 1
                n_rows = min(_span(cell, "rowspan") or n_below, n_below)
                if column + 1 > MOST_COLUMNS:
                    raise UnreadableDocument(f"a table with more than {MOST_COLUMNS:,} columns: split it")
                cells[column] = text_of(cell)
                reaching.update(dict.fromkeys(range(column, column + n_columns), n_rows - 1))
                column += n_columns
            self._count(len(cells) + len(reaching))
            self._n_rows += 1
            yield cells

    def _count(self, n_cells: int) -> None:
        self._n_cells += n_cells
        if self._n_cells > _MOST_CELLS or self._n_rows > MOST_ROWS:
            raise UnreadableDocument(f"tables of more than {MOST_ROWS:,} rows, or as many cells: split the file")


def caption_of(table: Element) -> Iterator[str]:
    """The lines of what stands over a table as its caption."""
    return (line for child in table.elements if child.tag == "caption" for line in lines_of(pieces_of(child)))


def _rows(table: Element) -> Iterator[tuple[Element, int]]:
    """The rows as they are shown, each with how many there are from it on in its group: no span reaches further."""
    groups: dict[int, list[list[Element]]] = defaultdict(list)
    for group in table.elements:
        if group.tag in _GROUPS:
            groups[_GROUPS[group.tag]].append([row for row in group.elements if row.tag == "tr"])
    for place in sorted(groups):
        for rows in groups[place]:
            yield from ((row, len(rows) - at) for at, row in enumerate(rows))


def _span(cell: Element, name: str) -> int:
    """Over how many columns or rows a cell goes; 0 where it goes to the end."""
    printed = cell.attributes.get(name, "1").strip()
    return min(int(printed), _MOST_SPAN) if printed.isascii() and printed.isdigit() and len(printed) < 10 else 1


def _is_menu(table: Element, rows: Rows) -> bool:
    n_linked = sum(len(text_of(link)) for link in _links(table))
    return n_linked > _SHARE_OF_LINKS * sum(len(cell) for row in rows for cell in row)


def _links(element: Element) -> Iterator[Element]:
    for child in element.elements:
        if child.tag == "a" and "href" in child.attributes:
            yield child
        else:
            yield from _links(child)


def _holds_article(table: Element, rows: Rows) -> bool:
    n_signs = sum(len(cell) for row in rows for cell in row)
    longest = max((cell for row in rows for cell in row), key=len)
    if len(longest) < max(_SIGNS_OF_ARTICLE, _SHARE_OF_ARTICLE * n_signs):
        return False
    cells = (cell for row, _ in _rows(table) for cell in row.elements)
    return any(len(list(lines_of(pieces_of(cell)))) >= _LINES_OF_ARTICLE for cell in cells if text_of(cell) == longest)
