"""Tables drawn on a page for tests: signs and rules at their places, with the cells that a person reads in them.

Signs take as much room as in most fonts: Chinese ones the size of the letters, digits and marks half of it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

    def rules_without_outer(self) -> list[Rule]:
        """The outermost rules that go down are missing."""
        return [rule for rule in self.all_rules() if rule.is_horizontal or rule.at not in (self.xs[0], self.xs[-1])]

    def rules_across_too_short(self) -> list[Rule]:
        """Those between rows end before the middle of the last column."""
        inner = self.ys[len(self.header) + 1 : -1]
        short = self.xs[-1] - 0.6 * self.widths[-1]
        return [rule._replace(end=short) if rule.is_horizontal and rule.at in inner else rule for rule in self.all_rules()]

    def rules_down_too_short(self) -> list[Rule]:
        """Those between columns end above the last row."""
        inner = self.xs[1:-1]
        ends = self.ys[-2]
        return [
            rule._replace(end=ends) if rule.at in inner and rule.end == self.ys[-1] and not rule.is_horizontal else rule
            for rule in self.all_rules()
        ]

    def rules_down_between_head_and_foot(self) -> list[Rule]:
        """No row is parted from the next, but columns are."""
        return [*self.rules_down(), self.three_rules()[0], self.three_rules()[-1]]

    def rules_across_in_frame(self) -> list[Rule]:
        """Rows are parted, columns are not, and all has a frame."""
        return [*self.rules_across(), *(Rule(False, x, self.ys[0], self.ys[-1]) for x in (self.xs[0], self.xs[-1]))]

    def doubled_rules(self) -> list[Rule]:
        """Each rule twice, two points apart."""
        return [each for rule in self.all_rules() for each in (rule, rule._replace(at=rule.at + 2))]


def page(glyphs: Sequence[Glyph], rules: Sequence[Rule] = (), page_no: int = 1) -> Page:
    return Page(page_no, 595, 842, tuple(glyphs), tuple(rules))


_SIGNS = (
    "行政运行机关服务一般公共预算拨款收入支出住房保障社会就业卫生健康教育科学技术文化旅游农林水交通运输项目基本人员经费商品资本补助"
)
_WIDTHS = {"code": 55.0, "label": 150.0, "figure": 75.0, "remark": 80.0}


def made_table(chance: random.Random, *, is_plain: bool) -> Drawn:
    """A table made by chance. A plain one has labels that reach below their header, and no column without figures."""
    kinds = ["code"] * (chance.random() < 0.4) + ["label"] + ["figure"] * chance.randint(1, 5)
    if chance.random() < 0.3:
        kinds = ["label", *["figure"] * chance.randint(1, 2), "label", *["figure"] * chance.randint(1, 2)]
    elif chance.random() < 0.2 and not is_plain:
        kinds.append("remark")
    header = _made_header(chance, kinds, is_plain)
    share_broken, share_blank = chance.choice([0, 0, 0.2, 0.5]), chance.choice([0, 0.2, 0.4])
    rows = [_made_row(chance, kinds, share_broken, share_blank, is_plain) for _ in range(chance.randint(2 + is_plain, 12))]
    if is_plain:
        rows[0] = _made_row(chance, kinds, 0, 0, is_plain)
    return Drawn(
        [_WIDTHS[kind] for kind in kinds],
        header,
        rows,
        [kind == "figure" for kind in kinds],
        row_height=chance.choice([16, 18, 20, 24]),
        header_is_left=chance.random() < 0.3,
        figures_on=chance.randint(0, 2),
    )


def _words(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choice(_SIGNS) for _ in range(chance.randint(least, most)))


def _made_header(chance: random.Random, kinds: Sequence[str], is_plain: bool) -> list[list[tuple[str, int, int, int]]]:
    above: list[tuple[str, int, int, int]] = []
    below: list[tuple[str, int, int, int]] = []
    at = 0
    while at < len(kinds):
        end = at + 1
        while kinds[at] == "figure" and end < len(kinds) and kinds[end] == "figure" and not is_plain and chance.random() < 0.6:
            end += 1
        if end - at > 1:
            above.append((_words(chance, 2, 6), at, end - at, 1))
            below += [(_words(chance, 2, 4), column, 1, 1) for column in range(at, end)]
        else:
            above.append((_words(chance, 2, 4), at, 1, 2))
        at = end
    return [above, below] if below else [[(text, column, n_columns, 1) for text, column, n_columns, _ in above]]


def _made_row(chance: random.Random, kinds: Sequence[str], broken: float, blank: float, is_plain: bool) -> list[tuple[str, ...]]:
    row = [_made_cell(chance, kind, broken, blank, is_plain) for kind in kinds]
    figures = [at for at, kind in enumerate(kinds) if kind == "figure"]
    if not any(row[at][0] for at in figures):
        row[chance.choice(figures)] = (_figure(chance),)
    return row


def _made_cell(chance: random.Random, kind: str, broken: float, blank: float, is_plain: bool) -> tuple[str, ...]:
    if kind == "code":
        return (str(chance.choice([chance.randint(201, 229), chance.randint(20101, 22999), chance.randint(2010101, 2299999)])),)
    if kind == "label":
        is_broken = chance.random() < broken
        return (_words(chance, 13, 13), _words(chance, 1, 13)) if is_broken else (_words(chance, 8 if is_plain else 2, 12),)
    if kind == "remark":
        return (_words(chance, 2, 4),) if chance.random() < 0.3 else ("",)
    return ("",) if chance.random() < blank else (_figure(chance),)


def _figure(chance: random.Random) -> str:
    return f"{chance.choice([chance.randint(0, 99), chance.randint(100, 99999)]):,}.{chance.randint(0, 99):02d}"
