"""What the label cells of a row say: a subject code and its name, a project, an item, a total.

Which of the row's figures that makes a total, a subtotal or a leaf is the business of `rows`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, fold, key, without_numbering

CODE_LENGTHS = (3, 5, 7)

_CODE_PARTS = (1, 2, 3, 5, 7)
_FIGURE_AT_END = re.compile(r"\d[\d,]*\.\d+\)?$|\d[\d,]*,\d{3}$", re.ASCII)
_CODE_AND_NAME = re.compile(r"(\d+(?:\s+\d+)*)?\s*(.*)", re.DOTALL)


class Label(NamedTuple):
    """The label of a row; `problem` says why it is not understood, and is empty where it is.

    `total_of` is the column whose total a row prints in a list beside others (人员经费合计).
    """

    text: str
    subject_code: str = ""
    subject_name: str = ""
    project_name: str = ""
    item_code: str = ""
    is_subtotal: bool = False
    problem: str = ""
    total_of: str = ""


class LabelReader:
    """Reads the labels of one table, row by row in reading order.

    The same item label may name several items (政府性基金预算拨款 of this year, and of the
    carry-over): the one is meant whose parent, or whose sibling, was named last on its side, so
    the reader remembers the path to it there.
    """

    def __init__(self, table_code: str, unit_key: str, vocabulary: Vocabulary) -> None:
        self._table_code = table_code
        self._unit_key = unit_key
        self._vocabulary = vocabulary
        self._classification = vocabulary.kinds[table_code].classification if table_code else ""
        self._item_paths: dict[str, list[str]] = {}

    def read(self, cells: Sequence[tuple[str, str]], side: str = "", is_beside_others: bool = False) -> Label:
        """The label made of a row's label cells, each with the role of its column: subject, item or project.

        `side` is that of the list; a list that `is_beside_others` of its kind may be totalled as one of their columns.
        """
        texts = [text for _, text in cells if text]
        text = clean(" ".join(texts))
        if not self._vocabulary.total_rows.isdisjoint(map(key, texts)):
            return Label(text)
        total_of = self._vocabulary.column_of_total(self._table_code, key(text)) if is_beside_others else ""
        if total_of:
            return Label(text, total_of=total_of)
        if key(text) in self._vocabulary.subtotal_rows:
            return Label(text, is_subtotal=True)
        roles = [role for role, _ in cells]
        if "item" in roles:
            return self._item_label(text, side)
        project_name = clean(" ".join(text for role, text in cells if role == "project")) if "project" in roles else ""
        if "subject" in roles:
            return self._subject_label(text, [text for role, text in cells if role == "subject"], project_name, side)
        return Label(text, project_name=project_name, problem="" if project_name else "the row has no label")

    def _item_label(self, text: str, side: str) -> Label:
        item_code = self._find_item(self._vocabulary.item_label(key(text)), side)
        problem = "" if item_code else "the label names no item of seeds/line_items.csv under the items printed before it"
        return Label(text, item_code=item_code, problem=problem)

    def _find_item(self, label_key: str, side: str) -> str:
        """The item that a label names on a side, empty where it names none or it cannot be told which."""
        named = self._vocabulary.line_items.get((self._table_code, label_key), [])
        above = {
            item.item_code: self._vocabulary.item_ancestors[self._table_code, item.item_code] for item in named if item.side == side
        }
        found = self._item_under_path(above, self._item_paths.get(side, []))
        if found:
            self._item_paths[side] = [*reversed(above[found]), found]
        return found

    @staticmethod
    def _item_under_path(above: Mapping[str, Sequence[str]], path: Sequence[str]) -> str:
        """The one of some items, each with those it is a part of, that belongs nearest to the end of a path."""
        for parent in reversed(path):
            below = [code for code in above if parent in above[code]]
            if below:
                return min(below, key=lambda code: above[code].index(parent))
        top = next((code for code in above if not above[code]), "")
        # At the head of a list the first is meant, in reading order; later the only one, whose parent is not printed.
        return top or (next(iter(above), "") if not path or len(above) == 1 else "")

    def _subject_label(self, text: str, subject_texts: Sequence[str], project_name: str, side: str) -> Label:
        code, name = code_and_name(subject_texts)
        if not code and not project_name:
            item_code = self._find_item(self._vocabulary.item_label(key(name)), side)
            if item_code:
                return Label(text, item_code=item_code)
            class_code = self._numbered_class(name)
            if class_code:
                return Label(text, class_code, name[len(name) - len(without_numbering(fold(name))) :])
        code = self._with_lost_zeros(code, name)
        problem = ""
        if " " in code or name.startswith("."):
            problem = f"{text} is no subject code: its parts have three digits, then two and two, or are numbers cut short"
        elif code and len(code) not in CODE_LENGTHS:
            problem = f"{code} is no subject code: it has {len(code)} digits, not 3, 5 or 7"
        elif not code and key(name) != self._unit_key:
            problem = "the row has no subject code, and its label is neither a total nor the unit's name"
        return Label(project_name or name or text, code, name, project_name, problem=problem)

    def _numbered_class(self, name: str) -> str:
        """The code of the class that a name with a number before it names (四、公共安全支出); else empty."""
        word = key(name)
        bare = without_numbering(word)
        return self._vocabulary.class_codes.get((self._classification, bare), "") if bare != word else ""

    def _with_lost_zeros(self, code: str, name: str) -> str:
        """A code of which parts have one digit (301 2), with zeros before them where its name proves it to be so."""
        whole = "".join(part if len(part) > 1 else f"0{part}" for part in code.split())
        return whole if self._vocabulary.subject_names.get((self._classification, whole)) == key(name) else code


def is_code(text: str) -> bool:
    """Whether a text may be a subject code by its length."""
    return text.isdigit() and len(text) in CODE_LENGTHS


def figure_in_label(cells: Iterable[tuple[str, str]], figures: Sequence[str], is_unknown: bool, vocabulary: Vocabulary) -> str:
    """Why the label cells of a row, each with the role of its column, hold a figure; empty where they hold none.

    The name of a project may end with a number (2025年第二批12.08), if the row has `figures` besides, and it is none of them.
    A number that is no subject code tells that a row has slipped where its label is not known (`is_unknown`).
    """
    for role, text in cells:
        if not text:
            continue
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
