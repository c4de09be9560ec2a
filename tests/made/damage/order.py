"""Damage to titles and to the order of things: tables without titles, twice, of others, of another year; two disclosures."""

import itertools

from tests.made.damage.draft import Draft, Grid, made_draft
from tests.made.damage.kinds import damage

_OTHER_SEED = 7_000_000


@damage
def the_title_of_a_table_lost(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.touch(grid.title)
    del draft.lines[grid.number : grid.number + 4]
    return True


@damage
def all_between_two_tables_lost(draft: Draft) -> bool:
    grids = draft.grids()
    pairs = [(one, other) for one, other in itertools.pairwise(grids) if other.number - one.end <= 2]
    if not pairs:
        return False
    one, other = draft.rng.choice(pairs)
    draft.touch(f"{one.title} / {other.title}")
    del draft.lines[one.end : other.start]
    return True


@damage
def title_and_head_lines_lost(draft: Draft) -> bool:
    grids = draft.grids()
    pairs = [(one, other) for one, other in itertools.pairwise(grids) if other.number - one.end <= 2]
    if not pairs:
        return False
    one, other = draft.rng.choice(pairs)
    draft.touch(f"{one.title} / {other.title}")
    draft.lines[one.end : other.start] = [""]
    return True


@damage
def the_header_of_a_table_lost(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.touch(grid.title)
    del draft.lines[grid.start : draft.rows(grid)[0]]
    return True


@damage
def the_titles_of_two_tables_exchanged(draft: Draft) -> bool:
    """The figures of both have no right meaning: title and headings disagree, so that they must not be published as either."""
    grids = [grid for grid in draft.grids() if draft.rows(grid)]
    grids = [grid for grid in grids if "收入总体" in grid.title or "支出总体" in grid.title]
    if len(grids) != 2:
        return False
    one, other = grids
    lines = draft.lines
    lines[one.number + 2], lines[other.number + 2] = lines[other.number + 2], lines[one.number + 2]
    draft.touch(f"{one.title} / {other.title}")
    return True


@damage
def a_table_twice_adjacent(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    _again(draft, grid, grid.end)
    return True


@damage
def a_table_twice_apart(draft: Draft) -> bool:
    grids = draft.grids()
    first = [grid for grid in grids[:-1] if draft.rows(grid)]
    if not first:
        return False
    _again(draft, draft.rng.choice(first), grids[-1].end)
    return True


@damage
def a_table_twice_within_the_explanations(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    _again(draft, grid, draft.rng.choice(draft.sentences()))
    return True


@damage
def a_grid_twice_without_title(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.touch(grid.title)
    draft.lines[grid.end : grid.end] = ["", *draft.lines[grid.start : grid.end]]
    return True


@damage
def the_rows_of_a_table_twice(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    rows = [draft.lines[place] for place in draft.rows(grid)]
    draft.touch(grid.title)
    draft.lines[grid.end : grid.end] = rows
    return True


def _again(draft: Draft, grid: Grid, place: int) -> None:
    draft.touch(grid.title)
    draft.lines[place:place] = ["", *draft.lines[grid.number : grid.end], ""]


@damage
def a_table_of_another_unit_behind(draft: Draft) -> bool:
    return _table_of(draft, made_draft(_OTHER_SEED + draft.rng.randrange(1000), "other"))


def _table_of(draft: Draft, other: Draft) -> bool:
    grids = draft.grids()
    theirs = other.some_grid()
    if not grids or theirs is None or other.unit == draft.unit:
        return False
    draft.touch(f"{theirs.title} of {other.unit}")
    draft.lines[grids[-1].end : grids[-1].end] = ["", *other.lines[theirs.number : theirs.end], ""]
    return True


@damage
def a_table_of_another_unit_in_the_place_of_one(draft: Draft) -> bool:
    other = made_draft(_OTHER_SEED + draft.rng.randrange(1000), "other")
    pairs = [(own, theirs) for own in draft.grids() for theirs in other.grids() if own.title == theirs.title and other.rows(theirs)]
    if not pairs:
        return False
    own, theirs = draft.rng.choice(pairs)
    draft.touch(f"{own.title}: that of {other.unit}")
    draft.withdraw(own)
    draft.lines[own.number : own.end] = other.lines[theirs.number : theirs.end]
    return True


@damage
def another_unit_over_a_table(draft: Draft) -> bool:
    grid = draft.some_grid()
    place = next((p for p in range(grid.number, grid.start) if draft.lines[p].startswith("编制")), None) if grid else None
    if place is None:
        return False
    draft.touch(grid.title)
    draft.withdraw(grid)
    draft.replace(place, f"编制{draft.kind}：{_other_unit(draft)}")
    return True


def _other_unit(draft: Draft) -> str:
    return made_draft(_OTHER_SEED + draft.rng.randrange(1000), "other").unit


@damage
def a_second_disclosure_behind(draft: Draft) -> bool:
    other = made_draft(_OTHER_SEED + draft.rng.randrange(1000), "other")
    draft.touch(f"behind it the disclosure of {other.unit} {other.year}")
    draft.lines += ["", *other.lines]
    return True


@damage
def a_second_disclosure_without_its_title_behind(draft: Draft) -> bool:
    other = made_draft(_OTHER_SEED + draft.rng.randrange(1000), "other")
    draft.touch(f"behind it the tables and explanations of {other.unit} {other.year}")
    first = other.grids()[0].number
    draft.lines += ["", *other.lines[first:]]
    return True


@damage
def the_same_disclosure_twice(draft: Draft) -> bool:
    draft.lines += ["", *draft.lines]
    return True


@damage
def the_explanations_twice(draft: Draft) -> bool:
    draft.lines += ["", *draft.lines[draft.part_three() :]]
    return True


@damage
def a_section_twice(draft: Draft) -> bool:
    place = draft.rng.choice(draft.sentences("万元.*(占|比上年)"))
    draft.insert(place, draft.lines[place], "")
    return True


@damage
def a_table_of_the_year_before(draft: Draft) -> bool:
    """A whole table of the year before, which says so in its title, with other amounts."""
    grid = draft.some_grid()
    other = made_draft(_OTHER_SEED + draft.rng.randrange(1000), "other")
    theirs = next((their for their in other.grids() if grid and their.title == grid.title and other.rows(their)), None)
    if grid is None or theirs is None:
        return False
    title = f"{draft.year - 1}年{grid.title}"
    draft.touch(title)
    head = ["", title, "", f"编制{draft.kind}：{draft.unit}", "", "单位：万元", ""]
    draft.lines[grid.end : grid.end] = [*head, *other.lines[theirs.start : theirs.end], ""]
    return True


@damage
def a_date_of_the_year_before_over_the_title(draft: Draft) -> bool:
    draft.insert(0, f"{draft.year - 1}年12月28日", "")
    return True


@damage
def a_date_of_the_year_before_beside_the_unit(draft: Draft) -> bool:
    draft.insert(0, f"发布日期：{draft.year - 1}-12-28  来源：{draft.unit}", "")
    return True


@damage
def the_year_of_the_title_lost(draft: Draft) -> bool:
    draft.replace(0, draft.lines[0].replace(f"{draft.year}年", ""))
    return True


@damage
def the_title_lost(draft: Draft) -> bool:
    draft.touch(*draft.lines[:3])
    del draft.lines[:4]
    return True


@damage
def the_contents_lost(draft: Draft) -> bool:
    end = max(place for place, line in enumerate(draft.lines) if line.lstrip("# ").startswith("第一部分"))
    del draft.lines[4:end]
    return True


@damage
def the_tables_in_another_order(draft: Draft) -> bool:
    grids = draft.grids()
    last = draft.part_three()
    starts = [grid.number for grid in grids]
    blocks = [draft.lines[start:end] for start, end in zip(starts, [*starts[1:], last], strict=True)]
    draft.rng.shuffle(blocks)
    draft.lines[starts[0] : last] = [line for block in blocks for line in block]
    return True


@damage
def the_explanations_before_the_tables(draft: Draft) -> bool:
    first, last = draft.grids()[0].number, draft.part_three()
    draft.lines = [*draft.lines[:first], *draft.lines[last:], *draft.lines[first:last]]
    return True


@damage
def cut_off_anywhere(draft: Draft) -> bool:
    text = draft.text
    cut = draft.rng.randrange(len(text) // 4, len(text))
    draft.lines = text[:cut].split("\n")
    draft.touch(*draft.lines[-2:])
    return True


@damage
def a_row_of_a_table_lost(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    draft.touch(draft.lines[place])
    del draft.lines[place]
    return True
