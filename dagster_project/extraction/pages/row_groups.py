"""Lines as rows of a table: what is broken over lines in a cell belongs to one row with what stands beside it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from dagster_project.extraction.pages.lines import Line
from dagster_project.extraction.pages.signs import is_figure

# Of the height of the smaller line, how much two lines overlap that stand beside one another.
_OVERLAP = 0.2
# Of the distance of rows, how far lines of one row are apart at most.
_WITHIN = 0.8
# Of the size of the letters, how far rows are apart whose lines cannot be those of one cell.
_WIDE = 1.6
# How much nearer to one row than to the other a line must be that could belong to both.
_NEARER = 1.25
_LEAST_PIECES = 2


def is_core(line: Line) -> bool:
    """Whether a line shows by itself that it is a row, with a figure beside something else."""
    return len(line.pieces) >= _LEAST_PIECES and any(is_figure(piece.text) for piece in line.pieces)


def row_groups(lines: Sequence[Line], rules: Sequence[float]) -> list[list[Line]] | None:
    """The lines of each row, one below the other; None where that is not certain.

    `rules` are the sorted heights of the rules across the whole table: none runs through a row, and where one parts nearly
    all rows, what none parts is one.
    """
    units = _units(lines)
    parted = [bisect_left(rules, _middle(above)) < bisect_left(rules, _middle(below)) for above, below in pairwise(units)]
    n_cores = sum(map(_has_core, units))
    if parted and sum(parted) >= max(n_cores - 1, 1):
        joins = [not is_parted for is_parted in parted]
    else:
        found = _joins(units, parted)
        if found is None:
            return None
        joins = found
    groups = [units[0]] if units else []
    for unit, goes_on in zip(units[1:], joins, strict=True):
        if goes_on:
            groups[-1] = groups[-1] + unit
        else:
            groups.append(unit)
    return groups


def _units(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand partly beside one another are one."""
    units: list[list[Line]] = []
    for line in lines:
        last = units[-1][-1] if units else None
        if last and last.box.bottom - line.box.top > _OVERLAP * min(last.box.height, line.box.height):
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _middle(unit: Sequence[Line]) -> float:
    return (unit[0].box.top + unit[-1].box.bottom) / 2


def _has_core(unit: Sequence[Line]) -> bool:
    return any(map(is_core, unit))


def _joins(units: Sequence[list[Line]], parted: Sequence[bool]) -> list[bool] | None:
    """Whether each unit goes on with the next one, by how near they are; None where it is as likely as not."""
    steps = [below[0].baseline - above[-1].baseline for above, below in pairwise(units)]
    cores = list(map(_has_core, units))
    between_rows = [step for step, (one, other) in zip(steps, pairwise(cores), strict=True) if one and other]
    if not steps:
        return []
    typical = median_low(between_rows) if between_rows else max(steps)
    size = median_low([line.size for unit in units for line in unit])
    joins = [
        step < _WITHIN * typical and not is_parted and not (one and other)
        for step, is_parted, (one, other) in zip(steps, parted, pairwise(cores), strict=True)
    ]
    if not _part_rows(joins, steps, cores):
        return None
    if typical < _WIDE * size and not all(cores) and not any(joins) and _may_be_broken(units, cores):
        return None
    return joins


def _part_rows(joins: list[bool], steps: Sequence[float], cores: Sequence[bool]) -> bool:
    """Parts two rows that lines between them join, where these are nearer to one; False where they are nearer to none."""
    last_core: int | None = None
    for at, core in enumerate(cores):
        if not core:
            continue
        if last_core is not None and all(joins[last_core:at]):
            between = range(last_core, at)
            widest = max(between, key=lambda step: steps[step])
            if any(steps[widest] < _NEARER * steps[step] for step in between if step != widest):
                return False
            joins[widest] = False
        last_core = at
    return True


def _may_be_broken(units: Sequence[list[Line]], cores: Sequence[bool]) -> bool:
    """Whether a line without figures may go on with a label above that fills its column; rows are as near as lines are."""
    edge = max(unit[0].pieces[0].box.right for unit in units)
    return any(
        above[-1].pieces[0].box.right > edge - above[-1].size
        for (above, below), is_row in zip(pairwise(units), cores[1:], strict=True)
        if not is_row
    )
