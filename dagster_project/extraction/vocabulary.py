"""The words by which tables, columns, rows and documents are recognised, read from `seeds/`.

The vocabulary is data: a layout that is new is a few CSV rows. This module loads the rows and
answers questions about words; it holds none itself.
"""

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dagster_project.extraction.wording import key, without_numbering

FILES = (
    "document_words.csv",
    "line_item_labels.csv",
    "line_items.csv",
    "table_columns.csv",
    "table_headings.csv",
    "table_titles.csv",
    "tables.csv",
)


class VocabularyError(Exception):
    """A vocabulary file that cannot be used; the message names the file and the row."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its code, and whether its cells are read (`budget_table`) or not yet."""

    table_code: str
    reader: str


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column of a kind of table holds: a label (subject, item, project) or an amount."""

    table_code: str
    column_code: str
    column_role: str
    side: str
    part_of: str

    @property
    def is_amount(self) -> bool:
        return self.column_role == "amount"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed (by its key), the heading it must stand under, and what it means."""

    under: str
    column_code: str


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line of a table whose rows are named, not coded; `parent` is the item it is a part of."""

    item_code: str
    parent: str


Row = dict[str, str]


class Vocabulary:
    """All words known, indexed by their keys. Read-only once made."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self._rows = tables
        self.kinds = {row["table_code"]: TableKind(row["table_code"], row["reader"]) for row in tables["tables.csv"]}
        self.columns = {
            (row["table_code"], row["column_code"]): ColumnMeaning(
                row["table_code"], row["column_code"], row["column_role"], row["side"], row["part_of"]
            )
            for row in tables["table_columns.csv"]
        }
        self._check_references()

    @classmethod
    def load(cls, seeds: Path) -> "Vocabulary":
        """The vocabulary of a seeds folder. Raises `VocabularyError` where a file is missing or wrong."""
        return cls({name: _read_csv(seeds / name) for name in FILES})

    @cached_property
    def titles(self) -> list[tuple[str, str]]:
        """(key of a title, table code), the longest titles first."""
        pairs = [(key(row["title"]), row["table_code"]) for row in self._rows["table_titles.csv"]]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    @cached_property
    def headings(self) -> dict[tuple[str, str], list[Heading]]:
        """(table code, key of a heading) → its meanings; headings of every table have the code ''."""
        found: dict[tuple[str, str], list[Heading]] = {}
        for row in self._rows["table_headings.csv"]:
            heading = Heading(key(row["under"]), row["column_code"])
            found.setdefault((row["table_code"], key(row["heading"])), []).append(heading)
        return found

    @cached_property
    def line_items(self) -> dict[tuple[str, str], list[LineItem]]:
        """(table code, key of a label) → the items it may name, told apart by their parents."""
        items = {(row["table_code"], row["item_code"]): row for row in self._rows["line_items.csv"]}
        spelt = [(code, row["item_name"]) for code, row in items.items()]
        spelt += [((row["table_code"], row["item_code"]), row["label"]) for row in self._rows["line_item_labels.csv"]]
        found: dict[tuple[str, str], list[LineItem]] = {}
        for (table_code, item_code), label in spelt:
            item = LineItem(item_code, items[table_code, item_code]["parent_item_code"])
            found.setdefault((table_code, key(label)), []).append(item)
        return found

    @cached_property
    def parent_items(self) -> frozenset[tuple[str, str]]:
        """(table code, item code) of the items that have parts."""
        rows = self._rows["line_items.csv"]
        return frozenset((row["table_code"], row["parent_item_code"]) for row in rows if row["parent_item_code"])

    @cached_property
    def measures(self) -> dict[str, int]:
        """Unit of measure → yuan in one of it (万元 → 10,000)."""
        return {word: int(meaning) for word, meaning in self._words("measure")}

    @cached_property
    def document_kinds(self) -> list[tuple[str, str]]:
        return self._words("document_kind")

    @cached_property
    def total_rows(self) -> frozenset[str]:
        return frozenset(word for word, _ in self._words("total_row"))

    @cached_property
    def nil_marks(self) -> frozenset[str]:
        return frozenset(word for word, _ in self._words("nil"))

    @cached_property
    def number_row_marks(self) -> frozenset[str]:
        return frozenset(word for word, _ in self._words("number_row_mark"))

    @cached_property
    def contents_headings(self) -> frozenset[str]:
        return frozenset(word for word, _ in self._words("contents_heading"))

    @cached_property
    def unit_label(self) -> re.Pattern[str]:
        """编制单位：…, in a key; group 1 is the unit's name."""
        return re.compile(rf"(?:{self._any('unit_label')}):(.+?)(?=(?:{self._any('measure_label')}):|$)")

    @cached_property
    def measure_label(self) -> re.Pattern[str]:
        """单位：万元, in a key; group 1 is the unit of measure."""
        return re.compile(rf"(?:{self._any('measure_label')}):(?:人民币)?({self._any('measure')})(?![一-鿿])")

    @cached_property
    def measure_suffix(self) -> re.Pattern[str]:
        """预算数(万元): a unit of measure in brackets at the end of a key."""
        return re.compile(rf"\((?:单位:)?({self._any('measure')})\)$")

    @cached_property
    def part_prefix(self) -> re.Pattern[str]:
        return re.compile(rf"^(?:{self._any('part_prefix')}):?")

    def item_label(self, text_key: str) -> str:
        """The key of an item's label without its numbering and without 其中."""
        return self.part_prefix.sub("", without_numbering(text_key))

    def knows_heading(self, table_code: str, word: str) -> bool:
        heading = self.heading_key(word)
        return (table_code, heading) in self.headings or ("", heading) in self.headings

    def heading_key(self, word: str) -> str:
        """The key of a heading without the unit of measure that it may carry."""
        return self.measure_suffix.sub("", key(word))

    def _words(self, kind: str) -> list[tuple[str, str]]:
        pairs = [(key(row["word"]), row["meaning"]) for row in self._rows["document_words.csv"] if row["word_kind"] == kind]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    def _any(self, kind: str) -> str:
        return "|".join(re.escape(word) for word, _ in self._words(kind))

    def _check_references(self) -> None:
        for name, rows in self._rows.items():
            for number, row in enumerate(rows, start=2):
                code = row.get("table_code")
                if code and code not in self.kinds:
                    raise VocabularyError(f"seeds/{name}, line {number}: table_code {code!r} is not in tables.csv")
        for number, row in enumerate(self._rows["table_headings.csv"], start=2):
            column = (row["table_code"], row["column_code"])
            if row["table_code"] and row["column_code"] and column not in self.columns:
                raise VocabularyError(
                    f"seeds/table_headings.csv, line {number}: column_code {row['column_code']!r} of table "
                    f"{row['table_code']!r} is not in table_columns.csv"
                )


def _read_csv(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
