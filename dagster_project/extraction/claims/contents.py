"""The table of contents: which of its lines name a table or a section of the explanations."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dagster_project.extraction.narrative.sections import kind_of_heading
from dagster_project.extraction.narrative.words import NarrativeWords
from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

_MOST_LINES = 300
_MOST_LINES_OF_AN_ENTRY = 4
_LONGEST_LINE = 120
_BULLET = re.compile(r"^[-•·*●■]+")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\d+[、.]|\([一二三四五六七八九十\d]+\)|第[一二三四五六七八九十]+部分)")
_CHINESE = re.compile("[一-鿿]")
# The dots that lead to the number of a page.
_DOTS = ".·…-—"
_DIGITS = "0123456789"


class ContentsEntry(NamedTuple):
    """A line of the contents, put together where it is wrapped; the table or section that it names, '' where none is known."""

    lines: list[TextLine]
    table_code: str = ""
    section_code: str = ""

    @property
    def text(self) -> str:
        """The key of the line without its mark and the number of its page."""
        return _without_page("".join(map(_without_mark, self.lines)))


def contents_of(document: SourceDocument, vocabulary: Vocabulary, words: NarrativeWords) -> list[ContentsEntry]:
    """The lines of the contents. None where it cannot be told where they end: there the first part begins again."""
    entries: list[ContentsEntry] = []
    for line in _contents_lines(document, vocabulary, words):
        text = _without_mark(line)
        if entries and _may_go_on(entries[-1]) and not _NUMBERED.match(text):
            entries[-1] = _entry([*entries[-1].lines, line], vocabulary, words)
        else:
            entries.append(_entry([line], vocabulary, words))
    return entries


def _may_go_on(entry: ContentsEntry) -> bool:
    return not (entry.table_code or entry.section_code) and len(entry.lines) < _MOST_LINES_OF_AN_ENTRY


def _entry(lines: list[TextLine], vocabulary: Vocabulary, words: NarrativeWords) -> ContentsEntry:
    text = ContentsEntry(lines).text
    table_code = vocabulary.title_code(text) or ""
    return ContentsEntry(lines, table_code, "" if table_code else _section_code(text, words))


def printed_behind(contents: Sequence[ContentsEntry], document: SourceDocument) -> set[str]:
    """The keys of the lines behind the contents, each without its mark: a heading that the contents list may be among them."""
    last_line = max((line.line_no for entry in contents for line in entry.lines), default=0)
    return {_without_mark(line) for line in _lines(document) if line.line_no > last_line}


def _section_code(text: str, words: NarrativeWords) -> str:
    kind = kind_of_heading(text, words)
    return kind.section_code if kind else ""


def _without_mark(line: TextLine) -> str:
    return _BULLET.sub("", key(line.text[:_LONGEST_LINE]))


def _without_page(text: str) -> str:
    return text.rstrip(_DIGITS).rstrip(_DOTS)


def _contents_lines(document: SourceDocument, vocabulary: Vocabulary, words: NarrativeWords) -> list[TextLine]:
    """The lines behind the heading of the contents, up to the part (第一部分) that is named again, in whatever words."""
    found: list[TextLine] = []
    parts: set[str] = set()
    is_begun = False
    for number, line in enumerate(_lines(document)):
        if number > _MOST_LINES:
            break
        text = key(line.text[:_LONGEST_LINE])
        if not _CHINESE.search(text):
            continue
        if not is_begun:
            is_begun = text in vocabulary.contents_headings
            continue
        part = words.document_part.match(text)
        if part:
            if part.group() in parts:
                return found
            parts.add(part.group())
        found.append(line)
    return []


def _lines(document: SourceDocument) -> Iterator[TextLine]:
    """Text lines, and rows: a tab may lead to the number of a page."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (TextLine("".join(row.cells), row.line_no, row.page_no) for row in block.rows)
        else:
            yield block
