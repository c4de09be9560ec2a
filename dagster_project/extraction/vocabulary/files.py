"""The CSV files of `seeds/` that the extraction reads, and the columns that it reads of each."""

import csv
from pathlib import Path

from dagster_project.extraction.vocabulary.checks import Row, VocabularyError
from dagster_project.extraction.vocabulary.grammar import FACETS
from dagster_project.extraction.vocabulary.headings import FACETS as HEADING_FACETS

# Each file, with the columns that this program reads; it may hold more.
COLUMNS = {
    "claim_phrases.csv": ("claim_kind", "phrase", "place", "section_code", "measure_code", "meaning"),
    "document_words.csv": ("word_kind", "word", "meaning"),
    "economic_classification.csv": ("subject_code", "subject_name"),
    "government_economic_classification.csv": ("subject_code", "subject_name"),
    "figure_times.csv": ("time_code", "year_offset", "phase", "document_kind"),
    "heading_columns.csv": ("table_code", *HEADING_FACETS, "column_code", "column_with_parts"),
    "heading_words.csv": ("role", "word", "meaning"),
    "ignored_tables.csv": ("heading", "reason"),
    "line_item_labels.csv": ("table_code", "item_code", "label"),
    "line_items.csv": ("table_code", "side", "item_code", "item_name", "parent_item_code", "fund_source_code"),
    "functional_classification.csv": ("subject_code", "subject_name"),
    "measure_details.csv": ("measure_code", "figure_time", "class_measure_code", "budget_measure_code"),
    "memo_items.csv": ("table_code", "item_code"),
    "measures.csv": ("measure_code", "quantity_kind", "part_of"),
    "narrative_labels.csv": ("section_code", "label", "under", "measure_code", "fund_source_code"),
    "narrative_sections.csv": ("section_code", "heading", "label_kind", "measure_code", "fund_source_code"),
    "performance_labels.csv": ("part", "label", "field_code"),
    "performance_words.csv": ("word_kind", "word", "meaning"),
    "rule_terms.csv": (
        *("rule_id", "side", "weight", "source", "list_side", "column_code", "row_kind", "item_code"),
        *("subject_code", "fund_source_code", "term_key"),
    ),
    "rules.csv": ("rule_id", "severity", "basis", "key_by", "key_from"),
    "section_kinds.csv": (*FACETS, "section_code", "label_kind", "measure_code", "fund_source_code"),
    "section_words.csv": ("role", "word", "meaning"),
    "subject_other_names.csv": ("classification", "subject_code", "subject_name"),
    "subject_totals.csv": ("table_code", "item_code"),
    "table_column_details.csv": ("table_code", "column_code", "item_code", "phase", "is_memo"),
    "table_columns.csv": ("table_code", "column_code", "column_role", "side", "part_of"),
    "table_headings.csv": ("table_code", "heading", "under", "column_code"),
    "table_titles.csv": ("table_code", "title"),
    "tables.csv": ("table_code", "classification", "reader"),
    "titled_tables.csv": ("table_code",),
    "title_tables.csv": (*FACETS, "table_code", "reason"),
    "title_words.csv": ("role", "word", "meaning"),
}
FILES = tuple(COLUMNS)


def read_rows(path: Path) -> list[Row]:
    """The rows of a file. Raises `VocabularyError` where it is missing, is no CSV file, or lacks columns or values."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    missing = [column for column in COLUMNS[path.name] if column not in (reader.fieldnames or ())]
    if missing:
        raise VocabularyError(f"{path}: the header lacks {', '.join(missing)}")
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise VocabularyError(f"seeds/{path.name}, line {line}: {len(reader.fieldnames or ())} values are needed")
    return rows
