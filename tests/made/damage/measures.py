"""Damage to units of measure: another one, two of them, in another place. Amounts are converted where the print is to stay true."""

from decimal import Decimal

from tests.made.damage.draft import FIGURE, Draft, Grid
from tests.made.damage.kinds import damage

_HEAD = "单位：万元"


def _head(draft: Draft, grid: Grid) -> int | None:
    return next((place for place in range(grid.number, grid.start) if draft.lines[place] == _HEAD), None)


def _with_head(draft: Draft) -> tuple[Grid, int] | None:
    fit = [(grid, _head(draft, grid)) for grid in draft.grids() if draft.rows(grid)]
    fit = [(grid, head) for grid, head in fit if head is not None and not _goes_on(draft, grid)]
    return draft.rng.choice(fit) if fit else None


def _goes_on(draft: Draft, grid: Grid) -> bool:
    """Whether another page of the table follows."""
    following = [line for line in draft.lines[grid.end : grid.end + 4] if line]
    return bool(following) and following[0].startswith("编制")


def _converted(line: str, factor: int, decimals: int) -> str:
    return FIGURE.sub(lambda found: f"{Decimal(found[0].replace(',', '')) * factor:,.{decimals}f}", line)


@damage
def a_table_in_yuan(draft: Draft) -> bool:
    return _in_other_unit(draft, "单位：元", 10_000, 2)


@damage
def a_table_in_thousands(draft: Draft) -> bool:
    return _in_other_unit(draft, "单位：千元", 10, 2)


def _in_other_unit(draft: Draft, head: str, factor: int, decimals: int) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    grid, place = found
    draft.touch(grid.title)
    draft.replace(place, head)
    for row in range(grid.start, grid.end):
        draft.lines[row] = _converted(draft.lines[row], factor, decimals)
    return True


@damage
def a_table_in_yuan_with_another_measure_in_a_note(draft: Draft) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    grid, place = found
    draft.replace(place, "单位：元", "", "注：文字说明中的金额单位：万元")
    for row in range(grid.start + 2, grid.end + 2):
        draft.lines[row] = _converted(draft.lines[row], 10_000, 2)
    return True


def _more_lines(draft: Draft, *lines: str, behind: bool = True) -> bool:
    """Lines beside the unit of measure of a table."""
    found = _with_head(draft)
    if found is None:
        return False
    grid, place = found
    draft.touch(grid.title)
    draft.insert(place + 1 if behind else place, *lines)
    return True


@damage
def a_note_with_another_measure_over_a_table(draft: Draft) -> bool:
    return _more_lines(draft, "", "注：人均指标单位：元")


@damage
def a_second_measure_behind_the_first(draft: Draft) -> bool:
    return _more_lines(draft, "", "单位：元")


@damage
def a_second_measure_before_the_first(draft: Draft) -> bool:
    return _more_lines(draft, "单位：元", "", behind=False)


@damage
def two_measures_on_a_line(draft: Draft) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    draft.replace(found[1], "单位：万元、元")
    return True


@damage
def the_measure_lost(draft: Draft) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    draft.touch(found[0].title)
    draft.replace(found[1], "")
    return True


@damage
def all_measures_lost(draft: Draft) -> bool:
    draft.lines = ["" if line == _HEAD else line for line in draft.lines]
    return True


@damage
def the_measure_in_the_title(draft: Draft) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    grid, place = found
    draft.replace(place, "")
    draft.replace(grid.number + 2, f"{draft.lines[grid.number + 2]}（单位：万元）")
    return True


@damage
def the_measure_under_the_table_before(draft: Draft) -> bool:
    """A table in yuan whose unit of measure stands before its number: under the table before."""
    found = _with_head(draft)
    if found is None:
        return False
    grid, place = found
    for row in range(grid.start, grid.end):
        draft.lines[row] = _converted(draft.lines[row], 10_000, 2)
    draft.touch(grid.title)
    draft.replace(place, "")
    draft.insert(grid.number, "单位：元", "")
    return True


@damage
def the_measure_under_the_table(draft: Draft) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    grid, _place = found
    draft.touch(grid.title)
    draft.insert(grid.end, "", "单位：元", "")
    return True


@damage
def the_measure_beside_the_unit(draft: Draft) -> bool:
    found = _with_head(draft)
    if found is None:
        return False
    _, place = found
    draft.replace(place, "")
    unit = next(other for other in range(place, 0, -1) if draft.lines[other].startswith("编制"))
    draft.replace(unit, f"{draft.lines[unit]}        单位：万元")
    return True


@damage
def a_measure_in_a_heading(draft: Draft) -> bool:
    """One column in yuan, which its heading says: 合计（元）."""
    grids = [
        grid
        for grid in draft.grids()
        if any(line.endswith("合计\t基本支出\t项目支出") for line in draft.lines[grid.start : grid.end])
    ]
    if not grids:
        return False
    grid = draft.rng.choice(grids)
    draft.touch(grid.title)
    for place in range(grid.start, grid.end):
        cells = draft.lines[place].split("\t")
        if len(cells) == 7 and cells[6] == "项目支出":
            cells[6] = "项目支出（元）"
        elif len(cells) == 7:
            cells[6] = _converted(cells[6], 10_000, 2)
        draft.lines[place] = "\t".join(cells)
    return True
