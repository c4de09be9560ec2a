"""Damage to the layout of tables: how rows, cells and lines are told apart. What is printed stays true."""

import re

from tests.made.damage.draft import FIGURE, Draft
from tests.made.damage.kinds import damage


def _row_with(draft: Draft, join: str, *, keeps_blanks: bool = False) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    cells = draft.lines[place].split("\t")
    draft.replace(place, join.join(cell for cell in cells if cell or keeps_blanks))
    return True


@damage
def tabs_of_a_row_to_spaces(draft: Draft) -> bool:
    return _row_with(draft, "  ")


@damage
def tabs_of_a_row_to_one_space(draft: Draft) -> bool:
    return _row_with(draft, " ")


@damage
def each_tab_of_a_row_to_a_space(draft: Draft) -> bool:
    return _row_with(draft, " ", keeps_blanks=True)


@damage
def tabs_of_a_row_to_pipes(draft: Draft) -> bool:
    return _row_with(draft, " | ", keeps_blanks=True)


@damage
def tabs_of_a_row_to_commas(draft: Draft) -> bool:
    return _row_with(draft, ",", keeps_blanks=True)


@damage
def tabs_of_a_row_to_wide_spaces(draft: Draft) -> bool:
    return _row_with(draft, "\u3000")


@damage
def tabs_of_a_row_lost(draft: Draft) -> bool:
    return _row_with(draft, "")


@damage
def blank_cells_of_a_row_lost(draft: Draft) -> bool:
    return _row_with(draft, "\t")


@damage
def tabs_of_a_row_doubled(draft: Draft) -> bool:
    return _row_with(draft, "\t\t", keeps_blanks=True)


@damage
def a_row_as_html(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    cells = "".join(f"<td>{cell}</td>" for cell in draft.lines[place].split("\t"))
    draft.replace(place, f"<tr>{cells}</tr>")
    return True


@damage
def a_table_as_html(draft: Draft) -> bool:
    return _whole_table(
        draft, lambda cells: "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>", "<table>", "</table>"
    )


@damage
def a_table_with_pipes(draft: Draft) -> bool:
    return _whole_table(draft, lambda cells: f"| {' | '.join(cells)} |")


@damage
def a_table_with_spaces(draft: Draft) -> bool:
    return _whole_table(draft, "  ".join)


@damage
def a_table_with_commas(draft: Draft) -> bool:
    return _whole_table(draft, ",".join)


@damage
def a_table_a_cell_a_line(draft: Draft) -> bool:
    return _whole_table(draft, "\n".join)


def _whole_table(draft: Draft, write, first: str = "", last: str = "") -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    written = [line for place in range(grid.start, grid.end) for line in write(draft.lines[place].split("\t")).split("\n")]
    draft.touch(grid.title, *written[:6])
    draft.lines[grid.start : grid.end] = [line for line in (first, *written, last) if line]
    return True


@damage
def a_leading_tab(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    draft.replace(place, "\t" + draft.lines[place])
    return True


@damage
def a_leading_tab_on_a_table(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.touch(grid.title)
    draft.lines[grid.start : grid.end] = ["\t" + line for line in draft.lines[grid.start : grid.end]]
    return True


@damage
def a_leading_tab_on_the_rows_of_a_table(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.touch(grid.title)
    for place in draft.rows(grid):
        draft.lines[place] = "\t" + draft.lines[place]
    return True


@damage
def trailing_tabs_and_spaces(draft: Draft) -> bool:
    draft.lines = [line + draft.rng.choice(("", " ", "\t", "\t\t \t", "\u3000")) if line else line for line in draft.lines]
    return True


@damage
def trailing_tabs_lost(draft: Draft) -> bool:
    draft.lines = [line.rstrip("\t") if line.strip() else line for line in draft.lines]
    return True


@damage
def two_rows_on_a_line_with_a_tab(draft: Draft) -> bool:
    return _two_rows(draft, "\t")


@damage
def two_rows_on_a_line_with_spaces(draft: Draft) -> bool:
    return _two_rows(draft, "  ")


def _two_rows(draft: Draft, join: str) -> bool:
    grid = draft.some_grid(2)
    rows = draft.rows(grid) if grid else []
    pairs = [place for place in rows if place + 1 in rows]
    if not pairs:
        return False
    place = draft.rng.choice(pairs)
    draft.replace(place, draft.lines[place] + join + draft.lines[place + 1])
    del draft.lines[place + 1]
    return True


@damage
def a_row_broken_before_its_first_figure(draft: Draft) -> bool:
    return _broken(draft, lambda line: FIGURE.search(line).start())


@damage
def a_row_broken_behind_its_first_figure(draft: Draft) -> bool:
    return _broken(draft, lambda line: FIGURE.search(line).end())


@damage
def a_figure_broken_at_its_point(draft: Draft) -> bool:
    return _broken(draft, lambda line: draft.rng.choice([found.end() - 3 for found in FIGURE.finditer(line)]))


@damage
def a_figure_broken_behind_its_point(draft: Draft) -> bool:
    return _broken(draft, lambda line: draft.rng.choice([found.end() - 2 for found in FIGURE.finditer(line)]))


@damage
def a_figure_broken_before_its_last_digit(draft: Draft) -> bool:
    return _broken(draft, lambda line: draft.rng.choice([found.end() - 1 for found in FIGURE.finditer(line)]))


@damage
def a_figure_broken_behind_its_comma(draft: Draft) -> bool:
    grid_rows = [place for grid in draft.grids() for place in draft.rows(grid) if re.search(r"\d,\d", draft.lines[place])]
    if not grid_rows:
        return False
    place = draft.rng.choice(grid_rows)
    line = draft.lines[place]
    cut = draft.rng.choice([found.start() + 1 for found in re.finditer(r",(?=\d)", line)])
    draft.replace(place, line[:cut], line[cut:])
    return True


@damage
def a_label_broken(draft: Draft) -> bool:
    return _broken(draft, lambda line: max((found.start() + 1 for found in re.finditer("[一-鿿](?=[一-鿿])", line)), default=0))


def _broken(draft: Draft, where) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    line = draft.lines[place]
    cut = where(line)
    if not 0 < cut < len(line):
        return False
    draft.replace(place, line[:cut], line[cut:])
    return True


@damage
def a_blank_line_in_a_table(draft: Draft) -> bool:
    return _between_rows(draft, "")


@damage
def a_page_number_in_a_table(draft: Draft) -> bool:
    return _between_rows(draft, "", f"— {draft.rng.randint(2, 40)} —", "")


@damage
def a_bare_page_number_in_a_table(draft: Draft) -> bool:
    return _between_rows(draft, str(draft.rng.randint(2, 40)))


@damage
def a_page_header_in_a_table(draft: Draft) -> bool:
    return _between_rows(draft, "", f"{draft.year}年{draft.unit}{draft.kind}预算公开", "")


@damage
def a_form_feed_in_a_table(draft: Draft) -> bool:
    return _between_rows(draft, "\f")


@damage
def the_header_again_in_a_table(draft: Draft) -> bool:
    grid = draft.some_grid(3)
    if grid is None:
        return False
    rows = draft.rows(grid)
    header = draft.lines[grid.start : rows[0]]
    if any(line.count("\t") == 0 for line in header) or not header:
        return False
    draft.insert(draft.rng.choice(rows[1:]), *header)
    return True


@damage
def the_table_goes_on_under_its_title(draft: Draft) -> bool:
    grid = draft.some_grid(3)
    if grid is None:
        return False
    rows = draft.rows(grid)
    header = draft.lines[grid.start : rows[0]]
    draft.insert(draft.rng.choice(rows[1:]), "", f"{grid.title}（续表）", "", "单位：万元", "", *header)
    return True


def _between_rows(draft: Draft, *lines: str) -> bool:
    grid = draft.some_grid(3)
    if grid is None:
        return False
    draft.touch(grid.title)
    draft.insert(draft.rng.choice(draft.rows(grid)[1:]), *lines)
    return True


@damage
def the_columns_of_a_table_exchanged(draft: Draft) -> bool:
    """Two columns of amounts with all that stands over them: those of one heading group, so that the header stays right."""
    grids = [grid for grid in draft.grids() if "支出情况表" in grid.title or "支出总体" in grid.title]
    grids = [
        grid for grid in grids if any(line.endswith("合计\t基本支出\t项目支出") for line in draft.lines[grid.start : grid.end])
    ]
    if not grids:
        return False
    grid = draft.rng.choice(grids)
    draft.touch(grid.title)
    for place in range(grid.start, grid.end):
        cells = draft.lines[place].split("\t")
        if len(cells) == 7:
            cells[5], cells[6] = cells[6], cells[5]
        draft.lines[place] = "\t".join(cells)
    return True


@damage
def the_rows_of_a_table_shuffled(draft: Draft) -> bool:
    grid = next((grid for grid in draft.grids() if "收入总体情况表" in grid.title), None)
    if grid is None:
        return False
    rows = draft.rows(grid)
    shuffled = [draft.lines[place] for place in rows]
    draft.rng.shuffle(shuffled)
    draft.touch(grid.title)
    for place, line in zip(rows, shuffled, strict=True):
        draft.lines[place] = line
    return True


@damage
def a_row_printed_twice(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    draft.insert(place, draft.lines[place])
    return True
