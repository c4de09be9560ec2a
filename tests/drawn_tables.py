"""Tables drawn on a page for tests: signs and rules at their places, with the cells that a person reads in them.

Signs take as much room as in most fonts: Chinese ones the size of the letters, digits and marks half of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.pages import Box, Glyph, Page, Rule

SIZE = 10.0
LINE = 12.0
PAD = 5.4


def signs(text: str, left: float, baseline: float, size: float = SIZE) -> list[Glyph]:
    """A text that begins at a place on a baseline."""
    glyphs = []
    for sign in text:
        width = size / 2 if sign.isascii() else size
        glyphs.append(Glyph(sign, Box(left, baseline - 0.85 * size, left + width, baseline + 0.15 * size), baseline, size))
        left += width
    return glyphs


def width_of(text: str, size: float = SIZE) -> float:
    return sum(size / 2 if sign.isascii() else size for sign in text)


@dataclass(frozen=True)
class Drawn:
    """A table: the width of its columns, the texts of its header and rows, each of lines; a header cell has its columns.

    `header` are rows of (text, first column, columns, rows). `figures_on` tells on which line of a row with a broken label
    its figures stand: 0 the first, 1 the middle, 2 the last.
    """

    widths: Sequence[float]
    header: Sequence[Sequence[tuple[str, int, int, int]]]
    rows: Sequence[Sequence[tuple[str, ...]]]
    figures: Sequence[bool]
    row_height: float = 20.0
    header_is_left: bool = False
    figures_on: int = 1
    left: float = 60.0
    top: float = 200.0
    edges: list[float] = field(default_factory=list)

    @property
    def xs(self) -> list[float]:
        xs = [self.left]
        for width in self.widths:
            xs.append(xs[-1] + width)
        return xs

    @property
    def ys(self) -> list[float]:
        ys = [self.top]
        ys += [self.top + (at + 1) * self.row_height for at in range(len(self.header))]
        for row in self.rows:
            n_lines = max(len(lines) for lines in row)
            ys.append(ys[-1] + self.row_height + (n_lines - 1) * LINE)
        return ys

    def cells(self) -> list[tuple[str, ...]]:
        """What a person reads."""
        table = [[""] * len(self.widths) for _ in self.header]
        for at, row in enumerate(self.header):
            for text, column, _, _ in row:
                table[at][column] = text
        table += [["".join(lines) for lines in row] for row in self.rows]
        return [tuple(row) for row in table]

    def glyphs(self) -> list[Glyph]:
        return [glyph for part in (self._header(), self._rows()) for glyph in part]

    def _header(self) -> Iterator[Glyph]:
        for at, row in enumerate(self.header):
            for text, column, n_columns, n_rows in row:
                left, right = self.xs[column], self.xs[column + n_columns]
                x = left + PAD if self.header_is_left else (left + right - width_of(text)) / 2
                middle = (self.ys[at] + self.ys[at + n_rows]) / 2
                yield from signs(text, x, middle + 0.35 * SIZE)

    def _rows(self) -> Iterator[Glyph]:
        for at, row in enumerate(self.rows, start=len(self.header)):
            n_most = max(len(lines) for lines in row)
            middle = (self.ys[at] + self.ys[at + 1]) / 2
            for column, lines in enumerate(row):
                first = middle - (len(lines) - 1) * LINE / 2
                if self.figures[column] and n_most > 1:
                    first = middle + (self.figures_on - 1) * (n_most - 1) * LINE / 2
                for number, text in enumerate(lines):
                    x = self.xs[column + 1] - PAD - width_of(text) if self.figures[column] else self.xs[column] + PAD
                    yield from signs(text, x, first + number * LINE + 0.35 * SIZE)

    def all_rules(self) -> list[Rule]:
        """Every cell has its rules."""
        return [*self.rules_across(), *self.rules_down()]

    def rules_across(self) -> list[Rule]:
        """Those above and below each row, and below cells of the header over several columns."""
        xs, ys = self.xs, self.ys
        rules = [Rule(True, y, xs[0], xs[-1]) for y in (ys[0], *ys[len(self.header) :])]
        rules += [
            Rule(True, ys[at + n_rows], xs[column], xs[column + n_columns])
            for at, row in enumerate(self.header)
            for _, column, n_columns, n_rows in row
            if at + n_rows < len(self.header)
        ]
        return rules

    def rules_down(self) -> list[Rule]:
        xs, ys = self.xs, self.ys
        rules = [Rule(False, x, ys[len(self.header)], ys[-1]) for x in xs]
        for at, row in enumerate(self.header):
            for _, column, n_columns, n_rows in row:
                rules += [Rule(False, xs[edge], ys[at], ys[at + n_rows]) for edge in (column, column + n_columns)]
        return rules

    def three_rules(self) -> list[Rule]:
        """At the head, under the header, at the foot."""
        xs, ys = self.xs, self.ys
        return [Rule(True, y, xs[0], xs[-1]) for y in (ys[0], ys[len(self.header)], ys[-1])]


def page(glyphs: Sequence[Glyph], rules: Sequence[Rule] = (), page_no: int = 1) -> Page:
    return Page(page_no, 595, 842, tuple(glyphs), tuple(rules))
