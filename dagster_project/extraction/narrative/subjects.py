"""From the names of a class, section and item (类, 款, 项) to a subject code: sentences name subjects, tables code them."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property, lru_cache

from dagster_project.extraction.records import CellRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

# A class called by a slip of the pen (一般公共预算服务支出): nine signs of ten are right, and the amount is its own.
_LEAST_LIKENESS = 80

# A subject may be named without it: 教育（类）, 机关事业单位基本养老保险缴费（项）.
_END_OF_NAME = "支出"

# (code of the parent, key of a name) → code
_Names = dict[tuple[str, str], str]
_CodesByName = dict[str, set[str]]


class SubjectIndex:
    """Finds functional subject codes by name: as this document prints them, else as the official classification does."""

    def __init__(self, cells: Iterable[CellRecord], vocabulary: Vocabulary) -> None:
        self._official = _official_names(vocabulary)
        self._official_below_classes = _official_below_classes(vocabulary)
        self._economic = _economic_names(vocabulary)
        self._printed: _Names = {}
        self._class_amounts: dict[str, set[Decimal]] = {}
        for cell in cells:
            code, name = cell.subject_code, cell.subject_name
            if code and name and vocabulary.kinds[cell.table_code].classification == "functional":
                self._printed.setdefault((_parent(code), key(name)), code)
                if len(code) == 3:
                    self._class_amounts.setdefault(code, set()).add(cell.amount_yuan)

    def find(self, names: Iterable[str]) -> str:
        """The code of the last of the names, which lead from class to section to item; '' where one is not known."""
        code = ""
        for name in names:
            code = self._child(code, name) or self._child(code, name + _END_OF_NAME)
            if not code:
                return ""
        return code

    def find_below_class(self, name: str) -> str:
        """The one section or item of this name: of those that are printed, else of the official ones; '' where there is not one
        alone, or where an economic item has that name."""
        names = (name, name + _END_OF_NAME)
        if not self._economic.isdisjoint(names):
            return ""
        indexes = (self._printed_below_classes, self._official_below_classes)
        codes = next((index[each] for index in indexes for each in names if each in index), set())
        return next(iter(codes)) if len(codes) == 1 else ""

    def is_called(self, code: str, name: str) -> bool:
        """Whether a subject with this code is printed, or officially called, by this name, to which 支出 may be added."""
        names = (name, name.removesuffix(_END_OF_NAME))
        return any(self._child(_parent(code), each) == code for each in names)

    def _child(self, parent: str, name: str) -> str:
        return self._printed.get((parent, name)) or self._official.get((parent, name)) or ""

    @cached_property
    def _printed_below_classes(self) -> _CodesByName:
        return _below_classes(self._printed)

    def find_misnamed_class(self, name: str, amount_yuan: Decimal) -> str:
        """The one class that is printed under a name like this one, and with this amount; '' where there is not one."""
        # Late: most documents name their classes rightly, and a refresh that has nothing to read needs none of it.
        from rapidfuzz import fuzz

        found = {
            code
            for (parent, printed), code in self._printed.items()
            if not parent and amount_yuan in self._class_amounts.get(code, ()) and fuzz.ratio(name, printed) >= _LEAST_LIKENESS
        }
        return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4)
def _official_names(vocabulary: Vocabulary) -> _Names:
    former = [row for row in vocabulary.rows("subject_other_names.csv") if row["classification"] == "functional"]
    # The official name of today wins.
    rows = [*former, *vocabulary.rows("functional_classification.csv")]
    return {(_parent(row["subject_code"]), key(row["subject_name"])): row["subject_code"] for row in rows}


@lru_cache(maxsize=4)
def _economic_names(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(key(row["subject_name"]) for row in vocabulary.rows("economic_classification.csv"))


@lru_cache(maxsize=4)
def _official_below_classes(vocabulary: Vocabulary) -> _CodesByName:
    return _below_classes(_official_names(vocabulary))


def _below_classes(names: _Names) -> _CodesByName:
    """The codes of sections and items by their names, which several may share (行政运行)."""
    found: _CodesByName = {}
    for (parent, name), code in names.items():
        if parent:
            found.setdefault(name, set()).add(code)
    return found


def _parent(subject_code: str) -> str:
    """The code one level up: 2014102 → 20141 → 201 → ''."""
    return subject_code[: {7: 5, 5: 3}.get(len(subject_code), 0)]
