"""The documented questions: what `yusuan query --example` runs and lists."""

import re
from dataclasses import dataclass
from pathlib import Path

from dagster_project.storage.layout import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "docs" / "queries"


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its statement. The first comments of its file are the question, in English and in Chinese."""

    name: str
    english: str
    chinese: str
    sql: str


def example_names() -> list[str]:
    """The names of the documented questions, in the order of the alphabet."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def examples() -> list[Example]:
    """All documented questions."""
    return [read_example(FOLDER / f"{name}.sql") for name in example_names()]


def read_example(path: Path) -> Example:
    """Reads the file of a question; ValueError where it does not begin with a line in either language."""
    sql = path.read_text(encoding="utf-8")
    question = re.match(r"-- (?P<english>.+)\n-- (?P<chinese>.+)\n", sql)
    if question is None:
        raise ValueError(f"{path.name} does not begin with its question in English and in Chinese")
    return Example(path.stem, question["english"], question["chinese"], sql)
