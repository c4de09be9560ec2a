"""What the label cells of a row say: a subject code and its name, a project, an item, a total.

Which of the row's figures that makes a total, a subtotal or a leaf is the business of `rows`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from dagster_project.extraction.budget_tables.codes import (
    CutCode,
    code_and_name,
    cut_code,
    is_code,
    prints_code,
    subjects_side_by_side,
)
from dagster_project.extraction.budget_tables.details import DETAIL_ROLES, UNIT, DetailReader, Details
from dagster_project.extraction.budget_tables.subject_names import CODE_LENGTHS, SubjectNames, subject_names
from dagster_project.extraction.budget_tables.times import measure_beside
from dagster_project.extraction.units_and_years import is_same_unit, other_year
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, fold, key, without_numbering

_CODE_PARTS = (1, 2, 3, 5, 7)
# Label columns in which a whole number is no figure that slipped.
_ROLES_WITH_NUMBERS = frozenset({"subject", "other_subject", "unit", "year", "quantity", "detail_economic"})
# Label columns that say something of a row beside what it is of: its unit, its year, its subject in another classification.
_ROLES_BESIDE = frozenset({"other_subject", "unit", "year", "note", "quantity"})
_FIGURE_AT_END = re.compile(r"\d[\d,]*\.\d+\)?$|\d[\d,]*,\d{3}$", re.ASCII)
# 甲县审计局(汇总), 甲县信息中心(甲县数据中心): a remark, or another name, behind the name of a unit.
_REMARK = re.compile(r"\([^()]*\)$")
_CUT_CODE = "its code is printed in part, and its name does not prove what is left out"
_NO_CODE = "the row has no subject code, and its label is neither a total nor the unit's name"
_OTHER_CLASSIFICATIONS = {"economic": "economic", "government": "government_economic"}
_NO_PROJECT_ABOVE = "it names no project, and none is printed above it that it could be a part of"
_SUBJECT_ROLES = ("subject", "other_subject")
_SEVERAL_SUBJECTS = "several subjects stand in the row: which of them its figures are of cannot be told"


class OtherSubjects(NamedTuple):
    """What a row is of in the classifications that its table does not go by: 50101 工资奖金津补贴 beside 30101 基本工资."""

    economic_code: str = ""
    economic_name: str = ""
    government_code: str = ""
    government_name: str = ""

    @property
    def codes(self) -> tuple[str, str]:
        """Both codes, blank where none is printed."""
        return self.economic_code, self.government_code


class Label(NamedTuple):
    """The label of a row; `problem` says why it is not understood, and is empty where it is.

    `total_of` is the column whose total a row prints in a list beside others (人员经费合计). `is_unit` says that a row is of
    the document's own unit by its name, `is_other_unit` that it is all of another, of which it names nothing else. `entry` is an
    entry of a directory, in a table that lists such. In a table of details, `levels` are the label cells of the row as printed,
    and `details` what they name together with the rows above. `measure_code` is what the figures of a row of another time, or of
    changes, measure beside those that are added up. `may_be_unit` says that a name may be that of a unit or of a
    project; `may_be_subject` that it is that of a subject, and may be that of a project. A name that `is_among_subjects` stands
    where subjects do: it is that of a project only if the figures tell it. `is_told_subject` says that they did. A project that
    `lacks_code` prints no subject code, though others of its list do.
    """

    text: str
    subject_code: str = ""
    subject_name: str = ""
    project_name: str = ""
    item_code: str = ""
    is_subtotal: bool = False
    problem: str = ""
    total_of: str = ""
    is_unit: bool = False
    is_other_unit: bool = False
    entry: str = ""
    levels: tuple[str, ...] = ()
    details: Details = Details()
    measure_code: str = ""
    others: OtherSubjects = OtherSubjects()
    may_be_unit: bool = False
    may_be_subject: bool = False
    is_among_subjects: bool = False
    is_told_subject: bool = False
    lacks_code: bool = False

    @property
    def names_total(self) -> bool:
        """Whether words say that it is a total, of a column or of all."""
        return bool(self.total_of or self.text) and self == Label(self.text, total_of=self.total_of)

    @property
    def is_total(self) -> bool:
        """Whether it is words that name nothing, as those of a total row are; or none."""
        return self == Label(self.text)


class LabelledList:
    """What all labels of a list tell of each: whether it prints codes, and which of its names it numbers (一、教育支出).

    `side` is that of its items; a list that `is_beside_others` of its kind may be totalled as one of their columns; one that
    `lists_projects_apart` has a column for the names of projects alone. `texts` gives the cells of its subjects, and is asked
    only where a name has no code, or may be that of a project.
    """

    def __init__(
        self, side: str, is_beside_others: bool, texts: Callable[[], Iterable[str]], *, lists_projects_apart: bool = False
    ) -> None:
        self.side = side
        self.is_beside_others = is_beside_others
        self.lists_projects_apart = lists_projects_apart
        self._texts = texts

    @cached_property
    def prints_codes(self) -> bool:
        """Whether a row of it prints a code: then a row without one has lost it."""
        return any(map(prints_code, self._texts()))

    @cached_property
    def names_subjects_apart(self) -> bool:
        """Whether the columns of its subjects hold names, and not codes alone."""
        return any(not key(text).isdigit() for text in self._texts())

    @cached_property
    def numbered_names(self) -> frozenset[str]:
        """The keys of its names with a number before them, less that."""
        words = map(key, self._texts())
        return frozenset(bare for word in words if (bare := without_numbering(word)) != word)


class _Subjects:
    """The subjects of a list down to the row that is read: the code printed last, and all that names alone told."""

    def __init__(self) -> None:
        self.last = ""
        self.told: set[str] = set()


class _ProjectsRead:
    """The project that a row is of where its name is printed once, over rows that split it by subject or economic item.

    What stands right of the name splits it: there a blank name, and a blank subject below it, are those printed above.
    """

    def __init__(self) -> None:
        self._name = ""
        self._subjects: list[str] = []

    def forget(self) -> None:
        """Lets the next row begin anew, as it does below a total, a unit, or a row that was refused."""
        self._name, self._subjects = "", []

    def whole(self, cells: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]] | None:
        """The label cells of a row with what is blank there as above; None where no project is that it could be of."""
        at = next(place for place, (role, _) in enumerate(cells) if role == "project")
        names = [text for role, text in cells if role == "project" and text]
        if not names and not any(text for role, text in cells[at:] if role in _SUBJECT_ROLES):
            self.forget()
            return cells
        if not names and not self._name:
            return None
        subjects = [text for role, text in cells if role == "subject"]
        is_of_same = not names or names == [self._name]
        if is_of_same and not any(subjects):
            subjects = self._subjects
        self._name, self._subjects = names[0] if names else self._name, subjects
        filled = iter(subjects)
        return [
            (role, self._name if place == at else next(filled, text) if role == "subject" else text)
            for place, (role, text) in enumerate(cells)
        ]


class _ItemsRead:
    """What was read of a side: the items that anything of it is a part of, and those that are `closed`.

    These are printed behind a part of theirs (本年收入合计): what follows is none.
    """

    def __init__(self) -> None:
        self._wholes: set[str] = set()
        self.closed: set[str] = set()

    def note(self, item_code: str, wholes: Iterable[str]) -> None:
        """Notes an item, or a subject, which has no code of an item, with the items that it is a part of."""
        if item_code in self._wholes:
            self.closed.add(item_code)
        self._wholes.update(wholes)


class LabelReader:
    """Reads the labels of one table, row by row in reading order.

    The same item label may name several items (政府性基金预算拨款 of this year, and of the
    carry-over): the one is meant whose parent, or whose sibling, was named last on its side, so
    the reader remembers the path to it there. It remembers the last subject of a list as well, since a code may be
    printed in part, or its name alone, below the class or section that it is a part of; and the unit that rows are of.
    """

    def __init__(self, table_code: str, unit_key: str, fiscal_year: int, vocabulary: Vocabulary) -> None:
        self._table_code = table_code
        self._unit_key = unit_key
        self._fiscal_year = fiscal_year
        self._vocabulary = vocabulary
        self._classification = vocabulary.kinds[table_code].classification if table_code else ""
        self._names = subject_names(self._classification, vocabulary)
        self._other_names = {
            field: subject_names(classification, vocabulary)
            for field, classification in _OTHER_CLASSIFICATIONS.items()
            if classification != self._classification and vocabulary.pairs_classifications(table_code)
        }
        self._lists_projects = table_code in vocabulary.tables_of_projects
        self._may_list_units = bool(table_code) and vocabulary.kinds[table_code].is_told_by_title
        self._item_paths: dict[str, list[str]] = {}
        self._items_read: defaultdict[str, _ItemsRead] = defaultdict(_ItemsRead)
        self._totals_of_subjects = frozenset(item for table, item in vocabulary.subject_totals if table == table_code)
        self._has_skipped = False
        self._subjects: defaultdict[LabelledList, _Subjects] = defaultdict(_Subjects)
        self._projects = _ProjectsRead()
        self._details = DetailReader()
        self._detailed = Label("")
        self._other_unit = ""
        self._has_other_units = False
        self._code_below: Callable[[], str] = str

    @property
    def has_other_units(self) -> bool:
        """Whether a row that was read names another unit than that of the document."""
        return self._has_other_units

    def skip(self) -> None:
        """Notes that a row was refused whole: the items and subjects of the rows below it may be parts of what it names."""
        self._has_skipped = True
        self._projects.forget()
        self._item_paths.clear()
        for subjects in self._subjects.values():
            subjects.last = ""

    def read(self, cells: Sequence[tuple[str, str]], of: LabelledList, code_below: Callable[[], str] = str) -> Label:
        """The label made of a row's label cells, each with the role of its column: subject, item, project, unit or year.

        `code_below` gives the code that the list prints next below the row, and is asked only where the row has none.
        """
        self._code_below = code_below
        roles = [role for role, _ in cells]
        if not DETAIL_ROLES.isdisjoint(roles):
            return self._detailed_label(cells, of)
        if "project" in roles and not self._is_total(text for _, text in cells):
            whole = self._projects.whole(cells)
            if whole is None:
                return Label(clean(" ".join(text for _, text in cells if text)), problem=_NO_PROJECT_ABOVE)
            cells = whole
        if _ROLES_BESIDE.isdisjoint(roles):
            return self._read(cells, of) if cells else Label("")
        names = [cell for cell in cells if cell[0] not in _ROLES_BESIDE]
        label = self._read(names, of) if names else Label("")
        # Where no name stands beside it, a total may stand under another heading (项目类别 · 项目名称).
        roles_of_total = ("other_subject",) if label.text else ("other_subject", "note")
        if label.problem and self._is_total([text for role, text in cells if role in roles_of_total]):
            label = Label(clean(" ".join(text for _, text in cells if text)))
        if label.subject_code and self._other_names:
            label = label._replace(others=self._other_subjects([text for _, text in cells]))
        # A project is one of the department, whichever of its units carries it out.
        if "unit" in roles and not label.project_name:
            label = self._of_its_unit(label, [text for role, text in cells if role == "unit"])
        if "year" in roles:
            label = self._of_its_year(label, clean(" ".join(text for role, text in cells if role == "year")))
        return label

    def _other_subjects(self, texts: Sequence[str]) -> OtherSubjects:
        """The subjects of other classifications among label cells; none of a classification of which several stand there."""
        printed = [code_and_name(subject) for subject in subjects_side_by_side(texts)]
        found: dict[str, str] = {}
        for field, names in self._other_names.items():
            subjects = [(code, name) for code, name in printed if is_code(code) and names.may_hold(code)]
            if len(subjects) == 1:
                found[f"{field}_code"], found[f"{field}_name"] = subjects[0]
        return OtherSubjects(**found)

    def _detailed_label(self, cells: Sequence[tuple[str, str]], of: LabelledList) -> Label:
        """The label of a row in a table of details: what it details is named in it, or in the rows above.

        The name of a unit where the category stands is of the unit, whichever of the document's, that rows below it are for.
        """
        is_name = [role not in (*DETAIL_ROLES, *_ROLES_BESIDE) for role, _ in cells]
        named = [cell for cell, is_own in zip(cells, is_name, strict=True) if is_own]
        name = clean(" ".join(text for _, text in named if text))
        text = clean(" ".join(text for role, text in cells if text and role not in ("note", "quantity")))
        if self._is_total(text for _, text in cells) or not text:
            self._details.forget()
            return Label(text, problem="" if text else "the row has no label")
        is_unit = bool(name) and self._names_unit(name)
        if name and not is_unit:
            self._detailed = self._read(named, of)
        own = [("", "" if is_unit else name), (UNIT, name if is_unit else "")]
        at = is_name.index(True) if named else 0
        others = [(place, cell) for place, cell in enumerate(cells) if cell[0] in DETAIL_ROLES or cell[0] == UNIT]
        levels = [*(cell for place, cell in others if place < at), *own, *(cell for place, cell in others if place >= at)]
        details = self._details.read(levels)
        return self._detailed._replace(text=text, levels=tuple(text for _, text in levels), details=details)

    def _names_unit(self, name: str) -> bool:
        """Whether a name that stands among items is that of a unit."""
        is_item = (self._table_code, self._bare(key(name))) in self._vocabulary.line_items
        return not is_item and (self._is_own_unit(name) or self._is_other_unit("", name))

    def _read(self, cells: Sequence[tuple[str, str]], of: LabelledList) -> Label:
        texts = [text for _, text in cells if text]
        text = clean(" ".join(texts))
        word = key(text)
        if self._is_total(texts):
            return Label(text)
        total_of = self._vocabulary.column_of_total(self._table_code, word) if of.is_beside_others else ""
        if total_of:
            return Label(text, total_of=total_of)
        if word in self._vocabulary.subtotal_rows:
            return Label(text, is_subtotal=True)
        roles = [role for role, _ in cells]
        if "item" in roles:
            # 一般公共预算资金 | 小计: the item, and that parts of it stand below.
            named = [each for each in texts if key(each) not in self._vocabulary.subtotal_rows]
            return self._item_label(clean(" ".join(named)), of.side)
        project_name = clean(" ".join(text for role, text in cells if role == "project")) if "project" in roles else ""
        if "subject" in roles:
            subjects = [text for role, text in cells if role == "subject"]
            label = self._subject_label(text, subjects, project_name, of)
            return self._label_among_projects(label, text, subjects, of) if self._lists_projects else label
        return self._label_of_name(text, project_name, " > ".join(map(clean, texts)) if "entry" in roles else "")

    def _label_among_projects(self, label: Label, text: str, subjects: Sequence[str], of: LabelledList) -> Label:
        """The label of a row in a table of projects, where the name of a subject may stand as that of a project does."""
        if label.is_unit or label.is_other_unit or label.item_code:
            return label
        code, name = code_and_name(subjects)
        if label.project_name:
            is_subject = self._may_be_subject(label.subject_code, label.project_name)
            return label._replace(may_be_subject=is_subject and not of.names_subjects_apart)
        if of.lists_projects_apart or not name:
            return label
        if self._may_be_subject(code, name):
            return Label(name, code, name, may_be_subject=True, is_among_subjects=True)
        problem = self._problem_of_code(text, code, name) if code else ""
        return Label(name, code, project_name=name, problem=problem, is_among_subjects=True)

    def _may_be_subject(self, code: str, name: str) -> bool:
        """Whether a row is of a subject by its name: beside a code it is that of the code."""
        return self._names.proves(code, key(name)) if code else self._names.knows(key(name))

    def _label_of_name(self, text: str, project_name: str, entry: str) -> Label:
        """The label of a row that has a name and no code: that of a project, or an entry of a directory."""
        is_unit = key(project_name) == self._unit_key or (self._may_list_units and self._is_own_unit(project_name))
        problem = "" if project_name or entry else "the row has no label"
        may_be_unit = self._may_list_units and not is_unit and self._is_other_unit("", project_name)
        return Label(
            entry or text, project_name=project_name, problem=problem, is_unit=is_unit, entry=entry, may_be_unit=may_be_unit
        )

    def _is_total(self, texts: Iterable[str]) -> bool:
        words = list(map(key, texts))
        return not self._vocabulary.total_rows.isdisjoint(words) or any(map(self._vocabulary.totals_items, words))

    def _of_its_unit(self, label: Label, texts: Sequence[str]) -> Label:
        """The label of a row with cells that name its unit: blank ones are of the unit named last above them."""
        name = code_and_name(texts)[1]
        is_total = self._is_total(texts)
        is_own = is_total or self._is_own_unit(name)
        if name:
            self._other_unit = "" if is_own else name
        if self._other_unit:
            return self._label_of_other_unit(self._other_unit, is_whole=bool(name) and not label.text)
        return label if label.text else Label(name, is_unit=bool(name) and not is_total)

    def _of_its_year(self, label: Label, text: str) -> Label:
        """The label of a row with a cell that names its year, or says that it states a change: then it is none of this year.

        Its figures may measure something all the same.
        """
        word = key(text)
        is_of_year = not word or word in dict(self._vocabulary.words("own_time")) or str(self._fiscal_year) in word
        if label.problem or (is_of_year and not other_year(word, self._fiscal_year)):
            return label
        measure_code = measure_beside(text, self._fiscal_year, self._vocabulary)
        if measure_code:
            return label._replace(text=clean(f"{label.text} {text}"), measure_code=measure_code)
        return label._replace(problem=f"the row states no amounts of the year of the document: {text}")

    def _item_label(self, text: str, side: str) -> Label:
        item_code = self._find_item(self._bare(key(text)), side)
        problem = "" if item_code else "the label names no item of seeds/forms/line_items.csv under the items printed before it"
        return Label(text, item_code=item_code, problem=problem)

    def _bare(self, label_key: str) -> str:
        """The key of a label without numbering and 其中, in whichever order they are printed (其中：（一）…)."""
        bare = self._vocabulary.item_label(label_key)
        return bare if bare == label_key else self._bare(bare)

    def _find_item(self, label_key: str, side: str) -> str:
        """The item that a label names on a side, empty where it names none or it cannot be told which."""
        named = self._vocabulary.line_items.get((self._table_code, label_key), [])
        above = {
            item.item_code: self._vocabulary.item_ancestors[self._table_code, item.item_code] for item in named if item.side == side
        }
        path = self._item_paths.get(side, None if self._has_skipped else [])
        found = self._item_under_path(self._not_closed(above, side), path)
        # What stands beside the items of a list is no part of the path through them.
        if found and (self._table_code, found) not in self._vocabulary.memo_items:
            self._item_paths[side] = [*reversed(above[found]), found]
            self._items_read[side].note(found, above[found])
        return found

    def _not_closed(self, above: Mapping[str, Sequence[str]], side: str) -> Mapping[str, Sequence[str]]:
        """The items that a label may name, each with those it is a part of: behind 本年收入合计 none that is a part of it.

        An item of the same name that is a part of none (上级补助收入 behind that total) is meant there, and nowhere else.
        """
        closed = self._items_read[side].closed
        parts = {code: codes for code, codes in above.items() if codes}
        left = {code: codes for code, codes in parts.items() if closed.isdisjoint(codes)}
        return left if len(left) == len(parts) and parts else {**left, **{code: () for code in above if code not in parts}} or above

    @staticmethod
    def _item_under_path(above: Mapping[str, Sequence[str]], path: Sequence[str] | None) -> str:
        """The one of some items, each with those it is a part of, that belongs nearest to the end of a path.

        Of a path that is not known (None) it is the only one.
        """
        if path is None:
            return next(iter(above)) if len(above) == 1 else ""
        for parent in reversed(path):
            below = [code for code in above if parent in above[code]]
            if below:
                return min(below, key=lambda code: above[code].index(parent))
        top = next((code for code in above if not above[code]), "")
        # At the head of a list the first is meant, in reading order; later the only one, whose parent is not printed.
        return top or (next(iter(above), "") if not path or len(above) == 1 else "")

    def _subject_label(self, text: str, texts: Sequence[str], project_name: str, of: LabelledList) -> Label:
        """The label of a row of subjects; the subject is remembered for the rows below it."""
        code, name = code_and_name(texts)
        # Nearly all rows print a code with its name: there is nothing else that they could be.
        if not project_name and self._names.proves(code, key(name)):
            return self._noted(Label(name, code, name), None, of)
        own = self._own_subject(texts)
        if own is None:
            return self._noted(Label(text, problem=_SEVERAL_SUBJECTS), None, of)
        texts = own
        code, name = code_and_name(texts)
        if not project_name:
            if self._is_own_unit(name):
                self._subjects.pop(of, None)
                return Label(name, subject_name=name, is_unit=True)
            # Where items have a column of their own they are no rows among subjects.
            if not code and (self._table_code, of.side) not in self._vocabulary.sides_of_item_columns:
                item_code = self._find_item(self._bare(key(name)), of.side)
                if item_code:
                    return Label(text, item_code=item_code)
            if self._is_other_unit(code, name):
                # What stands below the name of a unit may be what stood below another.
                self._subjects.pop(of, None)
                return self._label_of_other_unit(name, is_whole=True)
        cut = cut_code(texts)
        label = self._label_of_cut(cut, text, name, project_name, of) if cut else self._label_of(text, code, name, project_name, of)
        return self._noted(label, cut, of)

    def _label_of_cut(self, cut: CutCode, text: str, name: str, project_name: str, of: LabelledList) -> Label:
        code = cut.below(self._subjects[of].last)
        problem = "" if self._names.proves(code, key(name)) else _CUT_CODE
        return Label(project_name or name or text, code, name, project_name, problem=problem)

    def _label_of(self, text: str, code: str, name: str, project_name: str, of: LabelledList) -> Label:
        if not code and not project_name:
            told, bare_name = self._told_by_name(name, of)
            if told:
                return Label(text, told, bare_name)
        code = self._with_lost_zeros(code, name)
        is_unit = key(project_name or name) == self._unit_key
        problem = "" if not code and (project_name or is_unit) else self._problem_of_code(text, code, name)
        lacks_code = bool(project_name) and not code and not is_unit and of.prints_codes
        return Label(
            project_name or name or text, code, name, project_name, problem=problem, is_unit=is_unit, lacks_code=lacks_code
        )

    def _problem_of_code(self, text: str, code: str, name: str) -> str:
        if " " in code or name.startswith("."):
            return f"{text} is no subject code: its parts have three digits, then two and two, or are numbers cut short"
        if not code:
            return _NO_CODE
        if len(code) not in CODE_LENGTHS:
            return f"{code} is no subject code: it has {len(code)} digits, not 3, 5 or 7"
        return "" if self._names.may_hold(code) else f"{code} is no code of the classification of the table"

    def _own_subject(self, texts: Sequence[str]) -> Sequence[str] | None:
        """The cells of the subject that a row is of, where others stand beside it.

        That is the one of the table's classification beside one of another (30101 | 基本工资 | 50101 | 工资奖金津补贴), or
        the last of those that are parts of one another (201 | … | 20103 | …). None where several may be the one.
        """
        subjects = subjects_side_by_side(texts)
        if len(subjects) == 1:
            return texts
        codes = [code_and_name(subject)[0] for subject in subjects]
        if all(self._is_own_unit(code_and_name(subject)[1]) for subject, code in zip(subjects, codes, strict=True) if not code):
            own = [at for at, code in enumerate(codes) if code and self._names.may_hold(code)]
            if own and all(codes[lower].startswith(codes[upper]) for upper, lower in pairwise(own)):
                return subjects[own[-1]]
            return None if len(own) > 1 else texts
        return texts

    def _told_by_name(self, name: str, of: LabelledList) -> tuple[str, str]:
        """The code that a name without one tells, with the name less its number; without a code where it tells none."""
        word = key(name)
        bare = without_numbering(word)
        if bare != word:
            code = self._vocabulary.class_codes.get((self._classification, bare), "")
            return (code, name[len(name) - len(without_numbering(fold(name))) :]) if len(code) == CODE_LENGTHS[0] else ("", name)
        if not word or of.prints_codes:
            return self._names.code_over(self._code_below(), word) if self._names.knows(word) else "", name
        # In a list that numbers its classes a name without a number is none.
        numbers_classes = any((self._classification, each) in self._vocabulary.class_codes for each in of.numbered_names)
        subjects = self._subjects[of]
        return self._names.code_of(word, subjects.last, subjects.told, not numbers_classes), name

    def _noted(self, label: Label, cut: CutCode | None, of: LabelledList) -> Label:
        """The label of a row, its subject noted for those below it: below one not understood it is not known what they are of."""
        subjects = self._subjects[of]
        if label.problem:
            subjects.last = cut.known_above(subjects.last) if cut else ""
        elif label.subject_code:
            subjects.last = label.subject_code
            subjects.told.add(label.subject_code)
            self._items_read[of.side].note("", self._totals_of_subjects)
        return label

    def _with_lost_zeros(self, code: str, name: str) -> str:
        """A code of which parts have one digit (301 2), with zeros before them where its name proves it to be so."""
        parts = code.split()
        if len(parts) == 1 and len(code) > 1:
            return code
        whole = "".join(part if len(part) > 1 else f"0{part}" for part in parts)
        return whole if self._vocabulary.subject_names.get((self._classification, whole)) == key(name) else code

    def _is_own_unit(self, name: str) -> bool:
        word = key(name)
        own = (self._unit_key, _REMARK.sub("", self._unit_key))
        return bool(word and self._unit_key) and not self._names.knows(word) and any(is_same_unit(word, each) for each in own)

    def _is_other_unit(self, code: str, name: str) -> bool:
        """Whether a row is of another unit: its name is that of an organ and no subject's, its code none of a subject."""
        is_subject = is_code(code) and self._names.may_hold(code)
        bare = _REMARK.sub("", key(name))
        is_organ = self._vocabulary.organ_name.fullmatch(bare) is not None
        return not is_subject and is_organ and not (self._names.knows(key(name)) or self._names.knows(bare))

    def _label_of_other_unit(self, name: str, is_whole: bool) -> Label:
        self._has_other_units = True
        return Label(name, is_other_unit=True) if is_whole else Label(name, problem=of_another_unit(name))


def of_another_unit(name: str) -> str:
    """Why the figures of a row of another unit are none of the document's own."""
    return f"the row is of another unit, or of a part of the unit: {name}"


def begins_label_beside(cells: Sequence[str], n_labels: int, names: SubjectNames) -> bool:
    """Whether the first of some cells, an amount by its column, is the code of the label that stands in the cells behind it.

    Its name proves it there; and they are no label without it (302 | 30201 | 办公费).
    """
    if not n_labels or not key(cells[0]).isdecimal():
        return False
    whole, without = code_and_name(cells[: n_labels + 1]), code_and_name(cells[1 : n_labels + 1])
    return names.proves(whole[0], key(whole[1])) and not names.proves(without[0], key(without[1]))


def figure_in_label(cells: Iterable[tuple[str, str]], figures: Sequence[str], is_unknown: bool, vocabulary: Vocabulary) -> str:
    """Why the label cells of a row, each with the role of its column, hold a figure; empty where they hold none.

    The name of a project may end with a number (2025年第二批12.08), if the row has `figures` besides, and it is none of them.
    A number that is no subject code tells that a row has slipped where its label is not known (`is_unknown`).
    """
    for role, text in cells:
        # Nearly all labels are letters, 一般公共服务支出, and no figure is.
        if not text or text.isalpha():
            continue
        word = key(text)
        may_be_figure = role not in _ROLES_WITH_NUMBERS or (
            role == "subject" and is_unknown and not figures and len(word) not in _CODE_PARTS
        )
        if word.isdigit():
            if may_be_figure:
                return _figure_stands_where(text)
            continue
        at_end = _FIGURE_AT_END.search(word)
        may_be_name = role == "project" and figures and at_end and at_end.group() not in figures and "," not in at_end.group()
        is_behind_words = bool(at_end) and not may_be_name
        if is_behind_words or vocabulary.figure.fullmatch(word):
            return _figure_stands_where(text)
    return ""


def _figure_stands_where(text: str) -> str:
    return f"“{text}” stands where a label should: the row may have slipped"
