"""The files of `seeds/`, by their folders, and the columns that the extraction reads of each; a file may hold more.

`vocabulary` are the words that documents are read by, `forms` what tables, rows and measures there are, `classifications` the
official lists, `rules` the sums and ratios that must hold.
"""

from dagster_project.extraction.vocabulary.grammar import FACETS
from dagster_project.extraction.vocabulary.headings import FACETS as HEADING_FACETS

_FOLDERS = {
    "vocabulary": {
        "claim_phrases.csv": ("claim_kind", "phrase", "place", "section_code", "measure_code", "meaning"),
        "document_words.csv": ("word_kind", "word", "meaning"),
        "heading_columns.csv": ("table_code", *HEADING_FACETS, "column_code", "column_with_parts"),
        "heading_words.csv": ("role", "word", "meaning"),
        "ignored_tables.csv": ("heading", "reason"),
        "line_item_labels.csv": ("table_code", "item_code", "label"),
        "narrative_labels.csv": ("section_code", "label", "under", "measure_code", "fund_source_code"),
        "narrative_sections.csv": ("section_code", "heading", "label_kind", "measure_code", "fund_source_code"),
        "performance_labels.csv": ("part", "label", "field_code"),
        "performance_words.csv": ("word_kind", "word", "meaning"),
        "section_kinds.csv": (*FACETS, "section_code", "label_kind", "measure_code", "fund_source_code"),
        "section_words.csv": ("role", "word", "meaning"),
        "table_headings.csv": ("table_code", "heading", "under", "column_code"),
        "table_titles.csv": ("table_code", "title"),
        "title_tables.csv": (*FACETS, "table_code", "reason"),
        "title_words.csv": ("role", "word", "meaning"),
        "titled_tables.csv": ("table_code", "by_function"),
    },
    "forms": {
        "figure_times.csv": ("time_code", "year_offset", "phase", "document_kind"),
        "line_items.csv": ("table_code", "side", "item_code", "item_name", "parent_item_code", "fund_source_code"),
        "measure_details.csv": (
            "measure_code",
            "figure_time",
            "class_measure_code",
            "budget_measure_code",
            "counted_in",
            "section_measure_code",
        ),
        "measures.csv": ("measure_code", "quantity_kind", "part_of"),
        "memo_items.csv": ("table_code", "item_code"),
        "subject_totals.csv": ("table_code", "item_code"),
        "table_column_details.csv": ("table_code", "column_code", "item_code", "phase", "is_memo"),
        "table_columns.csv": ("table_code", "column_code", "column_role", "side", "part_of"),
        "tables.csv": ("table_code", "classification", "reader"),
    },
    "classifications": {
        "economic_classification.csv": ("subject_code", "subject_name"),
        "functional_classification.csv": ("subject_code", "subject_name"),
        "government_economic_classification.csv": ("subject_code", "subject_name"),
        "subject_other_names.csv": ("classification", "subject_code", "subject_name"),
    },
    "rules": {
        "rule_terms.csv": (
            *("rule_id", "side", "weight", "source", "list_side", "column_code", "row_kind", "item_code"),
            *("subject_code", "fund_source_code", "term_key"),
        ),
        "rules.csv": ("rule_id", "severity", "basis", "key_by", "key_from"),
    },
}
COLUMNS = {name: columns for files in _FOLDERS.values() for name, columns in files.items()}
FILES = tuple(COLUMNS)
_PLACES = {name: f"{folder}/{name}" for folder, files in _FOLDERS.items() for name in files}


def place_of(name: str) -> str:
    """Where a file stands in `seeds/`: its folder and its name."""
    return _PLACES[name]
