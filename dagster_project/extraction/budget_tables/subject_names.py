"""Subjects and their names: what a name proves of a code, and which code a name alone tells.

A name tells one only where the classification leaves no choice. Where it stands in a table is the business of `labels`.
"""

from collections.abc import Collection
from functools import lru_cache

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

# The digits of a class, a section, an item.
CODE_LENGTHS = (3, 5, 7)
_CLASS, _SECTION, _ITEM = CODE_LENGTHS


class SubjectNames:
    """The names of the subjects of a classification, of today and of former years, by their keys."""

    def __init__(self, classification: str, vocabulary: Vocabulary) -> None:
        self._codes: dict[str, list[str]] = {}
        for (kind, code), name in vocabulary.subject_names.items():
            if kind == classification:
                self._codes.setdefault(name, []).append(code)
        for row in vocabulary.rows("subject_other_names.csv"):
            if row["classification"] == classification:
                self._codes.setdefault(key(row["subject_name"]), []).append(row["subject_code"])
        self._first_digits = {code[0] for codes in self._codes.values() for code in codes}

    def may_hold(self, code: str) -> bool:
        """Whether a code may be one of the classification, known or not: its classes begin with one digit."""
        return not self._first_digits or code[:1] in self._first_digits

    def knows(self, name: str) -> bool:
        """Whether a name is that of a subject."""
        return name in self._codes

    def proves(self, code: str, name: str) -> bool:
        """Whether a name is that of a code."""
        return code in self._codes.get(name, ())

    def code_over(self, code: str, name: str) -> str:
        """The class or section of a code that has a name; empty where neither has."""
        return next((code[:length] for length in CODE_LENGTHS if length < len(code) and self.proves(code[:length], name)), "")

    def code_of(self, name: str, above: str, printed: Collection[str], is_class_possible: bool = True) -> str:
        """The one code that a name in a list without codes can have, empty where there is none, or more than one.

        It stands below the subject with the code `above`, the last one printed, or begins another section or class. What
        was `printed` is not printed again. A name that only one subject has needs nothing above it.
        """
        codes = [code for code in self._codes.get(name, ()) if code not in printed]
        if not is_class_possible:
            codes = [code for code in codes if len(code) > _CLASS]
        near = [code for code in codes if _may_follow(code, above)]
        found = near or codes
        return found[0] if len(found) == 1 else ""


def _may_follow(code: str, above: str) -> bool:
    """Whether a code may stand below another one in a list of classes, sections and items: all that it is part of is printed."""
    if len(code) == _CLASS:
        return True
    parent = code[:_CLASS] if len(code) == _SECTION else code[:_SECTION]
    return above.startswith(parent)


@lru_cache(maxsize=8)
def subject_names(classification: str, vocabulary: Vocabulary) -> SubjectNames:
    """The names of a classification. Cached: every table of a kind asks for them."""
    return SubjectNames(classification, vocabulary)
