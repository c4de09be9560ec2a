"""The sections of the explanations, with their paragraphs put together where a page break cut them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.budget_tables.recognition import is_furniture_line
from dagster_project.extraction.identity import organ_of_heading
from dagster_project.extraction.narrative.words import NarrativeWords, SectionKind
from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
from dagster_project.extraction.units_and_years import is_same_unit
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key, without_numbering

_LONGEST_HEADING = 80
_HEADING_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))")
_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[、.](?!\d)"),
)
_LOWEST_LEVEL = len(_LEVELS) - 1
_ITEM_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}(?:[、.．]\s+|[、.．](?!\d)|[、.．](?=(?:19|20)\d\d\s?年))|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)"
)
# （一）机关运行经费：2026年… or （一）机关运行经费。2026年… But 项目名称： heads no section.
_LEADING_HEADING = re.compile(
    r"((?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|(?P<low>\d{1,2}[、.．]))[^：:。；;，,]{2,30})[：:。](?=.)"
)
# The section of several matters: there 2.政府采购情况。2026年… heads one, where elsewhere it is an item of its section.
_SEVERAL_MATTERS = "other"
# 二、收入预算总表: the title of a table.
_TABLE = "表"
# （一）财政拨款收支与2023年度决算对比情况
_YEAR_COMPARED = re.compile(r"(?<=[与比较和])(?:19|20)\d\d年度?")
_AMOUNT = re.compile(r"\d\s*[百千万亿]*\s*元")
_REMARK_BEHIND = re.compile(r"\([^()]*\)$")
_DIGIT = re.compile(r"\d")
# A colon ends no paragraph: what it leads to may stand behind a page break.
_PARAGRAPH_ENDS = "。；;！？!?"


@dataclass(slots=True)
class Section:
    """A section: what kind it is (None where its heading is not known), its heading, its paragraphs.

    `topic` is the key of a heading that is nothing but a label of the section that it stands in: a number of the first sentence
    that nothing names is of it. `begun` is the line whose first words are the heading, where text stands behind it. `above` is the
    key of the heading above it, where that tells what it is about (（一）总体情况). It `is_one_of_several` where it is a matter of
    a section of several matters.
    """

    kind: SectionKind | None
    heading: TextLine
    paragraphs: list[list[TextLine]] = field(default_factory=list)
    topic: str = ""
    begun: TextLine | None = None
    above: str = ""
    is_one_of_several: bool = False

    @property
    def stands_among_matters(self) -> bool:
        """Whether what follows it may be another of several matters."""
        return self.is_one_of_several or (self.kind is not None and self.kind.section_code == _SEVERAL_MATTERS)

    @property
    def lines(self) -> list[TextLine]:
        """Its heading and the lines of its paragraphs, as they stand in the document."""
        return [self.heading, *(line for paragraph in self.paragraphs for line in paragraph)]


def sections_of(document: SourceDocument, vocabulary: Vocabulary, words: NarrativeWords) -> list[Section]:
    """The sections of a document in reading order; a heading that is not known and has no text is none."""
    return [section for section in _sections(document, vocabulary, words) if section.paragraphs or section.kind]


def own_sections(sections: Sequence[Section], unit_key: str, vocabulary: Vocabulary) -> tuple[list[Section], list[Section]]:
    """The sections that are the unit's own, each once; and those that another unit is named in, or that are printed before."""
    own: list[Section] = []
    refused: list[Section] = []
    read: set[str] = set()
    for section in sections:
        heading = section.above + without_numbering(key(section.heading.text))
        is_again = section.kind is not None and heading in read
        (refused if is_again or _names_another(heading, unit_key, vocabulary) else own).append(section)
        if section.paragraphs:
            read.add(heading)
    return own, refused


def _names_another(heading: str, unit_key: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading says that its section is about another organ than the unit."""
    name = organ_of_heading(heading, vocabulary)
    return bool(name) and not is_same_unit(name, unit_key)


def _without_contents(document: SourceDocument, words: NarrativeWords) -> Sequence[TextLine | Grid]:
    """The blocks behind the table of contents, which names the parts (第一部分 …) that then come again, maybe in other words."""
    seen: set[str] = set()
    for at, block in enumerate(document.blocks):
        line = key(block.text) if isinstance(block, TextLine) and len(block.text) <= _LONGEST_HEADING else ""
        if part := words.document_part.match(line):
            if part.group() in seen:
                return document.blocks[at:]
            seen.add(part.group())
    return document.blocks


def _sections(document: SourceDocument, vocabulary: Vocabulary, words: NarrativeWords) -> Iterator[Section]:
    section: Section | None = None
    outline = _Outline(words)
    is_cut = True
    for block in _without_contents(document, words):
        if not isinstance(block, TextLine):
            is_cut = True
            continue
        line = _YEAR_COMPARED.sub("", key(block.text)) if len(block.text) <= _LONGEST_HEADING else ""
        kind, above = outline.below(line) or (_heading_kind(line, words) or outline.matter(line), "")
        leading = None if kind else _leading_heading(block, section, words)
        is_one = bool(section and section.stands_among_matters and _level(key(block.text[:_LONGEST_HEADING])) == _LOWEST_LEVEL)
        if words.document_part.match(line) and not kind:
            if section:
                yield section
            section = Section(None, block) if words.explanation_part.search(line) else None
            outline, is_cut = _Outline(words), True
        elif leading:
            if section:
                yield section
            section, is_cut = Section(leading.kind, leading.heading, [[leading.text]], begun=block, is_one_of_several=is_one), False
            outline.note(key(leading.heading.text))
        elif kind or (section and _is_heading(line, words)):
            if section:
                yield section
            topic = "" if kind or section is None else _label_alone(line, section.kind, words)
            kind = section.kind if section and topic else kind
            section, is_cut = Section(kind, block, topic=topic, above=above, is_one_of_several=is_one), True
            if words.document_part.match(line):
                outline = _Outline(words, line)
            outline.note(line)
        elif section and not (line and is_furniture_line(block.text, vocabulary)):
            _add(section, block, is_cut, words)
            is_cut = False
    if section:
        yield section


def _add(section: Section, line: TextLine, is_cut: bool, words: NarrativeWords) -> None:
    """Adds a line to the paragraph that it goes on with, or as a paragraph of its own."""
    last = section.paragraphs[-1][-1].text if section.paragraphs else ""
    if is_cut or not last or _is_whole(last) or _begins_anew(line.text, words) or _is_numbered_label(last, section.kind, words):
        section.paragraphs.append([line])
    else:
        section.paragraphs[-1].append(line)


def _is_whole(text: str) -> bool:
    return text[-1] in _PARAGRAPH_ENDS


def _begins_anew(text: str, words: NarrativeWords) -> bool:
    return bool(_ITEM_NUMBER.match(text)) or bool(words.card_field.match(without_numbering(key(text[:_LONGEST_HEADING]))))


def _heading_kind(line: str, words: NarrativeWords) -> SectionKind | None:
    """The kind of section that a line heads; a remark in brackets behind the heading (详见表1) changes nothing.

    A heading may end with a full stop where it is numbered; else that is a sentence (反映某某局2026年收入预算情况。).
    """
    if not line or (line.endswith("。") and without_numbering(line) == line):
        return None
    ending = line.rstrip(":。").removesuffix(",其中")
    kind, bare = kind_of_heading(ending, words), _REMARK_BEHIND.sub("", ending) if ending.endswith(")") else ending
    return kind if kind or bare == ending else kind_of_heading(bare, words)


def kind_of_heading(heading: str, words: NarrativeWords) -> SectionKind | None:
    """The kind of section that a key heads: that of the longest heading that it ends with, or what the words of a numbered one
    mean together, if these are more of it. None where a word before a heading makes it that of something else."""
    found = next(words.headings.at_end(heading), None)
    bare = without_numbering(words.document_part.sub("", heading))
    # 政府性基金预算支出情况⏎表为空表: without a number it may be a line of a paragraph.
    composed = words.composed_heading(bare) if bare != heading else None
    if composed and len(bare) - len(composed.before) > (len(found[0]) if found else 0):
        return composed.kind
    return None if found is None or words.heading_qualifier.search(heading[: -len(found[0])]) else found[1]


def _kind_of_whole(heading: str, words: NarrativeWords) -> SectionKind | None:
    """The kind of section that a key heads without a word to spare."""
    listed = next((kind for known, kind in words.headings.at_end(heading) if known == heading), None)
    composed = words.composed_heading(heading)
    return listed or (composed.kind if composed and not composed.before else None)


class _Outline:
    """The numbered headings that a line stands under, by the level of their numbers: 一、 over （一） over 1. The heading of a part
    that is a section itself (第五部分 部门绩效评价情况) stands over all of them."""

    def __init__(self, words: NarrativeWords, part: str = "") -> None:
        self._words = words
        self._part = part
        self._headings: list[str] = [""] * len(_LEVELS)

    def note(self, line: str) -> None:
        """Notes a heading: those of its level and below end."""
        level = _level(line)
        if level is not None:
            self._headings[level:] = [line.rstrip(":。"), *[""] * (len(_LEVELS) - level - 1)]

    def below(self, line: str) -> tuple[SectionKind, str] | None:
        """The kind of a section whose heading only parts what the one above it names (（二）结构情况), and that heading."""
        above = self._above(line)
        kind = kind_of_heading(above, self._words) if above else None
        if kind is None or kind.label_kind == "card":
            return None
        heading = _REMARK_BEHIND.sub("", without_numbering(line).rstrip(":。"))
        if any(listed == heading for listed, _ in self._words.headings.at_end(heading)):
            return None
        named = without_numbering(self._words.document_part.sub("", above))
        told = self._words.heading_below(heading, named, kind)
        return (told, above) if told else None

    def matter(self, line: str) -> SectionKind | None:
        """The kind of a section whose heading names its matter alone, on the highest level or among several matters (九、政府采购,
        （二）政府采购): what is known with 情况 or the like behind it. The title of a table heads none (二、收入预算总表)."""
        if not _is_heading(line, self._words) or line.endswith(_TABLE):
            return None
        above = self._above(line)
        kind = kind_of_heading(above, self._words) if above else None
        is_matter = (kind and kind.section_code == _SEVERAL_MATTERS) or (_level(line) == 0 and not self._part)
        if not is_matter:
            return None
        told = (_kind_of_whole(without_numbering(line) + ending, self._words) for ending in self._words.heading_tails)
        return next((each for each in told if each and each.label_kind != "card"), None)

    def _above(self, line: str) -> str:
        """The heading that a numbered line stands under; empty where there is none."""
        level = _level(line)
        return next(filter(None, reversed([self._part, *self._headings[:level]])), "") if level is not None else ""


def _level(line: str) -> int | None:
    """The level of the number that a line begins with; None where it has none."""
    return next((level for level, number in enumerate(_LEVELS) if number.match(line)), None)


@dataclass(frozen=True, slots=True)
class _LeadingHeading:
    """A heading that begins a paragraph, and a colon or full stop behind it: its kind, and both parts of the line."""

    kind: SectionKind
    heading: TextLine
    text: TextLine


def _leading_heading(line: TextLine, section: Section | None, words: NarrativeWords) -> _LeadingHeading | None:
    """The heading that a numbered paragraph begins with (（一）机关运行经费：2026年…), where it is one of a known section.

    A glossary explains such words, and states no amount.
    """
    found = _LEADING_HEADING.match(line.text)
    if found is None or not _AMOUNT.search(line.text, found.end()):
        return None
    if found["low"] and not (section and section.stands_among_matters):
        return None
    heading = key(found[1])
    kinds = (_heading_kind(heading + ending, words) for ending in ("", *words.heading_tails))
    kind = next(filter(None, kinds), None)
    if kind is None or kind.label_kind == "card":
        return None
    return _LeadingHeading(kind, line._replace(text=found[1]), line.behind(found.end()))


def _label_alone(line: str, kind: SectionKind | None, words: NarrativeWords) -> str:
    """A heading without its number where that is a label of a kind of section, else nothing."""
    text = without_numbering(line).rstrip(":")
    labels = words.labels_by_end.get(kind.section_code) if kind else None
    return text if labels and any(label == text for label, _ in labels.at_end(text)) else ""


def _is_numbered_label(text: str, kind: SectionKind | None, words: NarrativeWords) -> bool:
    """Whether a line is nothing but a number and a label of its section (1.收入预算): no text goes on behind it."""
    line = key(text) if len(text) <= _LONGEST_HEADING and _ITEM_NUMBER.match(text) else ""
    return bool(line) and bool(_label_alone(line, kind, words))


def _is_heading(line: str, words: NarrativeWords) -> bool:
    """Whether a line is a heading that is not known: short and numbered, no sentence, no field of a card, no figure.

    The name of a class (（一）一般公共服务支出（类）) heads no section: what follows is about its items.
    """
    if not _HEADING_NUMBER.match(line) or line[-1] in _PARAGRAPH_ENDS or words.class_alone.fullmatch(line):
        return False
    rest = without_numbering(line)
    return not words.card_field.match(rest) and not _DIGIT.search(rest)
