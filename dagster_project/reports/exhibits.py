"""The evidence of a finding: its tables drawn again, its sentences, with the figures in question marked.

Only figures that the document prints are shown, as they are printed. A large table is cut down to
the rows and columns that matter, and says what is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dagster_project.extraction.places import Box
from dagster_project.pictures import Cut
from dagster_project.reports.cuts import CutOfFile
from dagster_project.reports.ledger import Cell, Evidence, Finding, Place, PlaceText
from dagster_project.reports.words import FIGURE_KINDS, Words, in_words

ROWS_DRAWN = 40
COLUMNS_DRAWN = 16
PLACES_DRAWN = 4
MARKS_DRAWN = 60
# What a sentence takes of a page, in cells of a table.
_CELLS_OF_A_SENTENCE = 10

Position = TypeVar("Position")
# A column is told by the list that it belongs to (of two that stand side by side) and by its number.
_Column = tuple[str | None, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as printed, with what it is in the finding: suspect, total, part, or nothing."""

    text: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A row of one of the lists that stand side by side: its label and its columns, each with the figures in it."""

    code: str | None
    label: str
    columns: list[list[Entry]]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed row, whether its figures were moved to their right columns, and how many rows before it are left out."""

    number: int | None
    is_moved: bool
    rows_left_out: int
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class RedrawnTable:
    """A table as drawn; `headings` has a list for each of the lists that stand side by side."""

    place: Place
    text: PlaceText
    headings: list[list[Words]]
    lines: list[Line]
    rows_left_out: int
    columns_left_out: int
    cut: CutOfFile | None

    @property
    def size(self) -> int:
        return len(self.lines) * sum(len(headings) + 1 for headings in self.headings)


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence in pieces, those that are figures in question marked."""

    place: Place
    text: PlaceText
    pieces: list[Entry]
    cut: CutOfFile | None

    @property
    def size(self) -> int:
        return _CELLS_OF_A_SENTENCE


Exhibit = RedrawnTable | MarkedSentence


def draw(finding: Finding, evidence: Evidence) -> tuple[list[Exhibit], int]:
    """The tables and sentences of a finding, that of the suspect first, and how many more there would be."""
    roles = finding.roles
    places = list(dict.fromkeys(evidence.place_of[cell_id] for cell_id in roles if cell_id in evidence.place_of))
    shown = [_drawn(place, evidence, roles) for place in places[:PLACES_DRAWN]]
    return shown, len(places) - len(shown)


def _drawn(place: Place, evidence: Evidence, roles: dict[str, tuple[str, ...]]) -> Exhibit:
    cells, text = evidence.cells[place], evidence.texts[place]
    if text.sentence is not None:
        return MarkedSentence(place, text, _marked(text.sentence, cells, roles), _cut(cells, roles))
    return _redrawn(place, text, cells, roles)


def _marked(sentence: str, cells: Sequence[Cell], roles: dict[str, tuple[str, ...]]) -> list[Entry]:
    """A sentence cut at its figures. They are in order: of two that read the same, each is found in its own place."""
    pieces = []
    end = 0
    for cell in cells:
        begin = sentence.find(cell.text, end)
        if begin >= 0 and cell.cell_id in roles:
            pieces += [Entry(sentence[end:begin], ()), Entry(cell.text, roles[cell.cell_id])]
            end = begin + len(cell.text)
        elif begin >= 0:
            pieces.append(Entry(sentence[end : begin + len(cell.text)], ()))
            end = begin + len(cell.text)
    return [*pieces, Entry(sentence[end:], ())]


def _redrawn(place: Place, text: PlaceText, cells: Sequence[Cell], roles: dict[str, tuple[str, ...]]) -> RedrawnTable:
    cell_of = {cell.cell_id: cell for cell in cells}
    in_question = [cell_of[cell_id] for cell_id in roles if cell_id in cell_of]
    rows = sorted({_row(cell) for cell in cells})
    columns = _columns(cells)
    kept_rows = kept_around(rows, [_row(cell) for cell in in_question], ROWS_DRAWN)
    kept_columns = kept_around(columns, [_column(cell) for cell in in_question], COLUMNS_DRAWN)
    lists = [[column for column in kept_columns if column[0] == side] for side in dict.fromkeys(side for side, _ in kept_columns)]
    headings = _headings(cells)
    cells_of_row = defaultdict(list)
    for cell in cells:
        cells_of_row[_row(cell)].append(cell)
    lines = [
        _line(cells_of_row[row], lists, roles, rows.index(row) - (rows.index(before) + 1 if before is not None else 0))
        for before, row in zip([None, *kept_rows], kept_rows, strict=False)
    ]
    return RedrawnTable(
        place,
        text,
        [[headings[column] for column in columns_of_list] for columns_of_list in lists],
        lines,
        len(rows) - len(kept_rows),
        len(columns) - len(kept_columns),
        _cut(cells, roles),
    )


def _cut(cells: Sequence[Cell], roles: Iterable[str]) -> CutOfFile | None:
    """What is shown of the page that the first figure in question is printed on: that one, and all others on it."""
    cell_of = {cell.cell_id: cell for cell in cells}
    in_question = [cell for cell_id in roles if (cell := cell_of.get(cell_id)) and cell.box and cell.page_no is not None]
    if not in_question:
        return None
    page_no = in_question[0].page_no
    boxes = dict.fromkeys(Box(*cell.box) for cell in in_question if cell.box and cell.page_no == page_no)
    return CutOfFile(in_question[0].part_key, Cut(page_no or 0, tuple(boxes)[:MARKS_DRAWN]))


def _line(cells: Sequence[Cell], lists: list[list[_Column]], roles: dict[str, tuple[str, ...]], rows_left_out: int) -> Line:
    return Line(cells[0].number, cells[0].is_moved, rows_left_out, [_block(cells, columns, roles) for columns in lists])


def _block(cells: Sequence[Cell], columns: list[_Column], roles: dict[str, tuple[str, ...]]) -> Block:
    entries: dict[_Column, list[Entry]] = {column: [] for column in columns}
    of_list = [cell for cell in cells if cell.side == columns[0][0]]
    for cell in of_list:
        if _column(cell) in entries:
            entries[_column(cell)].append(Entry(cell.text, roles.get(cell.cell_id, ())))
    label = " / ".join(dict.fromkeys(cell.row_label for cell in of_list))
    return Block(next((cell.subject_code for cell in of_list), None), label, list(entries.values()))


def _headings(cells: Iterable[Cell]) -> dict[_Column, Words]:
    """What is printed over each column, or else what kinds of figures stand in it."""
    kinds: dict[_Column, dict[Words, None]] = defaultdict(dict)
    for cell in cells:
        printed = Words(cell.column_path, cell.column_path) if cell.column_path else in_words(cell.column_code, FIGURE_KINDS)
        kinds[_column(cell)][printed] = None
    return {column: Words(" / ".join(kind.zh for kind in of), " / ".join(kind.en for kind in of)) for column, of in kinds.items()}


def _columns(cells: Iterable[Cell]) -> list[_Column]:
    """The columns of a table, list by list."""
    columns = sorted({_column(cell) for cell in cells}, key=lambda column: column[1])
    sides = list(dict.fromkeys(side for side, _ in columns))
    return sorted(columns, key=lambda column: (sides.index(column[0]), column[1]))


def _row(cell: Cell) -> int:
    return cell.row_no or 0


def _column(cell: Cell) -> _Column:
    return cell.side, cell.column_no or 0


def kept_around(positions: Sequence[Position], in_question: Iterable[Position], most: int) -> list[Position]:
    """At most so many of the positions, in their order: all, or those in question with their neighbours, the first first."""
    if len(positions) <= most:
        return list(positions)
    index_of = {position: index for index, position in enumerate(positions)}
    kept: set[int] = set()
    for position in dict.fromkeys(in_question):
        index = index_of[position]
        around = (index, index - 1, index + 1)
        kept.update([other for other in around if 0 <= other < len(positions)][: most - len(kept)])
    return [positions[index] for index in sorted(kept)]
