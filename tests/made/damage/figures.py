"""Damage to the signs of figures: footnotes, mark-up, digits and points of other scripts, cells with more than a figure."""

import re
from collections.abc import Callable
from decimal import Decimal

from tests.made.damage.draft import FIGURE, Draft
from tests.made.damage.kinds import damage
from tests.made.truth import TableMeaning

_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def _figure_of_a_table(draft: Draft, change: Callable[[str], str], pattern: re.Pattern[str] = FIGURE) -> bool:
    """Changes one figure of one table."""
    rows = [place for grid in draft.grids() for place in draft.rows(grid) if pattern.search(draft.lines[place])]
    return _changed(draft, rows, change, pattern)


def _figure_of_a_sentence(draft: Draft, change: Callable[[str], str], pattern: re.Pattern[str] = FIGURE) -> bool:
    """Changes one figure of one sentence."""
    return _changed(draft, [place for place in draft.sentences() if pattern.search(draft.lines[place])], change, pattern)


def _changed(draft: Draft, places: list[int], change: Callable[[str], str], pattern: re.Pattern[str]) -> bool:
    if not places:
        return False
    place = draft.rng.choice(places)
    line = draft.lines[place]
    found = draft.rng.choice(list(pattern.finditer(line)))
    draft.replace(place, line[: found.start()] + change(found[0]) + line[found.end() :])
    return True


_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d\d(?![\d.%])")

_SIGNS: dict[str, tuple[Callable[[str], str], re.Pattern[str]]] = {
    "footnote_in_sup": (lambda text: f"{text}<sup>1</sup>", FIGURE),
    "footnote_in_sup_with_spaces": (lambda text: f"{text} <sup> 2 </sup>", FIGURE),
    "footnote_in_a_circle": (lambda text: f"{text}①", FIGURE),
    "footnote_raised": (lambda text: f"{text}²", FIGURE),
    "footnote_in_brackets": (lambda text: f"{text}[1]", FIGURE),
    "footnote_in_round_brackets": (lambda text: f"{text}（1）", FIGURE),
    "footnote_in_html_entity": (lambda text: f"{text}&sup2;", FIGURE),
    "footnote_before": (lambda text: f"①{text}", FIGURE),
    "asterisk": (lambda text: f"{text}*", FIGURE),
    "br_behind": (lambda text: f"{text}<br>", FIGURE),
    "br_within": (lambda text: f"{text[:-2]}<br>{text[-2:]}", FIGURE),
    "br_between_two": (lambda text: f"{text}<br/>{text}", FIGURE),
    "line_separator_within": (lambda text: f"{text[:-2]}\u2028{text[-2:]}", FIGURE),
    "line_separator_behind": (lambda text: f"{text}\u2028", FIGURE),
    "zero_width_space_within": (lambda text: f"{text[:1]}\u200b{text[1:]}", FIGURE),
    "soft_hyphen_within": (lambda text: f"{text[:-3]}\u00ad{text[-3:]}", FIGURE),
    "space_within": (lambda text: f"{text[:-2]} {text[-2:]}", FIGURE),
    "space_for_the_comma": (lambda text: text.replace(",", " "), _GROUPED),
    "space_behind_the_comma": (lambda text: text.replace(",", ", "), _GROUPED),
    "narrow_space_for_the_comma": (lambda text: text.replace(",", "\u202f"), _GROUPED),
    "apostrophe_for_the_comma": (lambda text: text.replace(",", "'"), _GROUPED),
    "point_for_the_comma": (lambda text: text.replace(",", "."), _GROUPED),
    "point_and_comma_exchanged": (lambda text: text.translate(str.maketrans(",.", ".,")), _GROUPED),
    "wide_comma": (lambda text: text.replace(",", "，"), _GROUPED),
    "ideographic_comma": (lambda text: text.replace(",", "、"), _GROUPED),
    "no_comma": (lambda text: text.replace(",", ""), _GROUPED),
    "comma_for_the_point": (lambda text: f"{text[:-3]},{text[-2:]}", FIGURE),
    "middle_dot_for_the_point": (lambda text: f"{text[:-3]}·{text[-2:]}", FIGURE),
    "ideographic_stop_for_the_point": (lambda text: f"{text[:-3]}。{text[-2:]}", FIGURE),
    "two_points": (lambda text: f"{text[:-3]}..{text[-2:]}", FIGURE),
    "wide_digits": (lambda text: text.translate(_WIDE), FIGURE),
    "arabic_indic_digits": (lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), FIGURE),
    "raised_digits": (lambda text: text.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")), FIGURE),
    "mathematical_digits": (lambda text: "".join(chr(0x1D7CE + int(c)) if c.isdigit() else c for c in text), FIGURE),
    "letter_o_for_zero": (lambda text: text.replace("0", "O"), re.compile(r"(?<![\d.,])\d[\d,]*0[\d,]*\.\d\d(?![\d.%])")),
    "letter_l_for_one": (lambda text: text.replace("1", "l"), re.compile(r"(?<![\d.,])1[\d,]*\.\d\d(?![\d.%])")),
    "replacement_character": (lambda text: f"{text[:1]}\ufffd{text[2:]}", re.compile(r"(?<![\d.,])\d\d[\d,]*\.\d\d(?![\d.%])")),
    "question_mark_for_a_digit": (lambda text: f"?{text[1:]}", FIGURE),
    "about": (lambda text: f"约{text}", FIGURE),
    "in_brackets": (lambda text: f"（{text}）", FIGURE),
    "with_a_plus": (lambda text: f"+{text}", FIGURE),
    "bold": (lambda text: f"<b>{text}</b>", FIGURE),
    "struck_through": (lambda text: f"<s>{text}</s>", FIGURE),
    "markdown_bold": (lambda text: f"**{text}**", FIGURE),
    "in_a_span": (lambda text: f'<span style="width:12.50px">{text}</span>', FIGURE),
    "currency_sign": (lambda text: f"¥{text}", FIGURE),
    "html_entities": (lambda text: text.replace(".", "&#46;"), FIGURE),
    "html_digits": (lambda text: f"&#{ord(text[0])};{text[1:]}", FIGURE),
    "formula_sign": (lambda text: f"={text}", FIGURE),
    "quotes": (lambda text: f'"{text}"', FIGURE),
}  # fmt: skip

for _name, (_change, _pattern) in _SIGNS.items():
    for _where, _do in (("table", _figure_of_a_table), ("sentence", _figure_of_a_sentence)):

        def _signs(draft: Draft, change=_change, pattern=_pattern, do=_do) -> bool:
            return do(draft, change, pattern)

        _signs.__name__ = f"{_name}_in_a_{_where}"
        damage(_signs)


@damage
def a_unit_of_measure_in_a_cell(draft: Draft) -> bool:
    return _figure_of_a_table(draft, lambda text: f"{text}万元")


@damage
def yuan_in_a_cell(draft: Draft) -> bool:
    return _figure_of_a_table(draft, lambda text: f"{text.replace(',', '').replace('.', '')}00元")


@damage
def a_power_in_a_cell(draft: Draft) -> bool:
    return _figure_of_a_table(draft, lambda text: f"{float(text.replace(',', '')):.6E}")


@damage
def two_figures_in_a_cell(draft: Draft) -> bool:
    extra = draft.plant()
    return _figure_of_a_table(draft, lambda text: f"{text} {extra}")


@damage
def two_figures_in_a_cell_with_a_slash(draft: Draft) -> bool:
    extra = draft.plant()
    return _figure_of_a_table(draft, lambda text: f"{text}/{extra}")


@damage
def a_figure_in_brackets_beside_another(draft: Draft) -> bool:
    extra = draft.plant()
    return _figure_of_a_table(draft, lambda text: f"{text}（上年{extra}）")


@damage
def a_figure_in_the_label_cell(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    line = draft.lines[place]
    found = FIGURE.search(line)
    before, _, rest = line[: found.start()].rstrip("\t"), None, line[found.end() :]
    draft.replace(place, f"{before} {found[0]}\t{rest}")
    return True


@damage
def another_figure_in_the_label_cell(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    line = draft.lines[place]
    labels = [found.end() for found in re.finditer(r"[一-鿿）](?=\t)", line)]
    if not labels:
        return False
    cut = labels[-1]
    draft.replace(place, f"{line[:cut]} {draft.plant()}{line[cut:]}")
    return True


@damage
def a_figure_in_an_empty_code_cell(draft: Draft) -> bool:
    rows = [place for grid in draft.grids() for place in draft.rows(grid) if re.match(r"\d{3}\t\t", draft.lines[place])]
    if not rows:
        return False
    place = draft.rng.choice(rows)
    draft.replace(place, re.sub(r"^(\d{3})\t\t", lambda found: f"{found[1]}\t{draft.plant()}\t", draft.lines[place]))
    return True


@damage
def a_figure_behind_the_last_column(draft: Draft) -> bool:
    place = draft.some_row()
    if place is None:
        return False
    draft.replace(place, f"{draft.lines[place]}\t{draft.plant()}")
    return True


@damage
def a_row_without_label(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    width = draft.lines[grid.start].count("\t")
    draft.insert(draft.rng.choice(draft.rows(grid)), "\t" * width + draft.plant())
    return True


@damage
def a_figure_on_a_line_of_its_own_in_a_table(draft: Draft) -> bool:
    grid = draft.some_grid(2)
    if grid is None:
        return False
    draft.insert(draft.rng.choice(draft.rows(grid)[1:]), draft.plant())
    return True


@damage
def a_figure_on_a_line_between_tables(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.insert(grid.end, "", f"合计：{draft.plant()}", "")
    return True


@damage
def a_figure_beside_the_unit(draft: Draft) -> bool:
    places = [place for place, line in enumerate(draft.lines) if line.startswith("编制")]
    if not places:
        return False
    place = draft.rng.choice(places)
    draft.replace(place, f"{draft.lines[place]}    预算总额 {draft.plant()}")
    return True


@damage
def a_figure_beside_the_measure(draft: Draft) -> bool:
    places = [place for place, line in enumerate(draft.lines) if line == "单位：万元"]
    if not places:
        return False
    place = draft.rng.choice(places)
    draft.replace(place, f"单位：万元    合计 {draft.plant()}")
    return True


@damage
def a_figure_beside_a_title(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    place = grid.number + 2
    draft.replace(place, f"{draft.lines[place]} {draft.plant()}")
    return True


@damage
def a_figure_in_the_header(draft: Draft) -> bool:
    grid = draft.some_grid()
    if grid is None:
        return False
    draft.replace(grid.start, draft.lines[grid.start].replace("\t", f" {draft.plant()}\t", 1))
    return True


@damage
def a_figure_in_part_one(draft: Draft) -> bool:
    place = next((place for place, line in enumerate(draft.lines) if line.lstrip("# ").startswith("二、机构设置")), None)
    if place is None:
        return False
    draft.insert(place, f"全年完成投资{draft.plant()}万元。", "")
    return True


@damage
def a_figure_in_words_in_a_cell(draft: Draft) -> bool:
    return _figure_of_a_table(draft, lambda text: "壹佰贰拾叁万肆仟元")


@damage
def a_figure_in_words_in_a_sentence(draft: Draft) -> bool:
    return _figure_of_a_sentence(draft, lambda text: "壹佰贰拾叁")


for _name, _sign in {
    "soft_hyphen": "\u00ad", "minus_sign": "\u2212", "en_dash": "–", "em_dash": "—", "wide_minus": "－", "triangle": "▲",
    "hyphen_with_space": "- ", "non_breaking_hyphen": "\u2011", "full_word": "负",
}.items():  # fmt: skip

    def _minus(draft: Draft, sign=_sign) -> bool:
        return _as_negative(draft, lambda text: f"{sign}{text}")

    _minus.__name__ = f"{_name}_as_minus"
    damage(_minus)


@damage
def brackets_as_minus(draft: Draft) -> bool:
    return _as_negative(draft, lambda text: f"({text})")


@damage
def minus_behind(draft: Draft) -> bool:
    return _as_negative(draft, lambda text: f"{text}-")


def _as_negative(draft: Draft, write: Callable[[str], str]) -> bool:
    """Adds to the table of carry-over or of income a row whose only amount is negative: -x or nothing, never x.

    The row is that of a subject that is printed nowhere else; its positive value is no figure of the document.
    """
    grid = next((grid for grid in draft.grids() if "支出总体情况表" in grid.title), None)
    if grid is None:
        return False
    amount = draft.plant()
    row = draft.rows(grid)[-1]
    for column in ("total", "project"):
        meaning = TableMeaning("expenditure", "2299999", None, None, column, -Decimal(amount.replace(",", "")) * 10_000)
        draft.tables[meaning] += 1
    draft.insert(row, f"229\t99\t99\t其他支出\t{write(amount)}\t\t{write(amount)}")
    return True


@damage
def nil_marks_in_blank_cells(draft: Draft) -> bool:
    for grid in draft.grids():
        for place in draft.rows(grid):
            first = FIGURE.search(draft.lines[place])
            head, tail = draft.lines[place][: first.start()], draft.lines[place][first.start() :]
            mark = draft.rng.choice(("-", "—", "——", "/", "无", "－"))
            draft.lines[place] = head + "\t".join(cell or mark for cell in tail.split("\t"))
    return True
