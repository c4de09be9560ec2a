"""Characters as lines of text: those on one baseline belong together, blanks stand where the page shows some."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dagster_project.extraction.pages.shapes import Glyph
from dagster_project.extraction.places import Box, around

# Of the size of the letters: how far baselines of one line differ, how far those of two are
# apart at least, and what a blank between two characters is at least.
_SAME_BASELINE = 0.35
_TWO_LINES = 0.7
_BLANK = 0.3
# Chinese signs among themselves, and digits with their marks, are often spread to fill a line: one blank parts nothing.
_WIDE_BLANK = 0.9


class Line(NamedTuple):
    """Characters that stand side by side; `edges` has the left and the right edge of each sign of the text.

    `pieces` are what wide blanks part it into, from left to right, where they are asked for.
    """

    text: str
    box: Box
    baseline: float
    size: float
    edges: "array[float]"
    pieces: "tuple[Line, ...]" = ()


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of some characters, from above to below."""
    return [_line(line) for line in _sorted_lines(glyphs)]


def lines_in_pieces(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of some characters, from above to below, with their pieces."""
    return [_line(line)._replace(pieces=tuple(map(_line, _parted_widely(line)))) for line in _sorted_lines(glyphs)]


def _sorted_lines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    return (sorted(together, key=lambda glyph: glyph.box.left) for together in _by_baseline(glyphs))


def text_of(glyphs: Iterable[Glyph]) -> str:
    """The characters of a cell as one text: what is broken over lines is joined."""
    return joined_text([line.text for line in lines_of(glyphs)])


def text_of_pieces(pieces: Iterable[Line]) -> str:
    """Pieces of lines as one text, as `text_of` gives that of their characters."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        if lines and is_on_one_baseline(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return joined_text(" ".join(piece.text for piece in sorted(line, key=lambda piece: piece.box.left)) for line in lines)


def is_on_one_baseline(one: Line, other: Line) -> bool:
    """Whether two pieces stand beside one another."""
    return abs(one.baseline - other.baseline) <= _SAME_BASELINE * min(one.size, other.size)


def joined_text(lines: Iterable[str]) -> str:
    """Lines as one text, with a blank only between two words of letters."""
    text = ""
    for line in lines:
        text += (" " if parts_words(text, line) else "") + line
    return text


def parts_words(before: str, line: str) -> bool:
    """Whether the end of a line stands between two words of letters: Chinese words and figures need no blank."""
    return before[-1:].isascii() and line[:1].isascii() and before[-1:].isalpha() and line[:1].isalpha()


def _by_baseline(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    cluster: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if cluster and glyph.baseline - cluster[-1].baseline > _SAME_BASELINE * min(glyph.size, cluster[-1].size):
            yield from _parted_lines(cluster)
            cluster = []
        cluster.append(glyph)
    if cluster:
        yield from _parted_lines(cluster)


def _parted_lines(cluster: list[Glyph]) -> Iterator[list[Glyph]]:
    """Characters on baselines near one another, as several lines where the first and the last are as far apart as lines are.

    So do cells that stand beside one another with one, two and three lines in the middle of each.
    """
    parts = [cluster]
    while parts:
        part = parts.pop()
        gaps = [below.baseline - above.baseline for above, below in pairwise(part)]
        if part[-1].baseline - part[0].baseline <= _TWO_LINES * min(part[0].size, part[-1].size):
            yield part
        else:
            at = max(range(len(gaps)), key=gaps.__getitem__) + 1
            parts += [part[at:], part[:at]]


def _line(glyphs: Sequence[Glyph]) -> Line:
    pieces: list[str] = []
    edges = array("f")
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        if before and _is_parted(before, glyph):
            pieces.append(" ")
            edges.extend((before.box.right, glyph.box.left))
        pieces.append(glyph.text)
        edges.extend((glyph.box.left, glyph.box.right) * len(glyph.text))
        before = glyph
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()] or glyphs
    # Figures are often of another font, whose fields are higher or lower.
    sizes = [glyph.size for glyph in shown if not glyph.text.isascii()] or [glyph.size for glyph in shown]
    size = sorted(sizes)[len(sizes) // 2]
    return Line("".join(pieces), around(glyph.box for glyph in shown), shown[0].baseline, size, edges)


def _parted_widely(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    piece: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        if piece and glyph.box.left - piece[-1].box.right > _WIDE_BLANK * max(piece[-1].size, glyph.size):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _is_parted(before: Glyph, glyph: Glyph) -> bool:
    gap = glyph.box.left - before.box.right
    is_spread = before.text.isascii() == glyph.text.isascii() and not (before.text.isascii() and before.text.isalpha())
    return gap > (_WIDE_BLANK if is_spread else _BLANK) * max(before.size, glyph.size)
