"""Drafts of the texts of raw/: real documents to be damaged.

The figures of a text, undamaged, are taken as read: that they are right is tested elsewhere, against the text itself.
The unit is given a name of its own, so that each damaged copy is the disclosure of another unit.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dagster_project.extraction.extract import extract
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import SEEDS
from tests.made.as_read import is_own, meaning_of_cell, meaning_of_figure
from tests.made.damage.draft import Draft
from tests.made.truth import StatedMeaning, TableMeaning

_LETTERS = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")


def sample_draft(path: Path, seed: int, name: str) -> Draft:
    """The text of a file, to be damaged."""
    sample = _read(path)
    letters = str(seed).translate(_LETTERS)
    unit = f"{letters}县{sample.unit[-6:]}"
    # A name may stand on two lines, and be part of the name of a project.
    own_name = re.compile(r"\s*".join(sample.unit))
    draft = Draft(
        random.Random(f"damage {path.name} {seed} {name}"),
        unit,
        sample.kind,
        sample.year,
        own_name.sub(unit, sample.text).split("\n")[:-1],
        sample.tables,
        sample.stated,
        sample.codes,
    )
    draft.rename(sample.unit, unit)
    return draft


@dataclass(frozen=True, slots=True)
class _Sample:
    text: str
    unit: str
    kind: str
    year: int
    tables: Counter[TableMeaning]
    stated: Counter[StatedMeaning]
    codes: dict[str, str]


@cache
def _read(path: Path) -> _Sample:
    content = path.read_bytes()
    read = extract(content, Vocabulary.load(SEEDS), "sample")
    document = read.documents[0]
    assert document.unit_name is not None
    assert document.fiscal_year is not None
    return _Sample(
        content.decode("utf-8"),
        document.unit_name,
        "部门" if document.document_kind == "department_budget" else "单位",
        document.fiscal_year,
        Counter(map(meaning_of_cell, read.cells)),
        Counter(meaning_of_figure(figure) for figure in read.figures if is_own(figure)),
        {table.title: table.table_code for table in read.tables if table.title and table.table_code},
    )
