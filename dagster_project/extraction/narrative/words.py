"""The words that sentences are understood by, as patterns over keys. Built once from the vocabulary."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.vocabulary.composition import ByEnd
from dagster_project.extraction.vocabulary.spellings import spellings
from dagster_project.extraction.wording import NO_DIGITS, key

_YEAR = r"(?:19|20)\d\d年度?"
# 2026.01-2026.12
_PERIOD = r"(?:19|20)\d\d[.年]\d{1,2}月?(?:[-至](?:19|20)\d\d[.年]\d{1,2}月?)?"
_NUMBERING = r"(?:[一二三四五六七八九十]{1,3}、?|\([一二三四五六七八九十]{1,3}\)|\(\d{1,2}\))"
_MARKS = ":,、;"
# What `under` says of a label whose figure is of the subject that was named before it.
UNDER_SUBJECT = "subject"
# What it says of a label whose figure is of the project that its paragraph begins with.
UNDER_PROJECT = "project"
# What it begins and ends with where words must have been said before in the sentence (“自评”).
SAID, SAID_END = "“", "”"
_YEAR_BEFORE = "上年"
_FISCAL_YEAR = "{fiscal_year}"
_ACTUAL = "actual"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_DIGITS_IN_WORDS = f"一二两三四五六七八九十{_CAPITALS}"
_NUMERALS = f"零〇百千万亿佰仟萬億点{_DIGITS_IN_WORDS}"


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A kind of section: what its labels are (subjects, projects, cards, or named measures), and what these measure."""

    section_code: str
    label_kind: str
    measure_code: str
    fund_source_code: str


@dataclass(frozen=True, slots=True)
class ComposedHeading:
    """A heading whose words mean a kind of section together, and what stands before them in its key."""

    kind: SectionKind
    before: str


@dataclass(frozen=True, slots=True)
class KnownLabel:
    """A label that is known in a section; `under` is the measure that must have been stated just before, `UNDER_SUBJECT`,
    `UNDER_PROJECT`, words in quotation marks that must have been said, or empty."""

    label: str
    under: str
    measure_code: str
    fund_source_code: str


@dataclass(frozen=True, slots=True)
class NarrativeWords:
    """The patterns that the reading of sentences is put together from, each named after what it finds."""

    headings: ByEnd[SectionKind]
    composed_heading: Callable[[str], ComposedHeading | None]
    heading_below: Callable[[str, str, SectionKind], SectionKind | None]
    kind_of_list: Callable[[str, str | None], SectionKind | None]
    heading_tails: tuple[str, ...]
    heading_qualifier: re.Pattern[str]
    labels: dict[str, list[KnownLabel]]
    labels_by_end: dict[str, ByEnd[KnownLabel]]
    quantity_kinds: dict[str, str]
    wholes: dict[str, str]
    measure_times: dict[str, str]
    class_measures: dict[str, str]
    section_measures: dict[str, str]
    initial_measures: dict[str, str]
    counted_in: dict[str, frozenset[str]]
    unit_kinds: dict[str, str]
    money: dict[str, int]
    card_fields: dict[str, str]
    unit: re.Pattern[str]
    multiple: re.Pattern[str]
    money_in_words: re.Pattern[str]
    may_be_money_in_words: re.Pattern[str]
    sign_of_number: re.Pattern[str]
    exclusion: re.Pattern[str]
    total_with_carryover: re.Pattern[str]
    qualifiers: re.Pattern[str]
    other_subject: re.Pattern[str]
    own_time: re.Pattern[str]
    no_allocation: re.Pattern[str]
    distribution: re.Pattern[str]
    figure_of_organ: re.Pattern[str]
    region: re.Pattern[str]
    region_before: re.Pattern[str]
    threshold: re.Pattern[str]
    approximate: tuple[str, ...]
    not_approximate: tuple[str, ...]
    approximate_behind: re.Pattern[str]
    change: re.Pattern[str]
    change_behind: re.Pattern[str]
    unchanged_behind: re.Pattern[str]
    share: re.Pattern[str]
    ratio_word: re.Pattern[str]
    prior_year: re.Pattern[str]
    prior_actual: re.Pattern[str]
    compared_by_name: re.Pattern[str]
    compared_before_name: re.Pattern[str]
    names_execution: re.Pattern[str]
    names_budget: re.Pattern[str]
    compared_budget: re.Pattern[str]
    comparison: re.Pattern[str]
    opening_actual: re.Pattern[str]
    own_budget: re.Pattern[str]
    later_budget: re.Pattern[str]
    own_budget_by_name: re.Pattern[str]
    list_before_total: re.Pattern[str]
    is_of_actuals: bool
    as_of: re.Pattern[str]
    unchanged: re.Pattern[str]
    named_again: re.Pattern[str]
    kept_text: re.Pattern[str]
    reason: re.Pattern[str]
    filler: re.Pattern[str]
    fillers_by_end: dict[str, tuple[str, ...]]
    filler_ends: frozenset[str]
    year: re.Pattern[str]
    part_prefix: re.Pattern[str]
    sum_word: re.Pattern[str]
    copula: re.Pattern[str]
    existential: re.Pattern[str]
    withheld: re.Pattern[str]
    document_part: re.Pattern[str]
    explanation_part: re.Pattern[str]
    card_field: re.Pattern[str]
    subject: re.Pattern[str]
    subject_ends: tuple[str, ...]
    quoted_subject: re.Pattern[str]
    called_a_subject: re.Pattern[str]
    class_mark: re.Pattern[str]
    class_alone: re.Pattern[str]
    class_first: re.Pattern[str]
    class_with_amount: re.Pattern[str]
    section_and_item: re.Pattern[str]
    section_alone: re.Pattern[str]
    list_opening: re.Pattern[str]
    project_review: re.Pattern[str]
    quoted_project: re.Pattern[str]
    listed_project: re.Pattern[str]
    quoted_name: re.Pattern[str]


@lru_cache(maxsize=32)
def narrative_words(vocabulary: Vocabulary, fiscal_year: int | None = None, phase: str = "") -> NarrativeWords:
    """The patterns of a vocabulary, for documents of a fiscal year, whose own figures are of a phase.

    What is against 上年 may name the year before by its number; a heading need not say of a final account that it is one. The
    figures of one are actuals themselves, as is what was spent in the year before.
    """
    any_of = vocabulary.any_of
    year_before = "|".join([any_of("year_before"), *_numbers_of_year_before(fiscal_year)])
    compared = rf"(?:{any_of('comparison_lead')})(?:{year_before})"
    compared_tail = rf"(?:{any_of('comparison_tail')})?,?(?:{any_of('spread')})?"
    prior_years = _with_numbers_of_year((word for word, _ in vocabulary.words("prior_year")), fiscal_year)
    prior_actuals = _with_numbers_of_year((word for word, _ in vocabulary.words("prior_year_actual")), fiscal_year)
    changes = f"(?P<increase>{any_of('increase')})|(?P<decrease>{any_of('decrease')})"
    money = {**vocabulary.measures, **{word: int(meaning) for word, meaning in vocabulary.words("narrative_measure")}}
    unit_kinds = dict(vocabulary.words("quantity_unit"))
    measures = "|".join(map(re.escape, vocabulary.measures))
    units = sorted([*vocabulary.measures, *unit_kinds], key=len, reverse=True)
    headings = _headings(vocabulary)
    labels = _labels(vocabulary, fiscal_year)
    # Between a label and its number may stand that nothing has changed (单位资金与上年持平，为 2.00 万元).
    kinds = ("label_filler", "unchanged")
    said = (word.replace(_FISCAL_YEAR, str(fiscal_year)) for kind in kinds for word, _ in vocabulary.words(kind))
    fillers = tuple(sorted({*_MARKS, *prior_years, *said}, key=len, reverse=True))
    # 约 and 了 say nothing before a known label's number, but may end another word (节约).
    fillers_of_labels = (*fillers, *(word for word, _ in vocabulary.words("change_particle")))
    organs = any_of("organ_counted")
    more = rf"[和、]\d{{1,3}}[家个](?:{organs}|{any_of('unit_counted')})"
    # 下属1家机关和1家事业单位 are all of a department.
    counted = rf"(?:{any_of('subordinate')})?\d{{1,3}}[家个](?:{organs})(?:{more}){{0,4}}"
    # 共12个项目纳入绩效目标管理，涉及资金: how many there are.
    number = r"共?计?\d{1,4}个"
    # 公共安全支出（类）年初预算为
    of_a_budget = "|".join(map(any_of, ("budget_before", "execution_before", "label_filler")))
    qualifiers = f"{any_of('label_qualifier')}|{any_of('side_opening')}|{any_of('self_name')}|{_YEAR}|{_PERIOD}|{counted}|{number}"
    return NarrativeWords(
        headings=headings,
        composed_heading=_composed_heading(vocabulary, phase),
        heading_below=_heading_below(vocabulary, phase),
        kind_of_list=_kind_of_list(headings),
        heading_tails=tuple(word for word, _ in vocabulary.words("heading_tail")),
        # 一般公共预算基本支出预算情况说明 is no 支出预算情况说明.
        heading_qualifier=re.compile(rf"(?:{any_of('heading_qualifier')})的?$"),
        labels=labels,
        labels_by_end={code: ByEnd((label.label, label) for label in of_section) for code, of_section in labels.items()},
        quantity_kinds={row["measure_code"]: row["quantity_kind"] for row in vocabulary.rows("measures.csv")},
        wholes={row["measure_code"]: row["part_of"] for row in vocabulary.rows("measures.csv")},
        measure_times={row["measure_code"]: row["figure_time"] for row in vocabulary.rows("measure_details.csv")},
        class_measures={row["measure_code"]: row["class_measure_code"] for row in vocabulary.rows("measure_details.csv")},
        section_measures={row["measure_code"]: row["section_measure_code"] for row in vocabulary.rows("measure_details.csv")},
        initial_measures={
            row["budget_measure_code"]: row["measure_code"]
            for row in vocabulary.rows("measure_details.csv")
            if row["budget_measure_code"]
        },
        counted_in={row["measure_code"]: frozenset(row["counted_in"].split()) for row in vocabulary.rows("measure_details.csv")},
        unit_kinds=unit_kinds,
        money=money,
        card_fields=dict(vocabulary.words("card_field")),
        # 万 alone is money unless it counts something: 6 万亩.
        unit=re.compile(
            rf"({'|'.join(map(re.escape, units))}|(?:{any_of('narrative_measure')})(?![A-Za-z一-鿿]))((?:/[一-鿿]{{1,2}}){{1,3}})?"
        ),
        multiple=re.compile(rf"[十百千万亿拾佰仟]+(?:{measures})"),
        # One sign alone (一元) is as often no amount.
        money_in_words=re.compile(rf"(?<!\d)(?:[{_NUMERALS}]*[{_DIGITS_IN_WORDS}][{_NUMERALS}]+|[{_CAPITALS}])(?:{measures})"),
        # A part of it that begins with a sign by which all other texts are passed over quickly.
        may_be_money_in_words=re.compile(rf"[{_DIGITS_IN_WORDS}][{_NUMERALS}]*(?:{measures})"),
        sign_of_number=re.compile(rf"[\d{NO_DIGITS}{_DIGITS_IN_WORDS}]"),
        exclusion=re.compile(rf"[,(]?(?:{any_of('exclusion')})"),
        # 收入总计986.32万元（含结转和结余）
        total_with_carryover=re.compile(
            rf"(?:{any_of('total_with_carryover')})(?:{any_of('label_filler')})*\d[\d,]*(?:\.\d+)?(?:{measures})\((?:{any_of('with_carryover')})"
        ),
        qualifiers=re.compile(rf"{_NUMBERING}?(?:{qualifiers})*"),
        other_subject=re.compile(rf"(?:{any_of('self_name')})?(?:{any_of('other_subject')})"),
        no_allocation=re.compile("|".join(map(any_of, ("other_subject", "exclusion", "no_allocation")))),
        distribution=re.compile(any_of("distribution")),
        # 某局公务接待费: a budget figure of an organ, by its name.
        figure_of_organ=re.compile(
            rf"(?P<organ>{vocabulary.organ_name.pattern})(?:{qualifiers})*的?(?:{_figure_names(vocabulary)})"
        ),
        # The name of a region before that of an organ: 县 alone may be the unit's own.
        region=re.compile(rf".{{2,12}}(?:{any_of('region_word')})"),
        # 青海省 | 玛多县 | 农牧和科技局, 儋州市 | 财政局, but 市场监督管理局 begins with no 市.
        region_before=re.compile(rf".{{1,10}}?(?:(?!(?:{any_of('no_region_word')}))(?:{any_of('region_word')}))+"),
        own_time=re.compile(rf"(?:{any_of('own_time')}|{any_of('self_name')})"),
        approximate=tuple(word for word, _ in vocabulary.words("approximate")),
        not_approximate=tuple(word for word, _ in vocabulary.words("not_approximate")),
        approximate_behind=re.compile(any_of("approximate_behind")),
        threshold=re.compile(rf"\(?(?:{any_of('threshold')})"),
        change=re.compile(rf"(?:{changes})(?:{any_of('change_particle')})?$"),
        # Behind a comma a percentage alone proves nothing: 比上年1.43万元，增长0.68% may have lost a word.
        change_behind=re.compile(
            rf"(?:{any_of('comparison_tail')})?(?:{any_of('increase')}|{any_of('decrease')}"
            rf"|,(?:{any_of('increase')}|{any_of('decrease')})(?:{any_of('change_particle')})?\d[\d,]*(?:\.\d+)?(?:{measures}))"
        ),
        unchanged_behind=re.compile(rf"(?:{any_of('comparison_tail')})?,?(?:{any_of('unchanged')})"),
        share=re.compile(rf"(?:{any_of('share')})(?P<base>[^,;:。]{{0,16}})$"),
        ratio_word=re.compile(rf"^(?:{any_of('ratio_word')})|(?:的?(?:{any_of('ratio_word')})|的)$"),
        prior_year=re.compile(rf"(?:{_any(prior_years)}|{compared}(?:{any_of('budget_before')})?{compared_tail})$"),
        prior_actual=re.compile(rf"(?:{_any(prior_actuals)}|{compared}(?:{any_of('execution_before')}){compared_tail})$"),
        # 比上年“三公”经费预算
        compared_by_name=re.compile(rf"{compared}(?P<of_year>[^,;:。]{{2,40}}?)(?:{any_of('comparison_tail')})?$"),
        # 与上年执行数相比，收入总计各
        compared_before_name=re.compile(
            rf"{compared}(?:(?P<budget>{any_of('budget_before')})|(?P<actual>{any_of('execution_before')}))?"
            rf"(?:{any_of('comparison_tail')}),?(?P<named>[^,;:。]{{2,40}}?)(?:{any_of('spread')})?$"
        ),
        names_execution=re.compile(any_of("execution_before")),
        names_budget=re.compile(rf"(?:{any_of('budget_before')})$"),
        compared_budget=re.compile(any_of("budget_before")),
        # 与上年决算数相比，…: what the whole sentence is against.
        opening_actual=re.compile(rf"{compared}(?:{any_of('execution_before')})(?:{any_of('comparison_tail')}),"),
        # 决算数比预算数, 较年初预算, 与全年预算数相比，
        own_budget=re.compile(
            rf"(?:{any_of('comparison_lead')})(?:{fiscal_year}年度?)?(?:{any_of('budget_before')}|{any_of('own_budget')})(?:{any_of('comparison_tail')})?,?$"
        ),
        # 全年预算, 调整预算: none that the year began with.
        later_budget=re.compile(any_of("own_budget")),
        # 比2024年“三公”经费财政拨款年初预算
        own_budget_by_name=re.compile(
            rf"(?:{any_of('comparison_lead')})(?:{fiscal_year}年度?)(?P<of_year>[^,;:。]{{2,40}}?)(?:{any_of('budget_before')})$"
        ),
        # 工资福利支出包括基本工资、津贴补贴，支出
        list_before_total=re.compile(
            rf"(?:^|[:;)])(?P<named>[^,;:。()]{{2,40}}?)(?:{any_of('list_opening')})[^;:。]{{1,200}},(?:{any_of('list_total')})$"
        ),
        is_of_actuals=phase == _ACTUAL,
        as_of=re.compile(rf"(?:{any_of('as_of')})(?:(?:19|20)\d\d年(?:\d{{1,2}}月(?:\d{{1,2}}日|底|末)?|年?[底末])|上?年[底末])"),
        comparison=re.compile(rf"{_any([*prior_years, *prior_actuals])}|{compared}"),
        unchanged=re.compile(any_of("unchanged")),
        # 费用支出较年初预算数减少…
        named_again=re.compile(any_of("named_again")),
        kept_text=re.compile(rf"(?:{any_of('reason')}|{any_of('purpose')})(?!{any_of('list_lead')}):?"),
        reason=re.compile(rf"(?:{any_of('reason')}):?"),
        filler=re.compile(rf"(?:{_YEAR}|{'|'.join(map(re.escape, fillers))})$"),
        fillers_by_end=_by_end(fillers_of_labels),
        filler_ends=frozenset({*(word[-1] for word in fillers_of_labels), "年", "度"}),
        year=re.compile(rf"{_YEAR}$"),
        part_prefix=re.compile(any_of("part_prefix")),
        sum_word=re.compile(rf"(?:{any_of('sum_word')})$"),
        copula=re.compile(rf"^(?:{any_of('copula')})"),
        existential=re.compile(rf"(?:{any_of('existential')})$"),
        withheld=re.compile(any_of("withheld")),
        document_part=re.compile(rf"^第[一二三四五六七八九十]{{1,3}}(?:{any_of('document_part')})"),
        explanation_part=re.compile(rf"(?:{any_of('explanation_part')})$"),
        card_field=re.compile(rf"^({any_of('card_field')}):"),
        # 一般公共服务支出（类）数据事务（款）行政运行（项）: names may hold brackets themselves.
        subject=re.compile(
            rf"([^,;:。]+?)\((?:\d{{3}})?(?:{any_of('class_marker')})\)"
            rf"(?:([^,;:。]+?)\((?:\d{{2}})?(?:{any_of('section_marker')})\))?"
            rf"(?:([^,;:。]+?)\((?:\d{{2}})?(?:{any_of('item_marker')})\))?(?:{any_of('subject_tail')})?$"
        ),
        # 教育（类）支出
        subject_ends=(")", *(f"){word}" for word, _ in vocabulary.words("subject_tail"))),
        # “一般公共服务支出-财政事务-行政运行”科目, and “一般公共服务支出（类）”.
        quoted_subject=re.compile(rf"\"(?P<name>[^\",;:。]{{2,120}})\"(?:{any_of('subject_word')})?$"),
        # 社会保障和就业支出类科目
        called_a_subject=re.compile(rf"(?:{any_of('class_marker')})?(?:{any_of('subject_word')})?$"),
        # A class that what follows is below: （一）一般公共服务支出（类）
        class_alone=re.compile(
            rf"{_NUMBERING}(?P<name>[^,;:。]{{2,40}})\((?:\d{{3}})?(?:{any_of('class_marker')})\)(?:{any_of('subject_tail')})?"
        ),
        # 1.社会保障和就业支出（类）行政事业单位养老支出（款）…, and a paragraph below it that begins with another section.
        class_first=re.compile(
            rf"(?:{_NUMBERING}|\d{{1,2}}[.、])?\"?(?P<name>[^,;:。()\"]{{2,40}})\"?\((?:\d{{3}})?(?:{any_of('class_marker')})\)"
        ),
        # 1.卫生健康支出410.30万元，占2.9%。具体包括： “卫生健康支出”（类）2024年度决算268.50万元，…。其中：
        class_with_amount=re.compile(
            rf"(?:{_NUMBERING}|\d{{1,2}}[.、]|\(\d{{1,2}}\))?\"?(?P<name>[^,;:。\d()\"]{{2,40}}?)\"?"
            rf"(?:\((?:\d{{3}})?(?:{any_of('class_marker')})\)|\(\d{{3}}\))?(?:{any_of('subject_tail')})?[。,]?"
            rf"(?:{_YEAR}[^,;:。\d()]{{0,6}}|(?:{of_a_budget}){{0,3}})"
            rf"\d[\d,]*(?:\.\d+)?(?:{measures}).{{0,240}}?[。,;](?:{any_of('list_opening')}|{any_of('part_prefix')}):"
        ),
        # 统计信息事务（款）行政运行（项）
        section_and_item=re.compile(
            rf"([^,;:。]+?)\((?:\d{{2}})?(?:{any_of('section_marker')})\)"
            rf"([^,;:。]+?)\((?:\d{{2}})?(?:{any_of('item_marker')})\)(?:{any_of('subject_tail')})?$"
        ),
        # “文化和旅游”（款）
        section_alone=re.compile(rf"([^,;:。]+?)\((?:\d{{2}})?(?:{any_of('section_marker')})\)(?:{any_of('subject_tail')})?$"),
        # 包括科学技术支出28.00万元、卫生健康支出…; 支出包括教育支出30.00万元
        list_opening=re.compile(rf"^(?:、|{any_of('list_opening')}|{any_of('side_opening')})+"),
        # 某某培训专项项目绩效自评综述:
        project_review=re.compile(rf"(?P<name>[^,;:。]{{2,60}}?)(?:{any_of('project_review')}):"),
        # 其中，“某某培训”项目自评得分…
        quoted_project=re.compile(
            rf"(?:^|(?<=[,;:。]))(?:{any_of('label_filler')})?,?\"(?P<name>[^\",;:。]{{2,60}})\"(?:{any_of('project_word')})"
        ),
        # （1）档案数字化项目自评得分…, 1.档案数字化项目：全年预算数…
        listed_project=re.compile(
            rf"(?!(?:{any_of('no_project_word')}))(?P<name>[^,;:。\d\"]{{3,58}}(?:{any_of('project_word')}))"
            rf"(?=[,:。]|(?:{any_of('project_figure')}))"
        ),
        quoted_name=re.compile(rf"\"[^\",;:。]{{2,60}}\"(?:{any_of('project_word')})?$"),
        class_mark=re.compile(rf"\((?:\d{{3}})?(?:{any_of('class_marker')})\)|\"[^\"]{{2,80}}\"(?:{any_of('subject_word')})"),
    )


def _numbers_of_year_before(fiscal_year: int | None) -> tuple[str, ...]:
    """How the year before is called by its number, the longest first."""
    return () if fiscal_year is None else (f"{fiscal_year - 1}年度", f"{fiscal_year - 1}年")


def _with_numbers_of_year(words: Iterable[str], fiscal_year: int | None) -> list[str]:
    """Words, the longest first, those with 上年 also with the number of the year before in its place."""
    found = set(words)
    numbers = _numbers_of_year_before(fiscal_year)
    found |= {word.replace(_YEAR_BEFORE, number) for word in found if _YEAR_BEFORE in word for number in numbers}
    return sorted(found, key=lambda word: (-len(word), word))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


def _by_end(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by the sign that they end with."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


def _headings(vocabulary: Vocabulary) -> ByEnd[SectionKind]:
    """The kinds of sections by the keys of their headings."""
    return ByEnd(
        (key(heading), _section_kind(row))
        for row in vocabulary.rows("narrative_sections.csv")
        for heading in spellings(row["heading"])
    )


def _composed_heading(vocabulary: Vocabulary, phase: str) -> Callable[[str], ComposedHeading | None]:
    """The kind of section that the words of a heading mean together; None where they mean none."""

    def read(heading: str) -> ComposedHeading | None:
        found = vocabulary.composed_section(heading, phase)
        # A remark behind it (详见表4) is left out by whoever reads headings, so that listed ones are looked for first.
        is_whole = found is not None and not found.behind
        return ComposedHeading(_section_kind(found.row), found.before) if found and found.row and is_whole else None

    return read


def _heading_below(vocabulary: Vocabulary, phase: str) -> Callable[[str, str, SectionKind], SectionKind | None]:
    """The kind of section that a heading is of which only parts what the one above it names (结构情况, 支出具体情况): one of its
    own, or else that of the heading above; None where it names anything itself."""

    def read(heading: str, above: str, above_kind: SectionKind) -> SectionKind | None:
        found = vocabulary.section_part_of(heading, above, phase)
        if found is None:
            return None
        return _section_kind(found.row) if found.row else above_kind

    return read


def _kind_of_list(headings: ByEnd[SectionKind]) -> Callable[[str, str | None], SectionKind | None]:
    """The kind that a paragraph is of by the heading that leads its list, before a colon (一般公共预算支出包括：…), where that is
    one of its section; None where it is that of the section."""

    def read(paragraph: str, section_code: str | None) -> SectionKind | None:
        lead, colon, _ = paragraph.partition(":")
        if not colon or section_code is None:
            return None
        found = (kind for heading, kind in headings.at_end(lead) if heading == lead and kind.section_code == section_code)
        return next(found, None)

    return read


def _section_kind(row: Mapping[str, str]) -> SectionKind:
    return SectionKind(row["section_code"], row["label_kind"], row["measure_code"], row["fund_source_code"])


def _figure_names(vocabulary: Vocabulary) -> str:
    """The names of what budgets state: those of section labels and of economic classes, the longest first."""
    labels = {key(label) for row in vocabulary.rows("narrative_labels.csv") for label in spellings(row["label"])}
    classes = {key(row["subject_name"]) for row in vocabulary.rows("economic_classification.csv")}
    return "|".join(map(re.escape, sorted(labels | classes, key=len, reverse=True)))


def _labels(vocabulary: Vocabulary, fiscal_year: int | None) -> dict[str, list[KnownLabel]]:
    """Section code → its labels, the longest first, of equals those that need a measure before them."""
    found: dict[str, list[KnownLabel]] = {}
    for row in vocabulary.rows("narrative_labels.csv"):
        for section_code, spelling, under in product(*(spellings(row[column]) for column in ("section_code", "label", "under"))):
            words = key(spelling).replace(_FISCAL_YEAR, str(fiscal_year))
            label = KnownLabel(words, under, row["measure_code"], row["fund_source_code"])
            found.setdefault(section_code, []).append(label)
    for labels in found.values():
        labels.sort(key=lambda label: (-len(label.label), not label.under))
    return found
