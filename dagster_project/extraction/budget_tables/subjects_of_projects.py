"""Rows of subjects and rows of projects under one heading: which of them are subjects, and of which subject a project is.

A subject stands right above its projects, and prints their sum. Its code may stand beside it, beside its projects, or both.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from dagster_project.extraction.amounts import PrintedAmount
from dagster_project.extraction.budget_tables.subject_names import CODE_LENGTHS, SubjectNames
from dagster_project.extraction.budget_tables.subtotals import adds_up


class NamedRow(NamedTuple):
    """A row with figures: its code, the key of its name, its amounts by column. A total or a unit `is_bound` to no project."""

    code: str
    name: str
    may_be_subject: bool
    is_bound: bool
    amounts: Mapping[int, PrintedAmount]


class ToldSubject(NamedTuple):
    """A row that is a subject, with its code, empty where none is told, and the places of the projects right below it.

    Where it `is_told` by nothing, what stands right below it may be parts of it, or stand beside it.
    """

    at: int
    code: str
    projects: range
    is_told: bool = True


def subjects_among(rows: Sequence[NamedRow], names: SubjectNames) -> Iterator[ToldSubject]:
    """The rows of subjects, and those below which projects stand that do not add up to them.

    A row that has the name of a subject and nothing below it is neither: it may be a project of that name. So is one with the
    code of the row right above it that prints the name without the code.
    """
    for at, row in enumerate(rows):
        if not row.may_be_subject:
            continue
        below = list(takewhile(lambda each: not each.is_bound, rows[at + 1 :]))
        following = next((each.code for each in below if each.code), "")
        code = row.code or _code_above(following, row.name, names)
        n_projects = len(list(takewhile(partial(_is_project_of, row, code), below)))
        projects = range(at + 1, at + 1 + n_projects)
        if n_projects:
            amounts = [rows[each].amounts for each in projects]
            yield ToldSubject(at, code, projects, adds_up(row.amounts, amounts, is_blank_nothing=True))
        elif code and following != code and following.startswith(code):
            yield ToldSubject(at, code, projects)


def _is_project_of(subject: NamedRow, code: str, row: NamedRow) -> bool:
    """Whether a row below a subject is of a project: by its name, or by the code that the subject has and does not print."""
    return not row.may_be_subject or (not subject.code and bool(code) and row.code == code)


def _code_above(code: str, name: str, names: SubjectNames) -> str:
    """The code that a name has which stands over a row with a code: that one, or the one of its section or class."""
    return next((code[:length] for length in reversed(CODE_LENGTHS) if names.proves(code[:length], name)), "")
