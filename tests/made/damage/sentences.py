"""Damage to sentences: what is said of others, of other years and of rates; sentences cut, joined and put elsewhere."""

import re

from tests.made.damage.draft import FIGURE, Draft
from tests.made.damage.kinds import damage

# Sentences whose amounts are no figures of this unit and year; {} is an amount, {unit}, {year} and {prior} are named.
_OF_OTHERS = {
    "the_amount_of_last_year": "{}上年预算数为{a}万元。",
    "the_amount_of_a_year_named": "{prior}年{}预算{a}万元。",
    "the_amount_of_a_year_far_back": "2019年{}为{a}万元。",
    "the_amount_of_last_year_with_unit": "{unit}上年{}{a}万元。",
    "the_amount_spent_last_year": "{prior}年{}决算数{a}万元。",
    "the_amount_carried_out_last_year": "上年{}执行数为{a}万元，完成预算的97.35%。",
    "an_amount_for_each_person": "{}每人{a}元。",
    "an_amount_on_average": "人均{}{a}万元。",
    "an_amount_a_month": "{}每月{a}万元。",
    "the_amount_of_units_below": "下属单位{}{a}万元。",
    "the_amount_of_a_unit_below": "其中：下属事业单位{}{a}万元。",
    "the_amount_of_the_county": "全县{}{a}万元。",
    "the_amount_of_the_department": "全系统{}合计{a}万元。",
    "the_amount_of_another_unit": "青山市教育局{}{a}万元。",
    "an_amount_not_counted": "{}不含{a}万元的专项资金。",
    "an_amount_taken_off": "{}已扣除{a}万元。",
    "a_limit": "{}不超过{a}万元。",
    "a_threshold": "单笔{a}万元以上的{}须报批。",
    "two_amounts_respectively": "基本支出和项目支出分别为{a}万元和{b}万元。",
    "two_amounts_respectively_of_last_year": "上年基本支出、项目支出分别为{a}万元、{b}万元。",
    "an_amount_planned_for_next_year": "预计{next}年{}{a}万元。",
    "an_amount_added_within_the_year": "年中追加{}{a}万元。",
    "an_amount_cut": "压减{}{a}万元。",
    "an_amount_against_another_year": "{}比2019年增加{a}万元，增长12.34%。",
    "an_amount_against_the_outturn": "{}比上年执行数减少{a}万元。",
    "an_amount_of_a_question": "{}是否为{a}万元？",
    "an_amount_denied": "{}并非{a}万元。",
    "an_amount_of_an_example": "例如，{}{a}万元。",
    "an_amount_in_foreign_money": "{}{a}万美元。",
    "an_amount_of_several_years": "“十四五”期间{}累计{a}万元。",
    "an_amount_up_to_a_month": "截至{prior}年12月，{}已支付{a}万元。",
}  # fmt: skip
_MEASURES = (
    "基本支出",
    "项目支出",
    "一般公共预算",
    "人员经费",
    "公用经费",
    "机关运行经费财政拨款预算",
    "政府采购预算",
    "公务接待费",
    "财政拨款结转",
    "收入预算",
    "委托业务费",
)


def _said_of_others(draft: Draft, template: str) -> str:
    measure = draft.rng.choice(_MEASURES)
    # A threshold is no figure, whatever stands before it: it may go without a word.
    new = draft.new_amount if "万元以上" in template else draft.plant
    amounts = {"a": new(), "b": new() if "{b}" in template else ""}
    return template.format(measure, unit=draft.unit, year=draft.year, prior=draft.year - 1, next=draft.year + 1, **amounts)


for _name, _template in _OF_OTHERS.items():

    def _as_a_paragraph(draft: Draft, template=_template) -> bool:
        draft.insert(draft.rng.choice(draft.sentences()), _said_of_others(draft, template), "")
        return True

    def _behind_a_sentence(draft: Draft, template=_template) -> bool:
        places = [place for place in draft.sentences() if draft.lines[place].endswith("。")]
        place = draft.rng.choice(places)
        draft.replace(place, draft.lines[place] + _said_of_others(draft, template))
        return True

    _as_a_paragraph.__name__ = f"{_name}_as_a_paragraph"
    _behind_a_sentence.__name__ = f"{_name}_behind_a_sentence"
    damage(_as_a_paragraph)
    damage(_behind_a_sentence)


# What is put behind an amount within its sentence.
_WITHIN = {
    "last_year_in_brackets": "（上年{a}万元）",
    "last_year_behind_a_comma": "，上年为{a}万元",
    "a_year_in_brackets": "（{prior}年{a}万元）",
    "of_which_units_below": "（其中下属单位{a}万元）",
    "without": "（不含{a}万元）",
    "for_each_person": "（人均{a}元）",
    "a_range": "至{a}万元",
    "with_another": "（含上级补助{a}万元）",
    "another_base_year": "，比2019年增加{a}万元",
}


for _name, _template in _WITHIN.items():

    def _within(draft: Draft, template=_template) -> bool:
        places = draft.sentences(r"\d\.\d\d ?万元，(占|比上年|主要)")
        if not places:
            return False
        place = draft.rng.choice(places)
        line = draft.lines[place]
        cut = re.search(r"\d\.\d\d ?万元(?=，(占|比上年|主要))", line).end()
        words = template.format(a=draft.plant(), prior=draft.year - 1)
        draft.replace(place, line[:cut] + words + line[cut:])
        return True

    _within.__name__ = f"{_name}_within_a_sentence"
    damage(_within)


@damage
def a_sentence_cut_within_a_figure(draft: Draft) -> bool:
    place = draft.rng.choice(draft.sentences(r"\d\.\d\d"))
    line = draft.lines[place]
    found = draft.rng.choice(list(FIGURE.finditer(line)))
    cut = draft.rng.choice((found.end() - 2, found.end() - 1, found.end() - 3))
    draft.replace(place, line[:cut], line[cut:])
    return True


@damage
def a_sentence_cut_within_a_figure_by_a_page(draft: Draft) -> bool:
    place = draft.rng.choice(draft.sentences(r"\d\.\d\d"))
    line = draft.lines[place]
    found = draft.rng.choice(list(FIGURE.finditer(line)))
    cut = draft.rng.choice((found.end() - 2, found.end() - 1, found.end() - 3))
    draft.replace(place, line[:cut], "", f"— {draft.rng.randint(3, 30)} —", "", line[cut:])
    return True


@damage
def a_sentence_cut_before_its_measure(draft: Draft) -> bool:
    return _cut(draft, r"\d(?= ?万元)")


@damage
def a_sentence_cut_within_its_measure(draft: Draft) -> bool:
    return _cut(draft, r"万(?=元)")


@damage
def a_sentence_cut_before_its_amount(draft: Draft) -> bool:
    return _cut(draft, r"[一-鿿](?= ?\d[\d,]*\.\d\d ?万元)")


@damage
def a_sentence_cut_before_its_change(draft: Draft) -> bool:
    return _cut(draft, r"比上年预算(?=[增减])")


@damage
def a_sentence_cut_within_its_direction(draft: Draft) -> bool:
    return _cut(draft, r"比上年预算[增减](?=[加少])")


def _cut(draft: Draft, pattern: str) -> bool:
    places = draft.sentences(pattern)
    if not places:
        return False
    place = draft.rng.choice(places)
    line = draft.lines[place]
    cut = draft.rng.choice([found.end() for found in re.finditer(pattern, line)])
    draft.replace(place, line[:cut], line[cut:])
    return True


@damage
def sentences_joined_to_a_paragraph(draft: Draft) -> bool:
    places = draft.sentences("万元")
    pairs = [place for place in places if place + 2 in places and not draft.lines[place + 1]]
    if not pairs:
        return False
    place = draft.rng.choice(pairs)
    draft.replace(place, draft.lines[place] + draft.lines[place + 2])
    del draft.lines[place + 1 : place + 3]
    return True


@damage
def the_stop_of_a_sentence_lost(draft: Draft) -> bool:
    places = [place for place in draft.sentences("万元") if draft.lines[place].endswith("。")]
    places = [place for place in places if place + 2 in places]
    if not places:
        return False
    place = draft.rng.choice(places)
    draft.replace(place, draft.lines[place].removesuffix("。"))
    return True


@damage
def the_measure_of_a_sentence_lost(draft: Draft) -> bool:
    return _without(draft, r"(?<=\d) ?万元")


@damage
def the_name_of_a_sentence_lost(draft: Draft) -> bool:
    place = draft.rng.choice(draft.sentences(r"^(基本支出|项目支出|人员经费|公用经费)"))
    draft.replace(place, re.sub("^[一-鿿]+", "", draft.lines[place]))
    return True


def _without(draft: Draft, pattern: str) -> bool:
    place = draft.rng.choice(draft.sentences(pattern))
    line = draft.lines[place]
    found = draft.rng.choice(list(re.finditer(pattern, line)))
    draft.replace(place, line[: found.start()] + line[found.end() :])
    return True


@damage
def a_heading_lost(draft: Draft) -> bool:
    places = [
        place
        for place in range(draft.part_three() + 1, len(draft.lines))
        if re.match("#* ?[一二三四五六七八九十]+、关于", draft.lines[place])
    ]
    place = draft.rng.choice(places)
    draft.touch(draft.lines[place])
    del draft.lines[place : place + 2]
    return True


@damage
def all_headings_lost(draft: Draft) -> bool:
    draft.lines = [
        line
        for place, line in enumerate(draft.lines)
        if place < draft.part_three()
        or not re.match("#* ?([一二三四五六七八九十]+、关于|（[一二三四五六七八九十]+）)", line)
        or "项目名称" in line
    ]
    return True


@damage
def the_headings_of_two_sections_exchanged(draft: Draft) -> bool:
    """What stands under each is none of its own: it must not be published as that."""
    lines = draft.lines
    places = [place for place in range(draft.part_three(), len(lines)) if re.search("年(收入|支出)预算情况说明$", lines[place])]
    if len(places) != 2:
        return False
    one, other = places
    lines[one], lines[other] = lines[other], lines[one]
    draft.touch(lines[one], lines[other])
    return True


@damage
def a_quoted_figure_of_a_law(draft: Draft) -> bool:
    draft.insert(
        draft.rng.choice(draft.sentences()),
        f"根据财预〔2019〕{draft.rng.randint(10, 99)}号文件第{draft.rng.randint(2, 9)}条，单价{draft.new_amount()}万元以上的须招标。",
        "",
    )
    return True


@damage
def an_unknown_item_in_a_list(draft: Draft) -> bool:
    """A figure of its own that no vocabulary has a measure for: a remark, rejected, but none of what is known."""
    draft.insert(draft.rng.choice(draft.sentences()), f"会议室租赁押金{draft.plant()}万元。", "")
    return True
