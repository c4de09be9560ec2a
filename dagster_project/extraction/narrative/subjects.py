"""From the names of a class, section and item (类, 款, 项) to a subject code: sentences name subjects, tables code them."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from dagster_project.extraction.records import CellRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

# A class called by a slip of the pen (一般公共预算服务支出): nine signs of ten are right, and the amount is its own.
_LEAST_LIKENESS = 80

# A subject may be named without it: 教育（类）, 机关事业单位基本养老保险缴费（项）.
_END_OF_NAME = "支出"

# (code of the parent, key of a name) → code
_Names = dict[tuple[str, str], str]


class SubjectIndex:
    """Finds functional subject codes by name: as this document prints them, else as the official classification does."""

    def __init__(self, cells: Iterable[CellRecord], vocabulary: Vocabulary) -> None:
        self._official = _official_names(vocabulary)
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

    def is_called(self, code: str, name: str) -> bool:
        """Whether a subject with this code is printed, or officially called, by this name, to which 支出 may be added."""
        names = (name, name.removesuffix(_END_OF_NAME))
        return any(self._child(_parent(code), each) == code for each in names)

    def _child(self, parent: str, name: str) -> str:
        return self._printed.get((parent, name)) or self._official.get((parent, name)) or ""

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


def _parent(subject_code: str) -> str:
    """The code one level up: 2014102 → 20141 → 201 → ''."""
    return subject_code[: {7: 5, 5: 3}.get(len(subject_code), 0)]
