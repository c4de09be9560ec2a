"""The words of performance tables, and what kind of thing a cell holds. Built once from the vocabulary."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

LEVELS = ("level_1", "level_2")
# What a label of a person labels: its value is withheld.
PERSON = "person"

# No label is longer: what is longer is text, and is not searched for a label.
_LONGEST_LABEL = 40
_LONGEST_EVIDENCE = 80
# As many digits as the records can hold.
_NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,6})?")
_BETWEEN_WORDS = ",、;/"


class CellKind(StrEnum):
    """What a cell holds, told by its words alone; what it means is told by its column too."""

    EMPTY = "empty"
    TEXT = "text"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_EITHER = "level_either"
    LEVEL_BEGINNING = "level_beginning"
    LEVEL_END = "level_end"
    TARGET = "target"
    OPERATOR = "operator"
    BASIS = "basis"
    NIL = "nil"
    NUMBER = "number"
    SCORE = "score"
    RULE = "rule"
    EVIDENCE = "evidence"
    RULE_AND_EVIDENCE = "rule_and_evidence"


LEVEL_KINDS = frozenset({CellKind.LEVEL_1, CellKind.LEVEL_2, CellKind.LEVEL_EITHER})
LEVEL_PARTS = frozenset({CellKind.LEVEL_BEGINNING, CellKind.LEVEL_END})


@dataclass(frozen=True, slots=True, eq=False)
class PerformanceWords:
    """The words of performance tables by their keys.

    `exact` gives the kind of a cell that is one known word; `operators` are (as printed, as stored), the longest first, and
    `qualitative` what stands in their column where a target has none.
    """

    vocabulary: Vocabulary
    levels: dict[str, frozenset[str]]
    exact: dict[str, CellKind]
    operators: list[tuple[str, str]]
    operator_starts: tuple[str, ...]
    qualitative: frozenset[str]
    rule_endings: tuple[str, ...]
    evidence: tuple[str, ...]
    weight_units: frozenset[str]
    date_words: tuple[str, ...]
    countable_units: frozenset[str]

    def split_rule(self, text: str) -> tuple[str, str]:
        """(scoring rule, evidence) of a text that holds one behind the other: the rule goes to the last of its endings."""
        ends = (text.rfind(ending) + len(ending) for ending in self.rule_endings if ending in text)
        end = max(ends, default=0)
        return text[:end].strip(), text[end:].strip(_BETWEEN_WORDS + " ")

    def number_of(self, text: str) -> str:
        """The number that a text of the kind number or score begins with."""
        found = _NUMBER.match(key(text))
        assert found is not None
        return found.group()

    def level_word(self, text: str) -> str | None:
        """The known word of a level that a text is, or the only one that it begins; None where there is not just one."""
        word = key(text)
        if word in self.levels:
            return word
        begun = [level for level in self.levels if level.startswith(word)]
        return begun[0] if len(begun) == 1 else None


@dataclass(frozen=True, slots=True)
class KnownLabel:
    """A label of the head: the code of what it labels, and the unit of measure in brackets at its end, or empty."""

    field_code: str
    measure: str


@lru_cache(maxsize=16384)
def kind_of(text: str, words: PerformanceWords) -> CellKind:
    """What kind of thing a cell holds."""
    word = key(text)
    if not word:
        return CellKind.EMPTY
    known = words.exact.get(word)
    if known:
        return known
    if word.startswith(words.operator_starts):
        return CellKind.TARGET
    number = _NUMBER.match(word)
    if number and (number.end() == len(word) or word[number.end() :] in words.weight_units):
        return CellKind.NUMBER if number.end() == len(word) else CellKind.SCORE
    if word.endswith(words.rule_endings):
        return CellKind.RULE
    return _kind_of_evidence(word, words)


def label_of(text: str, words: PerformanceWords, part: str = "head") -> KnownLabel | None:
    """The label of the head that a cell holds, or the one over a column of a list of projects (`list`); None for no label."""
    return _known_label(text, words, part) if len(text) <= _LONGEST_LABEL else None


@lru_cache(maxsize=4096)
def _known_label(text: str, words: PerformanceWords, part: str) -> KnownLabel | None:
    word = key(text).rstrip(":")
    found = words.vocabulary.measure_suffix.search(word)
    word = word[: found.start()].rstrip(":") if found else word
    code = PERSON if words.vocabulary.person_label.search(word) else words.vocabulary.performance_field(part, word)
    return KnownLabel(code, found.group(1) if found else "") if code else None


def _kind_of_evidence(word: str, words: PerformanceWords) -> CellKind:
    if not word.endswith(words.evidence) or len(word) > _LONGEST_EVIDENCE:
        return CellKind.TEXT
    if _is_evidence(word, words):
        return CellKind.EVIDENCE
    rule, evidence = words.split_rule(word)
    return CellKind.RULE_AND_EVIDENCE if rule and _is_evidence(evidence, words) else CellKind.TEXT


def _is_evidence(word: str, words: PerformanceWords) -> bool:
    """Whether a key is made of words of evidence alone, with or without signs between them."""
    while word:
        first = next((each for each in words.evidence if word.startswith(each)), "")
        if not first:
            return False
        word = word[len(first) :].lstrip(_BETWEEN_WORDS)
    return True


@lru_cache(maxsize=4)
def performance_words(vocabulary: Vocabulary) -> PerformanceWords:
    """The words of performance tables of a vocabulary."""
    levels = _levels(vocabulary)
    basis = _words(vocabulary, "basis")
    evidence = _words(vocabulary, "evidence")
    operators = list(_words(vocabulary, "operator").items())
    qualitative = frozenset(_words(vocabulary, "qualitative"))
    return PerformanceWords(
        vocabulary=vocabulary,
        levels=levels,
        exact=_exact(levels, list(basis), list(evidence), vocabulary.nil_marks)
        | dict.fromkeys((*(word for word, _ in operators), *qualitative), CellKind.OPERATOR),
        operators=operators,
        operator_starts=tuple(word for word, _ in operators),
        qualitative=qualitative,
        rule_endings=tuple(_words(vocabulary, "scoring_rule")),
        evidence=tuple(evidence),
        weight_units=frozenset(_words(vocabulary, "weight_unit")),
        date_words=tuple(_words(vocabulary, "date_word")),
        countable_units=frozenset({"", *vocabulary.measures, *(word for word, _ in vocabulary.words("quantity_unit"))}),
    )


def _words(vocabulary: Vocabulary, kind: str) -> dict[str, str]:
    """Key of a word of a kind → its meaning, the longest words first."""
    found = {key(row["word"]): row["meaning"] for row in vocabulary.rows("performance_words.csv") if row["word_kind"] == kind}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _levels(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Key of a word of a level → the levels that it may be of: 满意度指标 is of both."""
    by_level = {level: set(_words(vocabulary, level)) for level in LEVELS}
    return {
        word: frozenset(level for level in LEVELS if word in by_level[level]) for word in sorted(set().union(*by_level.values()))
    }


def _exact(
    levels: dict[str, frozenset[str]], basis: list[str], evidence: list[str], nil_marks: frozenset[str]
) -> dict[str, CellKind]:
    """The kinds of known words and of their halves, whole words before halves."""
    found: dict[str, CellKind] = {}
    for word in levels:
        found.update({word[cut:]: CellKind.LEVEL_END for cut in range(1, len(word))})
    for word in levels:
        found.update({word[:cut]: CellKind.LEVEL_BEGINNING for cut in range(1, len(word))})
    found.update(dict.fromkeys(nil_marks, CellKind.NIL))
    found.update(dict.fromkeys(basis, CellKind.BASIS))
    found.update(dict.fromkeys(evidence, CellKind.EVIDENCE))
    for word, of in levels.items():
        found[word] = CellKind.LEVEL_EITHER if len(of) == len(LEVELS) else CellKind(next(iter(of)))
    return found
