"""What the label cells of a row say: a subject code and its name, a project, an item, a total.

Which of the row's figures that makes a total, a subtotal or a leaf is the business of `tables`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

CODE_LENGTHS = (3, 5, 7)

_CODE_PARTS = (1, 2, 3, 5, 7)
_FIGURE_AT_END = re.compile(r"\d[\d,]*\.\d+\)?$|\d[\d,]*,\d{3}$", re.ASCII)
_CODE_AND_NAME = re.compile(r"(\d+(?:\s+\d+)*)?\s*(.*)", re.DOTALL)


class Label(NamedTuple):
    """The label of a row; `problem` says why it is not understood, and is empty where it is."""

    text: str
    subject_code: str = ""
    subject_name: str = ""
    project_name: str = ""
    item_code: str = ""
    is_subtotal: bool = False
    problem: str = ""


class LabelReader:
    """Reads the labels of one table, row by row in reading order.

    The same item label may name several items (政府性基金预算拨款 of this year, and of the
    carry-over): the one is meant whose parent was named last, so the reader remembers its path.
    """

    def __init__(self, table_code: str, unit_key: str, vocabulary: Vocabulary) -> None:
        self._table_code = table_code
        self._unit_key = unit_key
        self._vocabulary = vocabulary
        self._item_path: list[str] = []

    def read(self, cells: Sequence[tuple[str, str]]) -> Label:
        """The label made of a row's label cells, each with the role of its column: subject, item or project."""
        roles = {role for role, _ in cells}
        text = clean(" ".join(text for _, text in cells if text))
        if any(key(text) in self._vocabulary.total_rows for _, text in cells):
            return Label(text)
        if key(text) in self._vocabulary.subtotal_rows:
            return Label(text, is_subtotal=True)
        if "item" in roles:
            return self._item_label(text)
        project_name = clean(" ".join(text for role, text in cells if role == "project"))
        if "subject" in roles:
            return self._subject_label(text, [text for role, text in cells if role == "subject"], project_name)
        return Label(text, project_name=project_name, problem="" if project_name else "the row has no label")

    def _item_label(self, text: str) -> Label:
        item_code = self._find_item(self._vocabulary.item_label(key(text)))
        problem = "" if item_code else "the label names no item of seeds/line_items.csv under the items printed before it"
        return Label(text, item_code=item_code, problem=problem)

    def _find_item(self, label_key: str) -> str:
        candidates = self._vocabulary.line_items.get((self._table_code, label_key), [])
        for depth in range(len(self._item_path), -1, -1):
            parent = self._item_path[depth - 1] if depth else ""
            for item in candidates:
                if item.parent == parent:
                    self._item_path = [*self._item_path[:depth], item.item_code]
                    return item.item_code
        if len(candidates) == 1:
            # Its parent is not printed, but no other item has this name.
            self._item_path = [candidates[0].item_code]
            return candidates[0].item_code
        return ""

    def _subject_label(self, text: str, subject_texts: Sequence[str], project_name: str) -> Label:
        code, name = code_and_name(subject_texts)
        problem = ""
        if " " in code or name.startswith("."):
            problem = f"{text} is no subject code: its parts have three digits, then two and two, or are numbers cut short"
        elif code and len(code) not in CODE_LENGTHS:
            problem = f"{code} is no subject code: it has {len(code)} digits, not 3, 5 or 7"
        elif not code and key(name) != self._unit_key:
            problem = "the row has no subject code, and its label is neither a total nor the unit's name"
        return Label(project_name or name or text, code, name, project_name, problem=problem)


def is_code(text: str) -> bool:
    """Whether a text may be a subject code by its length."""
    return text.isdigit() and len(text) in CODE_LENGTHS


def figure_in_label(cells: Iterable[tuple[str, str]], figures: Sequence[str], is_unknown: bool, vocabulary: Vocabulary) -> str:
    """Why the label cells of a row, each with the role of its column, hold a figure; empty where they hold none.

    The name of a project may end with a number (2025年第二批12.08), if the row has `figures` besides, and it is none of them.
    A number that is no subject code tells that a row has slipped where its label is not known (`is_unknown`).
    """
    for role, text in filter(lambda cell: cell[1], cells):
        word = key(text)
        is_number = word.isdigit() and (role != "subject" or (is_unknown and not figures and len(word) not in _CODE_PARTS))
        at_end = _FIGURE_AT_END.search(word)
        may_be_name = role == "project" and figures and at_end and at_end.group() not in figures and "," not in at_end.group()
        is_behind_words = bool(at_end) and not may_be_name
        if vocabulary.figure.fullmatch(word) or is_number or is_behind_words:
            return f"“{text}” stands where a label should: the row may have slipped"
    return ""


def code_and_name(texts: Iterable[str]) -> tuple[str, str]:
    """A subject code and its name from the label cells of a row, however they are cut.

    Codes come as 201 | 41 | 01, as 201 | 20141 | 2014101, or before the name in one cell. A part
    of one digit (201 | 1) may be one that lost a zero, or another thing: it is kept apart by a space.
    """
    code = ""
    names: list[str] = []
    for text in filter(None, texts):
        match = _CODE_AND_NAME.fullmatch(key(text) if key(text).isdigit() else clean(text))
        digits, name = (match.group(1) or "", match.group(2)) if match and not names else ("", clean(text))
        for part in map(key, digits.split()):
            if len(part) > 2 and part.startswith(code):
                code = part
            else:
                code += f" {part}" if len(part) == 1 else part
        if name:
            names.append(name)
    return code, clean(" ".join(names))
