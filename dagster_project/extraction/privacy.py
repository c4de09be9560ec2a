"""What of a text may be shown: names, telephone numbers, e-mail addresses and identity numbers of people may not.

Figures and labels of budget tables are about units and money. Whatever else a document says may be
about anyone. A name is known to be one by the label before it (联系人, `person_label`), as printed or in a key,
with or without a colon; a number by its form, or by the label before it (电话, `telephone_label`). `Extraction` sees to
it that no record leaves with either; where a text is cut, or a name stands in another text than its label, whoever cuts it does.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple, get_type_hints

from dagster_project.extraction.records import CellRecord, FigureRecord, OptionalText, RepairRecord, Text
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import fold, key, strip_invisible

NAME = "[name]"
TELEPHONE = "[telephone number]"
E_MAIL = "[e-mail address]"
IDENTITY = "[identity number]"

_LABELS_OF_PEOPLE, _LABEL_OF_TELEPHONES = ("person_label", "person_heading"), "telephone_label"
_LABELS = (*_LABELS_OF_PEOPLE, _LABEL_OF_TELEPHONES)
# 电话:2345678: no telephone number has fewer digits.
_SHORTEST_NUMBER = 7
# A label stands at the end of its cell: a long cell is not searched from its beginning.
_LONGEST_PERSON_LABEL = 60
# 电话:2345678 and 负责人 张三 are the shortest texts that can tell of anyone.
_SHORTEST_TELLING = 5
# A number and nothing else: in a budget table an amount, however many digits it has.
_AMOUNT = re.compile(r"[-+ \d,.]+")
# Digits of other scripts.
_OTHER_DIGIT = re.compile("[^\\D0-9]")
# One kind of dash, of colon and of blank.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－ー", "-"),
        **dict.fromkeys("：﹕︓∶", ":"),
        **dict.fromkeys(
            map(chr, (*range(0x09, 0x0E), 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)), " "
        ),
    }
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
# What may stand below 姓名 or 电话: a name or a number, and nothing else.
_NAME_OR_NUMBER = re.compile(rf"{_HAN}{{2,4}}|{_HAN}{{1,8}}(?:[·•・‧･∙⋅]{_HAN}{{1,10}})+|[+()\d-]{{5,20}}")
_BETWEEN_NAMES = re.compile("[、/]")
# The texts of records that are figures as printed.
_FIGURES = {(CellRecord, "text"), (FigureRecord, "text"), (RepairRecord, "as_read"), (RepairRecord, "as_repaired")}


class _Span(NamedTuple):
    """A stretch of a text that is a person's, and what is shown instead."""

    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What is looked for in a folded text: names and numbers, of which group 1 is a person's.

    A text without one of the `words` and without a long `number` tells of no one. They are two patterns, since each
    is passed over quickly where none of the signs stands that it may begin with.
    """

    words: re.Pattern[str]
    number: re.Pattern[str]
    people: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=4096)
def _may_tell(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text, as printed, may tell of anyone. Cached: a sentence is often all of its paragraph, and a claim of both."""
    patterns = _patterns(vocabulary)
    return patterns.words.search(text) is not None or patterns.number.search(text) is not None


@lru_cache(maxsize=16384)
def without_people(text: str, vocabulary: Vocabulary) -> str:
    """A text less what it tells of people."""
    if len(text) < _SHORTEST_TELLING or not _may_tell(text, vocabulary):
        return text
    printed = strip_invisible(text)
    pieces, at = [], 0
    for span in _spans(printed, vocabulary):
        if span.start >= at:
            pieces += [printed[at : span.start], span.shown]
            at = span.end
    return "".join([*pieces, printed[at:]]) if pieces else text


def people_in(text: str, vocabulary: Vocabulary) -> list[str]:
    """The names behind 联系人： and the like in a text, the longest first."""
    if not _may_tell(text, vocabulary):
        return []
    printed = strip_invisible(text)
    found = (printed[span.start : span.end] for span in _spans(printed, vocabulary) if span.shown == NAME)
    return sorted({name.strip() for names in found for name in _BETWEEN_NAMES.split(names)}, key=lambda name: (-len(name), name))


def showable(
    cells: Sequence[str], index: int, vocabulary: Vocabulary, *, is_of_people: bool = False, is_of_amounts: bool = False
) -> str:
    """The text of a cell of a row, less what it tells of people: all of it behind the label of a person.

    `is_of_people` says that its column is headed by such a label, `is_of_amounts` that it stands in a table of amounts.
    """
    label = next((cell for cell in reversed(cells[:index]) if cell), "")
    is_plain = is_of_amounts and not any(is_person_label(cell, vocabulary) for cell in cells[:index])
    return _showable(cells[index], label, vocabulary, is_of_people=is_of_people, is_plain=is_plain)


def showable_cells(
    cells: Sequence[str], vocabulary: Vocabulary, columns_of_people: Collection[int] = (), *, is_of_amounts: bool = False
) -> list[str]:
    """The texts of the filled cells of a row, each as `showable` gives it: at a cost that grows with the row alone."""
    shown = []
    label, is_plain = "", is_of_amounts
    for at, text in enumerate(cells):
        is_of_people = at in columns_of_people
        shown.append(_showable(text, label, vocabulary, is_of_people=is_of_people, is_plain=is_plain) if text else "")
        if text:
            label = text
            is_plain = is_plain and not is_person_label(text, vocabulary)
    return shown


def _showable(text: str, label: str, vocabulary: Vocabulary, *, is_of_people: bool, is_plain: bool) -> str:
    """The text of a cell behind a label; `is_plain` where a number alone is an amount."""
    if is_person_label(label, vocabulary) or (is_of_people and _may_be_person(text, vocabulary)):
        return NAME
    if _names_person(label, text, vocabulary):
        return NAME
    return text if is_plain and _AMOUNT.fullmatch(fold(text)) else without_people(text, vocabulary)


def is_person_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell is a label behind which a person is named or how to reach one."""
    return vocabulary.person_label.search(key(text)[-_LONGEST_PERSON_LABEL:]) is not None


@lru_cache(maxsize=4096)
def heads_people(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell of a header is one below which people are named or how to reach them."""
    return is_person_label(text, vocabulary) or key(text) in _headings(vocabulary)


def columns_of_people(cells: Sequence[str], vocabulary: Vocabulary) -> set[int]:
    """The places of a row whose columns it heads as those of people; a row with a figure in it is no header."""
    if any(map(str.isdigit, "".join(cells))):
        return set()
    return {at for at, cell in enumerate(cells) if heads_people(cell, vocabulary)}


def _may_be_person(text: str, vocabulary: Vocabulary) -> bool:
    is_short = _NAME_OR_NUMBER.fullmatch(_folded(text).replace(" ", "")) is not None
    return is_short and not heads_people(text, vocabulary)


def _names_person(label: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands behind 姓名 is a name: it may be the next heading."""
    return key(label) in _headings(vocabulary) and text in people_in(f"{label}{text}", vocabulary)


@cache
def _headings(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(word for word, _ in vocabulary.words("person_heading"))


def is_table_of_amounts(table_code: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a table is one of amounts of money, so that a number alone in a cell of it is one."""
    return table_code is not None and vocabulary.kinds[table_code].reader == "budget_table"


def records_without_people(records: list[Any], vocabulary: Vocabulary) -> list[Any]:
    """Records of a type less what the texts in them tell of people; the same where they tell of no one, as most do."""
    texts: set[str | None] = set()
    for name in _texts_of(records[0].__class__) if records else ():
        texts.update(map(attrgetter(name), records))
    told = list(filter(None, texts))
    if list(map(without_people, told, repeat(vocabulary))) == told:
        return records
    return [_record_without_people(record, vocabulary) for record in records]


def _record_without_people(record: Any, vocabulary: Vocabulary) -> Any:
    changed = {}
    for name in _texts_of(record.__class__):
        text = getattr(record, name)
        if text and (shown := without_people(text, vocabulary)) != text and not _is_amount(text, record, vocabulary):
            changed[name] = shown
    # By their keys names are compared: what is left out of one is left out of the other.
    changed |= {f"{name}_key": key(shown) for name, shown in changed.items() if hasattr(record, f"{name}_key")}
    return replace(record, **changed) if changed else record


def _is_amount(text: str, record: Any, vocabulary: Vocabulary) -> bool:
    return _AMOUNT.fullmatch(text) is not None and is_table_of_amounts(getattr(record, "table_code", None), vocabulary)


@cache
def _texts_of(record_type: type[Any]) -> tuple[str, ...]:
    """The fields of a record type that hold words of a document: neither figures as printed, nor codes, keys and places."""
    hints = get_type_hints(record_type, include_extras=True)
    names = [each.name for each in fields(record_type) if hints[each.name] in (Text, OptionalText)]
    return tuple(
        name for name in names if (record_type, name) not in _FIGURES and not name.endswith(("_code", "_id", "_key", "_sha256"))
    )


def _spans(printed: str, vocabulary: Vocabulary) -> list[_Span]:
    """What of a text is a person's, in the order in which it stands there."""
    text = _folded(printed)
    found = [_Span(*match.span(1), shown) for pattern, shown in _patterns(vocabulary).people for match in pattern.finditer(text)]
    return sorted(found, key=lambda span: (span.start, -span.end))


def _folded(text: str) -> str:
    """A text in half width with one kind of dash, colon, blank and digit, sign for sign."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), fold(text.translate(_SIGNS)))


@cache
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    person, telephone = _any(_spaced(vocabulary, *_LABELS_OF_PEOPLE)), _any(_spaced(vocabulary, _LABEL_OF_TELEPHONES))
    measure = f"[元万亿%]|{vocabulary.any_of('measure')}"
    # What decimals, thousands or a unit of measure follow is an amount; a date may follow where lines were put together.
    is_amount = rf"\d|\.\d|,\d{{3}}(?!\d)| ?(?:{measure})"
    number_ends = rf"(?:(?=(?:19|20)\d\d ?年)|(?!{is_amount}))"
    numbers = _numbers(telephone, number_ends)
    words = re.compile("|".join(["@", "＠", *_spaced(vocabulary, *_LABELS, only_shortest=True)]))
    # Written out: a pattern of single signs is gone through faster than a group that is repeated.
    number = re.compile(r"\W{0,3}+".join([r"\d"] * _SHORTEST_NUMBER))
    return _Patterns(words, number, (*((each, NAME) for each in _names(person, telephone, vocabulary)), *numbers))


def _spaced(vocabulary: Vocabulary, *kinds: str, only_shortest: bool = False) -> list[str]:
    """Patterns of the words of some kinds, which may be printed with blanks between their signs (联 系 人).

    With `only_shortest` those alone that no other stands in: they tell of the others too (负责人, of 单位负责人).
    """
    words = [word for kind in kinds for word, _ in vocabulary.words(kind)]
    if only_shortest:
        words = [word for word in words if not any(other != word and other in word for other in words)]
    return [" {0,3}".join(map(re.escape, word)) for word in words]


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(words) or '(?!)'})"


def _names(person: str, telephone: str, vocabulary: Vocabulary) -> list[re.Pattern[str]]:
    """The patterns of names; group 1 is one, or several between 、."""
    label = f"(?:{person}|{telephone})"
    sign = rf"(?:(?!{label}){_HAN})"
    dotted = rf"{_HAN}{{1,8}}(?: ?[·•・‧･∙⋅] ?{_HAN}{{1,10}})+"
    spaced = rf"{sign}(?: {{1,3}}{sign}){{1,3}}(?!{_HAN})"
    chinese = rf"(?:{dotted}|{spaced}|{sign}{{2,4}})"
    name = rf"(?:{chinese}|[A-Za-z][A-Za-z.'-]+(?: [A-Za-z][A-Za-z.'-]*){{0,3}})"
    # A surname tells a name from the words of a sentence that goes on behind the label.
    surnamed = rf"(?:{dotted}|(?:{vocabulary.any_of('surname')}) ?{sign}{{1,2}})"
    number = r"\(?\+?\d(?:[ ()-]{0,2}\d){6}"
    remark = r"(?: ?\([^()]{0,12}\))?"
    return [
        # 联系人：王小明、李四, 联系人及电话：王小明 0991-1234567
        re.compile(rf"{label}{remark} ?:[ _(\"]*({name}(?: ?[、/] ?{name})*)"),
        # 负责人 王小明。 In many texts no blank is left between Chinese signs.
        re.compile(rf"{person}{remark}(?: {{0,3}}|[为是] ?)({surnamed}(?:[、/]{surnamed})*)(?!{sign})"),
        # 联系人 阿依古丽 经办人 李四
        re.compile(rf"{person}{remark} {{1,3}}({chinese})(?=[ ,;()、]{{1,3}}{label})"),
        # 联系人阿依古丽电话0991-1234567
        re.compile(rf"{person}{remark}[为是 ]{{0,3}}({chinese})(?=[ ,;(、]{{0,3}}(?:{telephone}(?:号码|号)?[ :]{{0,2}})?{number})"),
        # A cell with nothing else in it: 负责人 阿依古丽
        re.compile(rf"^ *{person}{remark} {{1,3}}({chinese}) *$"),
    ]


def _numbers(telephone: str, ends: str) -> list[tuple[re.Pattern[str], str]]:
    """The patterns of telephone numbers and others by which a person is reached or known; group 1 is one."""
    gap = "[ -]{0,3}"
    abroad = rf"(?:\(?(?:\+|00) ?86\)?{gap})"
    grouped = rf"{gap}\d{{4}}{gap}\d{{4}}|{gap}\d{{3}}{gap}\d{{5}}|\d{gap}\d{{3}}{gap}\d{{4}}|\d{gap}\d{{4}}{gap}\d{{3}}"
    mobile = rf"1[3-9]\d(?:{grouped}|\.\d{{4}}\.\d{{4}})"
    local = r"(?:\d{3,4} ?\d{4}|(?!(?:19|20)\d\d-)\d{3,4}-\d{4})"
    extension = r"(?: ?(?:转|分机|-|ext\.?) ?\d{1,6})?"
    area = rf"(?:{abroad}\(?0?[1-9]\d{{1,2}}\)?|\(?0[1-9]\d{{1,2}}\)?){gap}"
    others = rf"(?: ?[/、] ?{local}(?!\d))*"
    service = r"[48]00[ -](?:\d{3}[ -]?\d{4}|\d{4}[ -]?\d{3})"
    by_form = rf"(?:{abroad}|\(?86\)?{gap})?{mobile}|{area}{local}{extension}{others}|{service}"
    by_label = rf"\(?\+?\d(?:[ ()-]{{0,3}}(?!(?:19|20)\d\d ?年)\d){{6,14}}{extension}"
    label = rf"{telephone}(?:号码|号)?(?: ?\([^()]{{0,12}}\))?(?: ?: ?(?:{_HAN}{{2,8}} ?)?| ?)"
    born = r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    return [
        (re.compile(r"([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.ASCII), E_MAIL),
        (re.compile(rf"(?<!\d)([1-8]\d{{5}}{born}\d{{3}}[\dXx])(?!\d)"), IDENTITY),
        (re.compile(rf"{label}({by_label}(?: ?[/、,;] ?{by_label})*){ends}"), TELEPHONE),
        (re.compile(rf"(?<!\d)(?<!0\.)({by_form}){ends}"), TELEPHONE),
    ]
