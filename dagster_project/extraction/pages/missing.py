"""Rules that a person sees though they are not drawn, because figures stand where rules would part them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dagster_project.extraction.pages.lines import Line, is_on_one_baseline
from dagster_project.extraction.pages.raster import Field, Raster
from dagster_project.extraction.pages.signs import is_figure, is_spread

# Of the size of the letters, how far what stands in two columns is apart, and how far from the middle of its cell what is
# not in the middle of it.
_APART = 0.9
_OFF_MIDDLE = 0.5
# Of the size of the letters, how much room is left at least beside a figure that is not broken.
_ROOM = 1.5
_LEAST_FIGURES = 2
_LEAST_FILLED = 2

Lines = Mapping[Field, Sequence[Line]]


def part_figures(raster: Raster, lines: Lines) -> None:
    """Parts fields that no rule parts, as where one ends too early, but in which figures stand each in its row and column."""
    for (row, column), (bottom, right) in list(raster.cells()):
        if bottom > row and right == column:
            _part_rows(raster, lines, column, range(row, bottom + 1))
        elif right > column and bottom == row:
            _part_columns(raster, lines, row, range(column, right + 1))
    raster.spread()


def _part_rows(raster: Raster, lines: Lines, column: int, rows: range) -> None:
    filled = [row for row in rows if lines.get((row, column))]
    if not filled or not all(_is_figure(lines[row, column]) for row in filled):
        return
    line = lines[filled[0], column][0]
    middle = (raster.ys[rows[0]] + raster.ys[rows[-1] + 1]) / 2
    is_off = abs(line.box.middle[1] - middle) > _OFF_MIDDLE * line.size
    beside = [at for at in (column - 1, column + 1) if at in raster.columns]
    ends_here = any(all(raster.is_parted_below(row, at) for row in rows[:-1]) for at in beside)
    if len(filled) >= _LEAST_FIGURES or (is_off and ends_here):
        for row in rows[:-1]:
            raster.part_below(row, column)


def _part_columns(raster: Raster, lines: Lines, row: int, columns: range) -> None:
    filled = [column for column in columns if lines.get((row, column))]
    if any(not _are_apart(lines[row, one], lines[row, other]) for one, other in pairwise(filled)):
        return
    if len(filled) < _LEAST_FILLED:
        return
    for column in filled:
        for edge in {column - 1, column} & {*columns[:-1]}:
            if _is_figure(lines[row, column]) or raster.is_parted_beside(row - 1, edge):
                raster.part_beside(row, edge)


def _is_figure(lines: Sequence[Line]) -> bool:
    return len(lines) == 1 and is_figure(lines[0].text)


def _are_apart(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether what stands in two fields is not one text that goes over the edge between them."""
    if all(is_spread(line.text) for line in (*left, *right)):
        return False
    return all(
        other.box.left - one.box.right > _APART * max(one.size, other.size)
        for one in left
        for other in right
        if is_on_one_baseline(one, other)
    )


def hides_rows(raster: Raster, lines: Lines) -> bool:
    """Whether there are rows of figures that no rule parts, so that figures of several rows would be read as one."""
    by_row: dict[int, list[Field]] = {}
    for field in lines:
        by_row.setdefault(field[0], []).append(field)
    return any(_holds_rows(raster, lines, fields) for fields in by_row.values()) or any(
        sum(_is_figure(lines.get((row, column), ())) for row in range(first, bottom + 1)) >= _LEAST_FIGURES
        for (first, column), (bottom, right) in raster.cells()
        if bottom > first and right == column
    )


def _holds_rows(raster: Raster, lines: Lines, fields: Sequence[Field]) -> bool:
    """Whether between two rules figures stand one below the other, beside other lines, and are no broken one.

    Where no rule parts rows at all, a figure below words is such a one too, if there are several.
    """
    several = [field for field in fields if len(lines[field]) >= _LEAST_FILLED]
    if len(several) < _LEAST_FILLED:
        return False
    n_figures = [sum(_is_whole_figure(raster, column, line) for line in lines[row, column]) for row, column in several]
    is_only_row = len(raster.ys) == _LEAST_FILLED
    return max(n_figures) >= _LEAST_FIGURES or (is_only_row and sum(n_figures) >= _LEAST_FIGURES)


def _is_whole_figure(raster: Raster, column: int, line: Line) -> bool:
    """Whether a line is a figure that had room to go on."""
    return is_figure(line.text) and raster.xs[column + 1] - raster.xs[column] - line.box.width >= _ROOM * line.size
