"""Which unit belongs to which, where a document says so before its tables.

A document names the organ that its unit works for (完成某某局交办的其他工作), the department that
it belongs to (隶属于某某局), or the units below it (下属预算单位包括：…). Phrases are data; a name
is taken only where it ends like that of an organ, so that no party committee or vague word is.
"""

import re
from collections.abc import Iterable, Iterator

from dagster_project.extraction.privacy import without_people
from dagster_project.extraction.readers import SourceDocument, TextLine
from dagster_project.extraction.records import UnitRelationRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key, without_numbering

_LONGEST_TEXT = 300
_SEPARATOR = re.compile("[、,;。]")


def unit_relations(
    document: SourceDocument, unit_name: str, content_sha256: str, vocabulary: Vocabulary
) -> list[UnitRelationRecord]:
    """The relations that a document states of its own unit, each once."""
    found: dict[tuple[str, str], UnitRelationRecord] = {}
    for line in _lines_before_the_tables(document):
        text = key(line.text)
        if not vocabulary.words_of_relations.search(text):
            continue
        for parent, child in _named(text, unit_name, vocabulary):
            shown = without_people(clean(line.text), vocabulary)[:_LONGEST_TEXT]
            record = UnitRelationRecord(content_sha256, line.page_no, line.line_no, parent, child, shown)
            found.setdefault((parent, child), record)
    return list(found.values())


def _lines_before_the_tables(document: SourceDocument) -> Iterator[TextLine]:
    for block in document.blocks:
        if not isinstance(block, TextLine):
            return
        yield block


def _named(text: str, unit_name: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for name in _names(text, vocabulary.parent_phrases, vocabulary):
        if name != key(unit_name):
            yield _shown(name), unit_name
    for names in _matches(text, vocabulary.child_phrases):
        for name in map(without_numbering, _SEPARATOR.split(names)):
            if vocabulary.organ_name.fullmatch(name) and name != key(unit_name):
                yield unit_name, _shown(name)


def _names(text: str, phrases: Iterable[re.Pattern[str]], vocabulary: Vocabulary) -> Iterator[str]:
    return (name for name in _matches(text, phrases) if vocabulary.organ_name.fullmatch(name))


def _matches(text: str, phrases: Iterable[re.Pattern[str]]) -> Iterator[str]:
    return (match.group(1) for phrase in phrases if (match := phrase.search(text)))


def _shown(name_key: str) -> str:
    """A name in the brackets of full width that Chinese names are written with."""
    return name_key.replace("(", "（").replace(")", "）")
