"""Budget tables and columns that say that they are of another unit or of another year: their figures are not the document's."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dagster_project.extraction.budget_tables.columns import Column
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.identity import is_same_unit, other_year
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_NAME_AT_END = re.compile(r"[一-鿿()·]+$")
# The table of what was carried over from another year (2025年结转结余, 上年结转结余): it is money of this one.
_CARRYOVER = "carryover"


def refuse_tables_of_others(tables: Sequence[RecognisedTable], unit_key: str, fiscal_year: int, vocabulary: Vocabulary) -> None:
    """Refuses the tables over which another unit, or in whose titles another unit or another year is named."""
    for table in tables:
        kind = vocabulary.kinds.get(table.table_code or "")
        if kind is not None and kind.reader != "budget_table":
            continue
        name = table.unit_name if table.unit_name and not is_same_unit(table.unit_name, unit_key) else ""
        name = name or _other_unit_in_title(table.title, unit_key, vocabulary)
        if name:
            table.refuse("another_unit", f"the table names another unit than the document: {name}")
        year = _year_in_title(table.title, fiscal_year, vocabulary) if table.table_code != _CARRYOVER else ""
        if year:
            table.refuse("another_year", f"the title of the table names another year than the document: {year}")


def refuse_columns_of_other_years(tables: Sequence[RecognisedTable], fiscal_year: int) -> None:
    """Takes the meaning from columns whose headings name another year (2023年预算数): no table is read for two years."""
    for table in tables:
        table.parts = [
            replace(part, columns=tuple(_of_fiscal_year(column, fiscal_year) for column in part.columns)) for part in table.parts
        ]


def _of_fiscal_year(column: Column, fiscal_year: int) -> Column:
    year = next(filter(None, (other_year(key(word), fiscal_year) for word in column.path)), "")
    if not year or column.meaning is None:
        return column
    return replace(column, meaning=None, problem=f"the column's heading names another year than the document: {year}")


def _other_unit_in_title(title: str, unit_key: str, vocabulary: Vocabulary) -> str:
    """The other organ, or the whole of a region, that a title is about (某某局支出总体情况表, 全县…); else empty."""
    before, _ = vocabulary.besides_title(key(title))
    found = _NAME_AT_END.search(vocabulary.without_title_fillers(_YEAR.sub("", before)))
    name = found.group() if found else ""
    if name in vocabulary.titles_of_others:
        return name
    is_own = is_same_unit(name, unit_key) or unit_key.startswith(name)
    return name if vocabulary.organ_name.fullmatch(name) and not is_own else ""


def _year_in_title(title: str, fiscal_year: int, vocabulary: Vocabulary) -> str:
    """The other year that a title names, in digits or in words (上年); else empty."""
    before, behind = vocabulary.besides_title(key(title))
    before = vocabulary.without_title_fillers(before)
    words = (word for word in vocabulary.titles_of_other_years if before.endswith(word) or word in behind)
    return other_year(key(title), fiscal_year) or next(words, "")
