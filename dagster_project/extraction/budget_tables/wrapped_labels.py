"""The unit and the unit of measure over a table, where each is broken over two lines beside the other.

Two texts side by side, each too long for its place, give lines that hold the end of one beside the whole of the other:
部门名称：某省高级人民法 | 院 单位：万元. They are put together only where nothing but the whole is a name or a measure.
"""

import re
from dataclasses import replace

from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key, spaced_key

# The end of a name at the beginning of a line, and what stands behind it.
_END_OF_NAME = re.compile(r"\s*([一-鿿()（）]{1,10})\s+(\S.*)", re.DOTALL)
# The end of a unit of measure, alone or behind a blank.
_END_OF_MEASURE = re.compile(r"(?:(.*\S)\s+)?([一-鿿]{1,2})\s*", re.DOTALL)
_LONGEST_LABEL = 60


def with_wrapped_labels_whole(document: SourceDocument, vocabulary: Vocabulary) -> SourceDocument:
    """The document with names of units and units of measure whole that stand over its tables in two lines."""
    blocks: list[TextLine | Grid] = list(document.blocks)
    is_changed = False
    for at, following in enumerate(document.blocks[1:]):
        line = blocks[at]
        if isinstance(line, TextLine) and isinstance(following, TextLine) and _may_be_label(line.text):
            whole = _with_measure_whole(line, following, vocabulary) or _with_name_whole(line, following, vocabulary)
            if whole:
                blocks[at : at + 2] = whole
                is_changed = True
    return replace(document, blocks=tuple(blocks)) if is_changed else document


def _may_be_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and (":" in text or "：" in text)


def _with_measure_whole(line: TextLine, following: TextLine, vocabulary: Vocabulary) -> tuple[TextLine, TextLine] | None:
    """单位：万 | 部门名称：某某法院 元."""
    begun = vocabulary.cut_measure.search(spaced_key(line.text))
    end = _END_OF_MEASURE.fullmatch(following.text) if begun else None
    if not begun or not end or key(begun.group(1) + end.group(2)) not in vocabulary.measures:
        return None
    return line._replace(text=line.text.rstrip() + end.group(2)), following.before(end.start(2))


def _with_name_whole(line: TextLine, following: TextLine, vocabulary: Vocabulary) -> tuple[TextLine, TextLine] | None:
    """部门名称：某省高级人民法 | 院 单位：万元."""
    name = vocabulary.unit_in(line.text)
    end = _END_OF_NAME.fullmatch(following.text) if name else None
    if not end or not vocabulary.measures_in(end.group(2)) or not key(line.text).endswith(name):
        return None
    is_whole_together = vocabulary.organ_name.fullmatch(name + key(end.group(1)))
    if not is_whole_together or vocabulary.organ_name.fullmatch(name):
        return None
    return line._replace(text=line.text.rstrip() + end.group(1)), following.behind(end.start(2))
