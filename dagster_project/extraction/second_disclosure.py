"""Where one disclosure ends and another begins in the same file: its figures are not those of the first.

A second disclosure has a title page of another unit or another year, or a table of contents behind the tables of
the first; or from a line on only another unit is named, over tables and in headings.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dagster_project.extraction.budget_tables.recognition import RecognisedTable, is_furniture_line
from dagster_project.extraction.identity import Identity, organ_of_heading, whole_title
from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
from dagster_project.extraction.units_and_years import is_same_unit
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key, without_numbering

ANOTHER_DISCLOSURE = "another_disclosure"
SPLIT_THE_FILE = "it stands in a second disclosure within the same file: split the file"

_LONGEST_TITLE = 80
_GRIDS_OF_CONTENTS = 1
# The signs that are a colon in a key: most rows have none.
_COLON = re.compile("[:：﹕︓⩴]")
_PART = re.compile("第[一二三四五六七八九十]{1,3}部分")
# What a heading names an organ behind: most lines are without it.
_ABOUT = "关于"


def own_part(document: SourceDocument, identity: Identity, vocabulary: Vocabulary) -> SourceDocument:
    """The document without a second disclosure that stands in the same file."""
    begins = (_first_block_of_another(document, identity, vocabulary), _first_block_naming_others(document, identity, vocabulary))
    end = min((at for at in begins if at is not None), default=None)
    return document if end is None else replace(document, blocks=document.blocks[:end])


def refuse_tables_of_another(tables: Iterable[RecognisedTable], own: SourceDocument) -> None:
    """Refuses the tables that stand behind the part of the document that is its own."""
    last_line = max((_last_line(block) for block in own.blocks), default=0)
    for table in tables:
        if table.first_line_no > last_line:
            table.refuse(ANOTHER_DISCLOSURE, SPLIT_THE_FILE)


def _last_line(block: TextLine | Grid) -> int:
    return block.rows[-1].line_no if isinstance(block, Grid) else block.line_no


def _first_block_of_another(document: SourceDocument, identity: Identity, vocabulary: Vocabulary) -> int | None:
    """The place, among the blocks, where a second disclosure begins; None where the document is one."""
    has_contents, n_grids = False, 0
    lines = [
        key(each.text) if isinstance(each, TextLine) and len(each.text) <= _LONGEST_TITLE else None for each in document.blocks
    ]
    for at, (line, following) in enumerate(pairwise([*lines, None])):
        if line is None:
            n_grids += has_contents and isinstance(document.blocks[at], Grid)
            continue
        is_contents = line in vocabulary.contents_headings
        # The contents may run over two pages, and may themselves be a table; a title may run over two lines.
        texts = (line,) if following is None else (line, line + following)
        if (is_contents and n_grids > _GRIDS_OF_CONTENTS) or _is_title_of_another(texts, identity, vocabulary):
            return at
        has_contents = has_contents or is_contents
    return None


def _first_block_naming_others(document: SourceDocument, identity: Identity, vocabulary: Vocabulary) -> int | None:
    """The place of the first block that names another unit, where no block behind it names the document's own again."""
    unit_key = key(identity.unit_name)
    first: int | None = None
    for at, block in enumerate(document.blocks):
        for name in _names_in(block, vocabulary):
            if is_same_unit(name, unit_key):
                first = None
            elif first is None:
                first = at
    return None if first is None else _with_its_titles(document.blocks, first, vocabulary)


def _with_its_titles(blocks: Sequence[TextLine | Grid], at: int, vocabulary: Vocabulary) -> int:
    """The place of a block, or of the titles and the heading of a part (第二部分 …) that stand right before it."""
    while at and isinstance(before := blocks[at - 1], TextLine):
        if not (_PART.match(key(before.text)) or is_furniture_line(before.text, vocabulary)):
            break
        at -= 1
    return at


def _names_in(block: TextLine | Grid, vocabulary: Vocabulary) -> Iterator[str]:
    """The units that a block names behind 编制单位 or, in a heading, behind 关于."""
    if isinstance(block, Grid):
        rows = [row.cells for row in block.rows if _COLON.search("".join(row.cells))]
        texts = [cell for cells in rows for cell in cells if len(cell) <= _LONGEST_TITLE and ":" in key(cell)]
    else:
        texts = [block.text] if len(block.text) <= _LONGEST_TITLE else []
    for text in texts:
        name = vocabulary.unit_in(text)
        if not name and _ABOUT in (word := key(text)):
            name = organ_of_heading(without_numbering(word), vocabulary)
        if name:
            yield name


def _is_title_of_another(texts: Iterable[str], identity: Identity, vocabulary: Vocabulary) -> bool:
    """Whether the first of some texts, in keys, that is the title of a disclosure is that of another unit or another year."""
    title, endings = whole_title(vocabulary), _title_endings(vocabulary)
    for text in texts:
        match = title.fullmatch(text) if text.endswith(endings) else None
        if match:
            years = {year for name in ("before", "behind") if (year := match.group(name))}
            is_own = is_same_unit(key(match.group("unit")), key(identity.unit_name))
            return not is_own or years - {str(identity.fiscal_year)} != set()
    return False


@cache
def _title_endings(vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a title of a disclosure ends in: most lines do not."""
    return tuple(word for kind in ("document_kind", "title_ending") for word, _ in vocabulary.words(kind))
