"""Lines as rows of a table: what is broken over lines in a cell belongs to one row with what stands beside it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from dagster_project.extraction.pages.lines import Line
from dagster_project.extraction.pages.signs import is_figure

# Of the size of the letters, how far the baselines of lines are apart that stand beside one another.
_BESIDE = 0.68
# Of the distance of rows, how far lines of one row are apart at most.
_WITHIN = 0.8
# Of the size of the letters, how far rows are apart whose lines cannot be those of one cell.
_WIDE = 1.6
# How much nearer to one row than to the other a line must be that could belong to both.
_NEARER = 1.25
_LEAST_PIECES = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that stand partly beside one another, as figures do in the middle of a label of two lines."""

    lines: tuple[Line, ...]
    is_core: bool

    @property
    def pieces(self) -> list[Line]:
        """Its pieces, line by line."""
        return [piece for line in self.lines for piece in line.pieces]


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """The units of lines, from above to below."""
    together: list[list[Line]] = []
    for line in lines:
        last = together[-1][-1] if together else None
        if last and line.baseline - last.baseline < _BESIDE * min(line.size, last.size):
            together[-1].append(line)
        else:
            together.append([line])
    return [Unit(tuple(unit), _is_core(unit)) for unit in together]


def _is_core(lines: Sequence[Line]) -> bool:
    """Whether lines show by themselves that they are a row, with a figure beside something else."""
    boxes = [piece.box for line in lines for piece in line.pieces]
    has_figure = any(is_figure(piece.text) for line in lines for piece in line.pieces)
    return has_figure and max(box.left for box in boxes) > min(box.right for box in boxes)


def is_row(line: Line) -> bool:
    """Whether a line has a figure beside something else, wide blanks between."""
    return len(line.pieces) >= _LEAST_PIECES and any(is_figure(piece.text) for piece in line.pieces)


def step_of_rows(units: Sequence[Unit]) -> float:
    """How far rows are from one another: told by those that need no more than a line, if there are some."""
    steps = _steps(units)
    pairs = [
        (step, above, below) for step, (above, below) in zip(steps, pairwise(units), strict=True) if above.is_core and below.is_core
    ]
    of_single = [step for step, above, below in pairs if len(above.lines) == len(below.lines) == 1]
    if pairs:
        return median_low(of_single or [step for step, _, _ in pairs])
    return max(steps, default=0.0)


def _steps(units: Sequence[Unit]) -> list[float]:
    return [step_between(above, below) for above, below in pairwise(units)]


def step_between(above: Unit, below: Unit) -> float:
    """How far the lines of a unit are below those of the one above."""
    return below.lines[0].baseline - above.lines[-1].baseline


def row_groups(units: Sequence[Unit], rules: Sequence[float]) -> list[list[Line]] | None:
    """The lines of each row, one below the other; None where that is not certain.

    `rules` are the sorted heights of the rules across the whole table: none runs through a row, and where one parts nearly
    all rows, what none parts is one.
    """
    parted = [bisect_left(rules, _middle(above)) < bisect_left(rules, _middle(below)) for above, below in pairwise(units)]
    n_cores = sum(unit.is_core for unit in units)
    if parted and sum(parted) >= max(n_cores - 1, 1):
        joins = [not is_parted for is_parted in parted]
    else:
        found = _joins(units, parted)
        if found is None:
            return None
        joins = found
    groups = [list(unit.lines) for unit in units[:1]]
    for unit, goes_on in zip(units[1:], joins, strict=True):
        if goes_on:
            groups[-1] += unit.lines
        else:
            groups.append(list(unit.lines))
    return groups


def _middle(unit: Unit) -> float:
    return (unit.lines[0].box.top + unit.lines[-1].box.bottom) / 2


def _joins(units: Sequence[Unit], parted: Sequence[bool]) -> list[bool] | None:
    """Whether each unit goes on with the next one, by how near they are; None where it is as likely as not."""
    steps = _steps(units)
    if not steps:
        return []
    typical = step_of_rows(units)
    size = median_low([line.size for unit in units for line in unit.lines])
    joins = [
        step < _WITHIN * typical and not is_parted and not (above.is_core and below.is_core)
        for step, is_parted, (above, below) in zip(steps, parted, pairwise(units), strict=True)
    ]
    if not _part_rows(joins, steps, [unit.is_core for unit in units]):
        return None
    if typical < _WIDE * size and not any(joins) and _may_be_broken(units):
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


def _may_be_broken(units: Sequence[Unit]) -> bool:
    """Whether a line without figures may go on with a label above that fills its column; rows are as near as lines are."""
    edge = max(line.pieces[0].box.right for unit in units for line in unit.lines)
    return any(
        above.lines[-1].pieces[0].box.right > edge - above.lines[-1].size for above, below in pairwise(units) if not below.is_core
    )
