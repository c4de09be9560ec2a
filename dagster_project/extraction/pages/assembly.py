"""Pages as one text: lines and grids in reading order, paragraphs and tables whole over page breaks, without running heads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from statistics import median
from typing import NamedTuple

from dagster_project.extraction.pages.aligned import aligned_tables
from dagster_project.extraction.pages.banded import banded_tables
from dagster_project.extraction.pages.grids import ruled_tables
from dagster_project.extraction.pages.lines import Line, lines_in_pieces, parts_words
from dagster_project.extraction.pages.row_groups import is_row
from dagster_project.extraction.pages.rules import joined, nearest
from dagster_project.extraction.pages.shapes import Page, Rule
from dagster_project.extraction.pages.signs import ends_sentence, has_leader, has_letters, unbroken_signs
from dagster_project.extraction.pages.tables import Found, Table
from dagster_project.extraction.places import Box, PrintedLine, around
from dagster_project.extraction.source_document import Grid, GridRow, TextLine

# How much of a page at its top and at its bottom may hold running heads and page numbers.
_MARGIN = 0.13
_PAGES_WITH_RUNNING_HEAD = 3
_MOST_NUMBERS = 2
# How many lines are between the number and the rules of a table at most, and how far apart, of the size of the letters; and of
# the lines with numbers that differ, how many stand so where these are numbers of tables.
_MOST_TITLE_LINES = 4
_OVER_A_TITLE = 3.0
_NEARLY_ALL = 0.8
# Of the width of a page, what a line takes at least that goes on in the next one.
_LEAST_FILLED = 0.5
# Of the size of the letters: how far from the right edge of the text a line may end that fills it, and how far a
# paragraph's first line is set in.
_FILLED = 2.2
_INDENT = 1.0
_SLIGHT_INDENT = 0.3
_SAME_EDGE = 3.0
# Of the size of the letters, how far from a table a line ends that stands right above it.
_OVER_A_TABLE = 2.0
_SAME_SIZE = 0.15
# How many lines of a block of text that is set in are filled at least, and of how many of its lines one is.
_LEAST_FULL = 3
_FULL_SHARE = 3


@dataclass(frozen=True, slots=True)
class _Content:
    """What a page shows, less its running heads: lines outside tables, and tables; `rules` are all its rules, each whole."""

    page: Page
    rules: Sequence[Rule]
    lines: list[Line]
    tables: list[Table]


class Blocks(NamedTuple):
    """The lines of text and grids of some pages in reading order, how many lines they have, and the running heads left out."""

    blocks: tuple[TextLine | Grid, ...]
    n_lines: int
    running_heads: tuple[str, ...]


def blocks_of(pages: Sequence[Page]) -> Blocks:
    """What some pages show.

    Lines are counted over the whole document as they are printed; a row of a table is one.
    """
    shown, running_heads = _without_running_heads([_content(page) for page in pages])
    contents = _with_unruled_tables(shown)
    writer = _Writer(_right_edges(contents))
    for content in contents:
        writer.add(content)
    return Blocks(tuple(writer.finished()), writer.n_lines, running_heads)


def _content(page: Page) -> _Content:
    """What is seen on a page: the tables that are ruled, and lines of what stands outside."""
    rules = joined(page.rules)
    tables, outside = ruled_tables(rules, page.glyphs)
    return _Content(page, rules, lines_in_pieces(outside), sorted(tables, key=lambda table: table.box.top))


def _with_unruled_tables(contents: Iterable[_Content]) -> list[_Content]:
    """The pages with those lines as tables that are some, though they are not ruled."""
    found: list[_Content] = []
    for content in contents:
        last = max(found[-1].tables, key=lambda table: table.box.bottom, default=None) if found else None
        found.append(_with_tables_of_lines(content, [last.xs] if last and not last.columns else []))
    return found


def _with_tables_of_lines(content: _Content, before: Sequence[tuple[float, ...]]) -> _Content:
    """A page with its tables that are not ruled; `before` has the edges of the columns that the page before ends under."""
    boxes = [table.box for table in content.tables]
    rules = sorted((rule for rule in content.rules if rule.is_horizontal and not _is_in(rule, boxes)), key=lambda rule: rule.at)
    banded = list(banded_tables(content.lines, rules, before))
    lines = _less(content.lines, banded)
    boxes += [each.table.box for each in banded]
    rules = [rule for rule in rules if not _is_in(rule, boxes)]
    aligned = list(aligned_tables(lines, rules, sorted(box.middle[1] for box in boxes)))
    tables = [*content.tables, *(each.table for each in (*banded, *aligned))]
    return replace(content, lines=_less(lines, aligned), tables=tables)


def _less(lines: Iterable[Line], found: Iterable[Found]) -> list[Line]:
    taken = {id(line) for each in found for line in each.lines}
    return [line for line in lines if id(line) not in taken]


def _is_in(rule: Rule, boxes: Iterable[Box]) -> bool:
    return any(
        box.top - _SAME_EDGE <= rule.at <= box.bottom + _SAME_EDGE and box.left < rule.end and rule.start < box.right
        for box in boxes
    )


def _without_running_heads(contents: Sequence[_Content]) -> tuple[list[_Content], tuple[str, ...]]:
    """The pages less the lines that stand outermost on them and are alike on most pages, and less page numbers; and these lines.

    What stands in a table is none of these, nor what names a table.
    """
    alike: dict[str, list[tuple[_Content, Line]]] = defaultdict(list)
    for content in contents:
        for line in _in_margins(content):
            alike[_pattern(line)].append((content, line))
    needed = max(_PAGES_WITH_RUNNING_HEAD, len(contents) / 2)
    running = {
        id(line)
        for found in alike.values()
        for content, line in found
        if _is_page_number(line) or len({content.page.page_no for content, _ in found}) >= needed
    }
    running -= _of_tables([found for found in alike.values() if id(found[0][1]) in running])

    def is_running(line: Line) -> bool:
        return id(line) in running

    left_out = {id(line): line for content in contents for line in _outermost(content, is_running)}
    heads = dict.fromkeys(line.text for line in left_out.values() if not _is_page_number(line))
    shown = [replace(content, lines=[line for line in content.lines if id(line) not in left_out]) for content in contents]
    return shown, tuple(heads)


def _of_tables(running: Iterable[Sequence[tuple[_Content, Line]]]) -> set[int]:
    """Those lines alike on most pages that stand in tables without rules, as their headers do, or name tables by a number."""
    with_tables: dict[int, _Content] = {}
    kept: set[int] = set()
    for found in running:
        for content, line in found:
            if not _is_page_number(line) and content.page.page_no not in with_tables:
                with_tables[content.page.page_no] = _with_tables_of_lines(content, [])
        words = [(with_tables[content.page.page_no], line) for content, line in found if not _is_page_number(line)]
        outside = {id(line) for content, _ in words for line in content.lines}
        kept |= {id(line) for _, line in words if id(line) not in outside}
        over = {id(line) for content, line in words if _is_over_title(content, line)}
        if len({line.text for _, line in words}) > 1 and len(over) >= _NEARLY_ALL * len(words):
            kept |= over
    return kept


def _is_over_title(content: _Content, line: Line) -> bool:
    """Whether a line stands right over the title of the first table of a page."""
    top = min((table.box.top for table in content.tables), default=0.0)
    below = [other for other in content.lines if line.box.bottom < other.box.middle[1] < top]
    is_near = all(two.box.top - one.box.bottom <= _OVER_A_TITLE * max(one.size, two.size) for one, two in pairwise([line, *below]))
    return 0 < len(below) <= _MOST_TITLE_LINES and is_near


def _outermost(content: _Content, is_running: Callable[[Line], bool]) -> Iterator[Line]:
    """The running lines that nothing else stands further out than, above and below."""
    lines, boxes = content.lines, [table.box for table in content.tables]
    first_table = min((box.top for box in boxes), default=content.page.height)
    last_table = max((box.bottom for box in boxes), default=0.0)
    yield from takewhile(is_running, (line for line in lines if line.box.top < first_table))
    yield from takewhile(is_running, (line for line in reversed(lines) if line.box.bottom > last_table))


def _is_page_number(line: Line) -> bool:
    """Whether a line is one number, or two as of a page among all; a row of figures has more, or blanks between."""
    pattern = _pattern(line)
    return 0 < pattern.count("#") <= _MOST_NUMBERS and not pattern.strip("#-—–/ ·") and not is_row(line)


def _right_edges(contents: Sequence[_Content]) -> dict[int, float]:
    """How far to the right the text reaches, by the number of the page.

    It is where the longest lines of the page end, or of other pages that are as wide, if these go further; where no two
    lines agree, as far as what is on the page.
    """
    own = {content.page.page_no: _common_end(content) for content in contents}
    by_width: dict[int, list[float]] = defaultdict(list)
    for content in contents:
        by_width[round(content.page.width)] += own[content.page.page_no]
    edges = {}
    for content in contents:
        alike = by_width[round(content.page.width)]
        ends = [*own[content.page.page_no], *([median(alike)] if alike else _ends(content))]
        edges[content.page.page_no] = max(ends, default=0.0)
    return edges


def _common_end(content: _Content) -> list[float]:
    """Where the two longest lines of a page end, wide blanks aside, if that is at one place."""
    ends = sorted((line.box.right, line.size) for line in content.lines if len(line.pieces) == 1 and _is_long(line, content.page))
    return [ends[-1][0]] if len(ends) > 1 and ends[-1][0] - ends[-2][0] <= ends[-1][1] else []


def _ends(content: _Content) -> list[float]:
    return [*(line.box.right for line in content.lines), *(table.box.right for table in content.tables)]


def _is_long(line: Line, page: Page) -> bool:
    return line.box.width >= _LEAST_FILLED * page.width


def _lines_of_text(content: _Content) -> Iterator[Line]:
    """The lines less those right above a table: they reach as far to both sides as the table does."""
    tops = [table.box.top for table in content.tables]
    return (line for line in content.lines if not any(0 <= top - line.box.bottom <= _OVER_A_TABLE * line.size for top in tops))


def _in_margins(content: _Content) -> Iterator[Line]:
    return (line for line in content.lines if _is_in_margin(content, line))


def _is_in_margin(content: _Content, line: Line) -> bool:
    margin = _MARGIN * content.page.height
    return line.box.bottom < margin or line.box.top > content.page.height - margin


def _pattern(line: Line) -> str:
    """A line with its numbers alike: page numbers change from page to page."""
    return "".join("#" if is_digit else "".join(signs) for is_digit, signs in groupby(line.text, str.isdigit))


class _Writer:
    """Puts the pages together, one after another."""

    def __init__(self, right_edges: Mapping[int, float]) -> None:
        self.n_lines = 0
        self._right_edges = right_edges
        self._blocks: list[TextLine | Grid] = []
        self._paragraph: list[tuple[Line, int, int]] = []
        self._table: Table | None = None

    def add(self, content: _Content) -> None:
        """Adds what a page shows."""
        left_edge = min((line.box.left for line in _lines_of_text(content)), default=0.0)
        set_in = _set_in_blocks(content, left_edge, self._right_edges[content.page.page_no])
        parts: list[tuple[float, Line | Table]] = [(line.box.top, line) for line in content.lines]
        parts += [(table.box.top, table) for table in content.tables]
        for at, (_, part) in enumerate(sorted(parts, key=lambda part: part[0])):
            if isinstance(part, Table):
                self._add_table(part, content.page, left_edge, is_first=at == 0)
            else:
                self._add_line(part, content.page, left_edge, set_in.get(id(part)))

    def finished(self) -> Iterable[TextLine | Grid]:
        """All blocks; nothing can be added any more."""
        self._end_paragraph()
        return self._blocks

    def _add_line(self, line: Line, page: Page, left_edge: float, block: Box | None = None) -> None:
        self._table = None
        self.n_lines += 1
        if self._paragraph and not (self._goes_on_within(block, line) if block else self._goes_on(line, page, left_edge)):
            self._end_paragraph()
        self._paragraph.append((line, self.n_lines, page.page_no))

    def _goes_on(self, line: Line, page: Page, left_edge: float) -> bool:
        """Whether a line goes on with the one before: that one fills the width of the text, and this one is not set in."""
        before, _, page_no = self._paragraph[-1]
        fills = _fills(before, line, self._right_edges[page_no]) and _is_long(before, page)
        return fills and _may_be_one_paragraph(before, line, left_edge)

    def _goes_on_within(self, block: Box, line: Line) -> bool:
        """Whether a line of a block that is set in goes on with the one before; what ends a sentence ends a paragraph there."""
        before = self._paragraph[-1][0]
        is_within = before.box.left >= block.left and before.box.top >= block.top
        may_go_on = _may_be_one_paragraph(before, line, block.left) and not ends_sentence(before.text)
        return is_within and may_go_on and _fills(before, line, block.right)

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self._blocks.append(_paragraph(self._paragraph))
            self._paragraph = []

    def _add_table(self, table: Table, page: Page, left_edge: float, is_first: bool) -> None:
        above = self._table if is_first else None
        columns = _columns_within(table, above) if above else None
        if table.lines and columns is None:  # too little for a table of its own
            for line in table.lines:
                self._add_line(line, page, left_edge)
            return
        self._end_paragraph()
        n_columns = len((above if above and columns else table).xs) - 1
        rows = [
            GridRow(cells, self.n_lines + at, page.page_no, boxes=boxes)
            for at, (cells, boxes) in enumerate(_rows_of(table, columns, n_columns), start=1)
        ]
        self.n_lines += len(rows)
        rows = [row for row in rows if any(row.cells)]
        last = self._blocks[-1] if self._blocks else None
        if columns is not None and isinstance(last, Grid):
            self._blocks[-1] = Grid(last.rows + tuple(rows))
            return
        self._blocks.append(Grid(tuple(rows)))
        self._table = table


def _may_be_one_paragraph(before: Line, line: Line, left_edge: float) -> bool:
    """Whether two lines are of one size, the second is not set in, and they are neither entries of contents nor rows of figures.

    Behind a whole sentence a line that is set in but a little begins another paragraph. The size of figures tells nothing.
    """
    indent = _SLIGHT_INDENT if ends_sentence(before.text) else _INDENT
    is_set_in = line.box.left > left_edge + indent * line.size
    is_alike = not has_letters(line.text) or abs(before.size - line.size) <= _SAME_SIZE * line.size
    return is_alike and not is_set_in and not has_leader(before.text) and not (is_row(before) and is_row(line))


def _fills(before: Line, line: Line, right_edge: float) -> bool:
    """Whether a line ends so near to an edge that the first word of the next one had no room."""
    return right_edge - before.box.right <= max(_FILLED * before.size, _width_of_first_word(line))


def _set_in_blocks(content: _Content, left_edge: float, right_edge: float) -> dict[int, Box]:
    """The blocks of text that begin further to the right than the page's, by the lines in them.

    In one, lines are filled and go on below where it begins itself; where lines that are set in only begin paragraphs, the
    next one begins at the left edge of the page.
    """
    blocks: dict[int, Box] = {}
    of_text = list(_lines_of_text(content))
    for is_set_in, group in groupby(of_text, key=lambda line: line.box.left > left_edge + _INDENT * line.size):
        lines = list(group)
        if not is_set_in or len(lines) <= _LEAST_FULL:
            continue
        left = min(line.box.left for line in lines)
        inner = [(one, two) for one, two in pairwise(lines) if two.box.left <= left + _SAME_EDGE]
        full = [
            one for one, two in inner if _is_long(one, content.page) and _fills(one, two, right_edge) and not has_leader(one.text)
        ]
        if len(full) >= _LEAST_FULL and _FULL_SHARE * len(full) >= len(lines):
            box = around(line.box for line in lines[:-1])
            blocks |= {id(line): box for line in lines}
    return blocks


def _columns_within(table: Table, above: Table) -> list[int] | None:
    """The columns of the table before that those of its next page stand under; None where it is another table."""
    if len(table.xs) > len(above.xs) or bool(table.columns) != bool(above.columns):
        return None
    return _columns_by_text(table, above) if table.columns else _columns_by_edges(table, above)


def _columns_by_text(table: Table, above: Table) -> list[int] | None:
    """The columns of a table without rules that begin or end where those of the one before do."""
    found = [
        [
            at
            for at, column in enumerate(above.columns)
            if any(abs(one - other) <= _SAME_EDGE for one, other in zip(column, own, strict=True))
        ]
        for own in table.columns
    ]
    columns = [places[0] for places in found if len(places) == 1]
    return columns if len(columns) == len(found) and columns == sorted(set(columns)) else None


def _columns_by_edges(table: Table, above: Table) -> list[int] | None:
    """The columns of a ruled table whose edges are among those of the one before, from the first to the last."""
    found = [nearest(above.xs, x) for x in table.xs]
    if any(abs(above.xs[at] - x) > _SAME_EDGE for at, x in zip(found, table.xs, strict=True)):
        return None
    is_whole = found[0] == 0 and found[-1] == len(above.xs) - 1
    return found if is_whole and len(set(found)) == len(found) else None


def _rows_of(table: Table, columns: list[int] | None, n_columns: int) -> Iterator[tuple[tuple[str, ...], tuple[Box | None, ...]]]:
    """The rows, each cell and its box where it begins; of a page that goes on with a table under that one's columns."""
    rows = [[""] * n_columns for _ in table.ys[1:]]
    boxes: list[list[Box | None]] = [[None] * n_columns for _ in rows]
    for cell in table.cells:
        column = columns[cell.column] if columns else cell.column
        rows[cell.row][column] = cell.text
        boxes[cell.row][column] = cell.box
    return zip(map(tuple, rows), map(tuple, boxes), strict=True)


def _width_of_first_word(line: Line) -> float:
    """How much room the figure or the word takes that a line begins with, or what stands in brackets: it is not broken."""
    n_signs = unbroken_signs(line.text)
    return line.edges[2 * n_signs - 1] - line.edges[0] + line.size if n_signs else 0.0


def _paragraph(lines: Sequence[tuple[Line, int, int]]) -> TextLine:
    """The text of printed lines, each with its number and its page, and where each of them begins in it."""
    text = ""
    printed: list[PrintedLine] = []
    for line, line_no, page_no in lines:
        text += " " if parts_words(text, line.text) else ""
        printed.append(PrintedLine(len(text), line_no, page_no, line.box.top, line.box.bottom, line.edges))
        text += line.text
    return TextLine(text, printed[0].line_no, printed[0].page_no, tuple(printed))
