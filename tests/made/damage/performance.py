"""Damage to performance tables and to the cards of projects."""

import re

from tests.made.damage.draft import Draft
from tests.made.damage.kinds import damage


def _indicator_rows(draft: Draft) -> list[int]:
    first = draft.part_three()
    return [place for place in range(first, len(draft.lines)) if re.search(r"\t\d{1,2}(\t按照完成比例赋分|$)", draft.lines[place])]


def _weight(draft: Draft, write) -> bool:
    rows = _indicator_rows(draft)
    if not rows:
        return False
    place = draft.rng.choice(rows)
    line = draft.lines[place]
    found = list(re.finditer(r"(?<=\t)\d{1,2}(?=\t|$)", line))[-1]
    draft.replace(place, line[: found.start()] + write(found[0]) + line[found.end() :])
    return True


_WEIGHTS = {
    "points_behind_a_weight": lambda text: f"{text}分",
    "percent_behind_a_weight": lambda text: f"{text}%",
    "a_weight_as_a_range": lambda text: f"{text}-30",
    "two_weights_in_a_cell": lambda text: f"{text} 30",
    "two_weights_run_together": lambda text: f"{text}30",
    "a_footnote_behind_a_weight": lambda text: f"{text}①",
    "a_footnote_in_sup_behind_a_weight": lambda text: f"{text}<sup>1</sup>",
    "a_weight_in_words": lambda text: "十",
    "a_weight_broken": lambda text: f"{text[:-1]}<br>{text[-1:]}",
    "a_weight_of_many_digits": lambda text: f"{text}{'3' * 20}",
    "a_weight_in_wide_digits": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}  # fmt: skip

for _name, _write in _WEIGHTS.items():

    def _weight_written(draft: Draft, write=_write) -> bool:
        return _weight(draft, write)

    _weight_written.__name__ = _name
    damage(_weight_written)


_PROJECT_AMOUNT = re.compile(r"年度预算总额\t([\d,.]+)\t")


def _amount_changed(draft: Draft, write) -> bool:
    places = [place for place, line in enumerate(draft.lines) if _PROJECT_AMOUNT.search(line)]
    if not places:
        return False
    place = draft.rng.choice(places)
    draft.replace(place, _PROJECT_AMOUNT.sub(lambda found: f"年度预算总额\t{write(found[1])}\t", draft.lines[place]))
    return True


_AMOUNTS = {
    "a_footnote_in_sup": lambda text: f"{text}<sup>1</sup>",
    "a_raised_footnote": lambda text: f"{text}²",
    "yuan": lambda text: f"{text.replace(',', '').replace('.', '')}00元",
    "a_unit_of_measure": lambda text: f"{text}万元",
    "a_break_within": lambda text: f"{text[:-2]}<br>{text[-2:]}",
    "words_before": lambda text: f"约{text}",
    "an_exchanged_point": lambda text: text.translate(str.maketrans(",.", ".,")),
}  # fmt: skip

for _name, _write in _AMOUNTS.items():

    def _amount_written(draft: Draft, write=_write) -> bool:
        return _amount_changed(draft, write)

    _amount_written.__name__ = f"{_name}_at_the_amount_of_a_performance_table"
    damage(_amount_written)


@damage
def two_amounts_of_a_performance_table_in_a_cell(draft: Draft) -> bool:
    extra = draft.plant()
    return _amount_changed(draft, lambda text: f"{text} {extra}")


@damage
def the_amount_of_last_year_in_a_performance_table(draft: Draft) -> bool:
    extra = draft.plant()
    return _amount_changed(draft, lambda text: f"{text}（上年{extra}）")


@damage
def the_title_of_a_performance_table_lost(draft: Draft) -> bool:
    places = [place for place in range(draft.part_three(), len(draft.lines)) if draft.lines[place].endswith("项目支出绩效目标表")]
    if len(places) < 2:
        return False
    place = draft.rng.choice(places[1:])
    draft.touch(*draft.lines[place : place + 5])
    del draft.lines[place : place + 4]
    return True


@damage
def a_performance_table_twice(draft: Draft) -> bool:
    places = [place for place in range(draft.part_three(), len(draft.lines)) if draft.lines[place].endswith("项目支出绩效目标表")]
    if len(places) < 2:
        return False
    place = draft.rng.randrange(len(places) - 1)
    draft.touch(*draft.lines[places[place] : places[place] + 6])
    draft.lines[places[place] : places[place]] = draft.lines[places[place] : places[place + 1]]
    return True


@damage
def a_row_of_indicators_slipped_left(draft: Draft) -> bool:
    return _slipped(draft, lambda line: line.replace("\t", "", 1))


@damage
def a_row_of_indicators_slipped_right(draft: Draft) -> bool:
    return _slipped(draft, lambda line: "\t" + line)


@damage
def a_row_of_indicators_with_spaces(draft: Draft) -> bool:
    return _slipped(draft, lambda line: re.sub("\t+", "  ", line))


def _slipped(draft: Draft, change) -> bool:
    rows = _indicator_rows(draft)
    if not rows:
        return False
    place = draft.rng.choice(rows)
    draft.replace(place, change(draft.lines[place]))
    return True


_CARD = re.compile(r"预算安排规模： ?([\d,.]+)")

_CARDS = {
    "last_year_behind_the_budget_of_a_card": "{text}万元，上年预算{a}",
    "a_range_as_the_budget_of_a_card": "{text}万元至{a}",
    "years_of_the_budget_of_a_card": "总投资{a}万元，本年安排{text}",
    "another_unit_of_the_budget_of_a_card": "其中下属单位{a}万元，本级{text}",
    "months_of_the_budget_of_a_card": "每月{a}万元，全年{text}",
}  # fmt: skip

for _name, _template in _CARDS.items():

    def _card(draft: Draft, template=_template) -> bool:
        places = [place for place, line in enumerate(draft.lines) if _CARD.search(line)]
        if not places:
            return False
        place = draft.rng.choice(places)
        amount = draft.plant()
        draft.replace(
            place, _CARD.sub(lambda found: "预算安排规模：" + template.format(text=found[1], a=amount), draft.lines[place])
        )
        return True

    _card.__name__ = _name
    damage(_card)


@damage
def the_name_of_a_card_lost(draft: Draft) -> bool:
    places = [place for place in range(draft.part_three(), len(draft.lines)) if re.search("项目名称：", draft.lines[place])]
    if len(places) < 2:
        return False
    place = draft.rng.choice(places[1:])
    draft.touch(draft.lines[place])
    del draft.lines[place : place + 2]
    return True
