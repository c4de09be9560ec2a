"""The rows of a list that belong to one project: where they begin, which stand beside its name, what they print of it."""

import re
from dataclasses import dataclass, field

from dagster_project.extraction.budget_tables.recognition import TablePart
from dagster_project.extraction.performance.list_headers import GOAL, PROJECT, SAME_EDGE, ListHeader
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.wording import key

_ENDS_OF_SENTENCES = ("。", ";", "；", "!", "！", "?", "？")
# 11000021Y000000390843-信息系统运维类项目
_CODE_BEFORE_NAME = re.compile(r"[0-9A-Za-z]{8,}[-—－]")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A grid of a list: the part of the table that it is, and the header that its rows stand under."""

    part: TablePart
    header: ListHeader

    def begins(self, row: GridRow) -> bool:
        """Whether a row is the first beside a name: where it is ruled, a cell of the name begins in it, else one is filled."""
        if row.boxes:
            return row.box(self.header.index(PROJECT)) is not None
        return any(cell_at(row, self.header.index(code)) for code in (PROJECT, *self.header.amounts, GOAL))


@dataclass(slots=True, eq=False)
class Group:
    """Rows that stand beside one cell of a name, or two that a page break made of it; `problem` says why they are refused.

    `forms` are the rows of headers that are printed over them and within them.
    """

    rows: list[tuple[Place, GridRow]]
    problem: str = ""
    forms: list[GridRow] = field(default_factory=list)

    @property
    def header(self) -> ListHeader:
        return self.rows[0][0].header

    @property
    def first(self) -> GridRow:
        return self.rows[0][1]

    @property
    def last(self) -> GridRow:
        return self.rows[-1][1]

    @property
    def name(self) -> str:
        return self.text(PROJECT)

    def text(self, field_code: str) -> str:
        """What the rows print of a field of the head; the parts that pages cut one behind the other, what they repeat once."""
        texts: list[str] = []
        for place, row in self.rows:
            text = cell_at(row, place.header.index(field_code))
            if text and key(text) not in map(key, texts):
                texts.append(text)
        return "".join(texts)

    @property
    def amounts(self) -> dict[str, str]:
        """The printed amounts by their measures."""
        return {code: text for code in self.header.amounts if (text := self.text(code))}

    @property
    def has_indicators(self) -> bool:
        return any(cell_at(row, at) for place, row in self.rows for at in place.header.indicator_indexes)

    @property
    def is_of_amounts(self) -> bool:
        """Whether it has an amount, and neither a goal nor an indicator: a total, or a heading."""
        return bool(self.amounts) and not self.text(GOAL) and not self.has_indicators

    @property
    def is_blank(self) -> bool:
        """Whether it tells nothing of a project: a note."""
        return not (self.name or self.amounts or self.text(GOAL) or self.has_indicators)

    @property
    def is_crossed(self) -> bool:
        """Whether, where it is ruled, an amount or the goal does not stand beside the same rows as the name."""
        begins = [(place, row) for place, row in self.rows if row.boxes and place.begins(row)]
        others = [(place, row) for place, row in self.rows if row.boxes and not place.begins(row)]
        return any(not _is_beside_as_long(place, row) for place, row in begins) or any(
            row.box(at) is not None for place, row in others for at in _columns_beside_name(place.header)
        )

    def takes(self, place: Place, row: GridRow) -> bool:
        """Whether a row that begins no project stands beside the name of this one."""
        if not row.boxes or not self.first.boxes:
            return not row.boxes and not self.first.boxes
        name = self.first.box(self.header.index(PROJECT))
        bottoms = [box.bottom for box in row.boxes if box]
        is_same_grid = place is self.rows[0][0] and row.page_no == self.first.page_no
        return is_same_grid and name is not None and bool(bottoms) and min(bottoms) <= name.bottom + SAME_EDGE

    def ends_page_above(self, below: "Group") -> bool:
        """Whether a page ends between this group and the one below it."""
        page_no = self.last.page_no
        return page_no is not None and below.first.page_no == page_no + 1

    def is_printed_again_in(self, below: "Group") -> bool:
        """Whether the next page prints the same name with the same amounts and the same goal, or without it."""
        goals = {key(goal) for each in (self, below) if (goal := each.text(GOAL))}
        keys = [{code: key(text) for code, text in each.amounts.items()} for each in (self, below)]
        return bool(self.name) and key(self.name) == key(below.name) and keys[0] == keys[1] and len(goals) <= 1

    def may_go_on_in(self, below: "Group") -> bool:
        """Whether the goal of the group below may be the rest of its own: it does not begin behind the end of a sentence."""
        goals = self.text(GOAL), below.text(GOAL)
        return not all(goals) or not goals[0].rstrip().endswith(_ENDS_OF_SENTENCES)


def cell_at(row: GridRow, at: int) -> str:
    """A cell of a row, or nothing where the row has none there."""
    return row.cells[at] if at < len(row.cells) else ""


def has_code(name: str) -> bool:
    """Whether a name begins with the code of its project."""
    return bool(_CODE_BEFORE_NAME.match(name))


def _columns_beside_name(header: ListHeader) -> list[int]:
    return [at for code in (*header.amounts, GOAL) if (at := header.index(code)) < len(header.labels)]


def _is_beside_as_long(place: Place, row: GridRow) -> bool:
    """Whether the amounts and the goal end on the page where the name does."""
    name = row.box(place.header.index(PROJECT))
    boxes = [row.box(at) for at in _columns_beside_name(place.header)]
    return name is not None and all(box and abs(box.bottom - name.bottom) <= SAME_EDGE for box in boxes)
