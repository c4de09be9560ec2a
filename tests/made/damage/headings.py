"""Damage to what tells rows and columns of a table: headings, codes, labels, rows and columns of another kind."""

import re

from tests.made.damage.draft import FIGURE, Draft, Grid
from tests.made.damage.kinds import damage


def _grid_with(draft: Draft, ending: str) -> Grid | None:
    fit = [grid for grid in draft.grids() if any(line.endswith(ending) for line in draft.lines[grid.start : grid.end])]
    fit = [grid for grid in fit if draft.rows(grid)]
    return draft.rng.choice(fit) if fit else None


def _with_column(draft: Draft, heading: str, at_end: bool, write=None, measure: str = "") -> bool:
    """A column more in a table of basic and project expenditure, whose figures are none of the document's.

    They may be stated as what they measure, if the heading says it.
    """
    grid = _grid_with(draft, "合计\t基本支出\t项目支出")
    if grid is None:
        return False
    draft.touch(grid.title)
    for place in range(grid.start, grid.end):
        cells = draft.lines[place].split("\t")
        if len(cells) < 7:
            return False
        if "项目支出" in cells[6] and not FIGURE.search(draft.lines[place]):
            new = heading
        elif FIGURE.search(draft.lines[place]):
            new = write() if write else draft.plant()
            draft.beside.add((measure, new))
        else:
            new = ""
        cells.insert(7 if at_end else 4, new)
        draft.lines[place] = "\t".join(cells)
        draft.touch(draft.lines[place])
    return True


_COLUMNS = {
    "of_last_year": "上年预算数",
    "of_the_year_before": "{prior}年预算数",
    "of_the_outturn": "上年执行数",
    "of_the_change": "比上年增减",
    "of_the_change_in_percent": "增减%",
    "of_carry_over": "其中：上年结转",
    "without_a_heading": "",
    "of_remarks": "备注",
    "of_numbers": "序号",
    "of_another_total": "合计",
    "of_the_next_year": "{next}年预算数",
    "for_each_person": "人均",
}  # fmt: skip

_MEASURES = {"of_the_change": "change_in_table", "of_the_change_in_percent": "change_in_table_pct"}

for _name, _heading in _COLUMNS.items():
    _measure = _MEASURES.get(_name, "")
    for _at_end in (True, False):

        def _column(draft: Draft, heading=_heading, at_end=_at_end, measure=_measure) -> bool:
            return _with_column(draft, heading.format(prior=draft.year - 1, next=draft.year + 1), at_end, measure=measure)

        _column.__name__ = f"a_column_{_name}_{'behind' if _at_end else 'before'}"
        damage(_column)


_HEADINGS = {
    "a_heading_misspelt": ("项目支出", "项日支出"),
    "a_heading_of_last_year": ("项目支出", "上年项目支出"),
    "a_heading_lost": ("项目支出", ""),
    "a_heading_unknown": ("项目支出", "专项业务费"),
    "a_heading_twice": ("项目支出", "基本支出"),
    "headings_exchanged_for_synonyms": ("基本支出", "基本经费"),
    "a_heading_with_another": ("项目支出", "项目支出（含上年结转）"),
    "a_heading_with_an_exception": ("项目支出", "项目支出（不含专项）"),
    "a_heading_with_a_footnote": ("项目支出", "项目支出①"),
}  # fmt: skip

for _name, (_old, _new) in _HEADINGS.items():

    def _heading_changed(draft: Draft, old=_old, new=_new) -> bool:
        grid = _grid_with(draft, "合计\t基本支出\t项目支出")
        if grid is None:
            return False
        place = next(p for p in range(grid.start, grid.end) if draft.lines[p].endswith("合计\t基本支出\t项目支出"))
        draft.touch(grid.title)
        cells = draft.lines[place].split("\t")
        cells[cells.index(old)] = new
        draft.replace(place, "\t".join(cells))
        return True

    _heading_changed.__name__ = f"{_name}_of_a_column"
    damage(_heading_changed)


def _code_rows(draft: Draft) -> list[int]:
    return [place for grid in draft.grids() for place in draft.rows(grid) if re.match(r"\d{3}\t\d\d\t\d\d\t", draft.lines[place])]


def _code_changed(draft: Draft, change) -> bool:
    rows = _code_rows(draft)
    if not rows:
        return False
    place = draft.rng.choice(rows)
    cells = draft.lines[place].split("\t")
    draft.replace(place, "\t".join(change(cells)))
    return True


_CODES = {
    "a_code_in_one_cell": lambda cells: ["".join(cells[:3]), "", "", *cells[3:]],
    "a_code_in_one_cell_and_a_tab_less": lambda cells: ["".join(cells[:3]), *cells[3:]],
    "a_code_with_the_name": lambda cells: ["", "", "", "".join(cells[:3]) + cells[3], *cells[4:]],
    "a_code_with_spaces": lambda cells: [" ".join(cells[0]), *cells[1:]],
    "a_code_lost": lambda cells: ["", "", "", *cells[3:]],
    "the_class_of_a_code_lost": lambda cells: ["", *cells[1:]],
    "the_item_of_a_code_lost": lambda cells: [*cells[:2], "", *cells[3:]],
    "a_code_without_leading_zero": lambda cells: [cells[0], cells[1].lstrip("0"), cells[2].lstrip("0"), *cells[3:]],
    "a_code_with_points": lambda cells: [f"{cells[0]}.{cells[1]}.{cells[2]}", "", "", *cells[3:]],
    "a_code_unknown": lambda cells: ["298", *cells[1:]],
    "a_name_lost": lambda cells: [*cells[:3], "", *cells[4:]],
    "a_name_misspelt": lambda cells: [*cells[:3], cells[3][1:], *cells[4:]],
    "a_name_and_a_tab_lost": lambda cells: [*cells[:3], *cells[4:]],
}  # fmt: skip

for _name, _change in _CODES.items():

    def _code(draft: Draft, change=_change) -> bool:
        return _code_changed(draft, change)

    _code.__name__ = f"{_name}_in_a_row"
    damage(_code)


_ROWS = {
    "小计": "a_row_of_a_subtotal",
    "其中：上年结转": "a_row_of_carry_over_within",
    "上年合计": "a_row_of_last_year",
    "减：上年结转": "a_row_taken_off",
    "备注：含年中追加": "a_row_of_remarks",
    "人均支出": "a_row_for_each_person",
}  # fmt: skip

for _label, _name in _ROWS.items():

    def _row(draft: Draft, label=_label) -> bool:
        grid = draft.some_grid(3)
        if grid is None:
            return False
        place = draft.rng.choice(draft.rows(grid)[1:])
        line = draft.lines[place]
        first = FIGURE.search(line)
        width = line[: first.start()].count("\t")
        amounts = FIGURE.sub(lambda _: draft.plant(), line[first.start() :])
        draft.touch(grid.title)
        draft.insert(place, "\t" * (width - 1) + label + "\t" + amounts)
        return True

    _row.__name__ = f"{_name}_in_a_table"
    damage(_row)


@damage
def six_decimals_in_a_table(draft: Draft) -> bool:
    return _all_figures(draft, lambda text: f"{text}0000")


@damage
def no_needless_zeros_in_a_table(draft: Draft) -> bool:
    return _all_figures(draft, lambda text: text.rstrip("0").rstrip("."))


def _all_figures(draft: Draft, write) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.touch(grid.title)
    for place in draft.rows(grid):
        draft.lines[place] = FIGURE.sub(lambda found: write(found[0]), draft.lines[place])
    return True


@damage
def a_row_slipped_left_within_its_labels(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None or "\t" not in draft.lines[place]:
        return False
    line = draft.lines[place]
    first, rest = line.split("\t", 1)
    if not first:
        draft.replace(place, rest)
        return True
    draft.replace(place, f"{first}{rest}")
    return True


@damage
def a_row_slipped_right_within_its_labels(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    draft.replace(place, draft.lines[place].replace("\t", "\t\t", 1))
    return True
