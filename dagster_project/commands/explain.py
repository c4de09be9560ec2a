"""`yusuan explain`: where a figure is printed, what it is worth, and what it takes part in."""

from pathlib import Path
from typing import Any

from dagster_project.citation import FILES, citation_in_file, cited_sql
from dagster_project.commands.display import err, out, show_pairs, show_rows
from dagster_project.commands.status import nothing_published
from dagster_project.commands.values import in_words
from dagster_project.settings import Settings
from dagster_project.storage.inventory import document_path
from dagster_project.storage.layout import SEEDS
from dagster_project.storage.reading import open_read_only


def explain(settings: Settings, place_id: str, picture: Path | None = None) -> int:
    """Shows where a figure, an indicator, a card, a performance table or a passage is printed, and what it takes part in.

    With `picture`, the page around it is drawn into that file. Returns the exit status.
    """
    layout = settings.layout
    if not layout.published.exists():
        return nothing_published(layout)
    with open_read_only(layout.published) as connection:
        place = next(filter(None, (_one(connection, query, place_id) for query in _PLACES)), None)
        if place is None:
            err.print(
                f"Nothing has the id {place_id!r}. An id is the source_cell_id of a fact or the cell_id of audit.cells, "
                "such as 07bb71ea08893269:2:1:5 or 07bb71ea08893269:s4:2:1; or a performance_key or a card_key, "
                "or a passage_id that begins with the key of a document."
            )
            return 1
        facts = {
            table: fact
            for table, key in _fact_tables(connection)
            if (fact := _one(connection, f"select * from marts.{table} where {key} = ?", place_id))
        }
        checks = connection.execute(_CHECKS, [place_id]).fetchall()
        rejected = dict(connection.execute(_REJECTED_OF_LINE, [place["part_key"], place["line_no"]]).fetchall())
    show_pairs(_described(place, rejected, settings.raw_folder))
    for table, fact in facts.items():
        out.print(f"\nFact in marts.{table}:")
        show_pairs([(f"  {name}", in_words(value)) for name, value in fact.items() if value is not None])
    if checks:
        out.print("")
        show_rows(("rule", "verdict", "message"), checks)
    return _draw(place, settings.raw_folder, picture) if picture else 0


def _draw(place: dict[str, Any], raw: Path, picture: Path) -> int:
    """Draws the page around a place into a file; returns the exit status."""
    from dagster_project.extraction.places import Box
    from dagster_project.extraction.vocabulary import Vocabulary
    from dagster_project.pictures import Cut, DocumentPictures

    sides = [place.get(f"box_{side}") for side in ("left", "top", "right", "bottom")]
    if place.get("page_no") is None or None in sides:
        err.print("No picture: it has no place on a page, since its document is no PDF file, or it is no single figure.")
        return 1
    document = DocumentPictures.of(document_path(raw, place["source_file"]), place["content_sha256"], Vocabulary.load(SEEDS))
    if document is None:
        err.print(f"No picture: {place['source_file']} is no longer in {raw}, is another file than was read, or is no PDF file.")
        return 1
    (image,) = document.cuts([Cut(place["page_no"], (Box(*(float(side) for side in sides if side is not None)),))])
    if image is None:
        err.print(f"No picture: page {place['page_no']} of {place['source_file']} cannot be drawn.")
        return 1
    picture.write_bytes(image)
    out.print(f"\nPicture          {picture}")
    return 0


_OF_DOCUMENT = f"""
inner join marts.dim_document as documents using (document_key)
inner join marts.dim_unit as units on documents.unit_key = units.unit_key
inner join ({FILES}) as files using (part_key)
"""


def _columns_of_document(line_no: str) -> str:
    return (
        "files.part_key, files.source_file, documents.title, files.content_sha256, units.unit_name, "
        f"{cited_sql(line_no, 'files')} as cited"
    )


# What an id may be of, each with where it is printed. All give the columns that `_described` shows, as far as they have them.
# A target that was rejected is still an indicator's: that it was rejected is what is shown.
_PLACES = (
    f"""
    select cells.*, coverage.title as part_title, sentences.text as sentence, {_columns_of_document("cells.line_no")},
        case when cells.measure_code is null then coverage.printed_unit end as table_unit
    from audit.cells as cells {_OF_DOCUMENT}
    inner join audit.coverage as coverage
        on cells.document_key = coverage.document_key
        and (cells.table_no = coverage.table_no or cells.section_no = coverage.section_no)
    left join audit.sentences as sentences
        on cells.document_key = sentences.document_key
        and cells.section_no = sentences.section_no and cells.sentence_no = sentences.sentence_no
    where cells.cell_id = ?
    """,
    f"""
    select 'Rejected' as what, rejected.text, rejected.table_code, rejected.reason, rejected.page_no, rejected.line_no,
        rejected.box_left, rejected.box_top, rejected.box_right, rejected.box_bottom,
        sentences.text as sentence, {_columns_of_document("rejected.line_no")}
    from audit.rejected as rejected {_OF_DOCUMENT}
    left join audit.sentences as sentences using (document_key, section_no, sentence_no)
    where rejected.cell_id = ?
    """,
    f"""
    select 'Target' as what, target_text as text, indicator_name as row_label, fct_performance_indicator.line_no,
        {_columns_of_document("fct_performance_indicator.line_no")}
    from marts.fct_performance_indicator {_OF_DOCUMENT} where source_cell_id = ?
    """,
    f"""
    select 'Performance table' as what, printed_project_name as text, goal as sentence, fct_performance_budget.line_no,
        {_columns_of_document("fct_performance_budget.line_no")}
    from marts.fct_performance_budget {_OF_DOCUMENT} where performance_key = ?
    """,
    f"""
    select 'Project card' as what, project_name as text, basis as sentence, fct_project_card.line_no,
        {_columns_of_document("fct_project_card.line_no")}
    from marts.fct_project_card inner join marts.dim_project using (project_key) {_OF_DOCUMENT} where card_key = ?
    """,
    f"""
    select concat('Passage (', passages.passage_kind, ')') as what, passages.text, passages.page_no, passages.line_no,
        {_columns_of_document("passages.line_no")}
    from audit.passages as passages {_OF_DOCUMENT} where passages.passage_id = ?
    """,
)
_CHECKS = """
select rule_id, verdict, message_en from audit.reconciliation
where total_cell_id = $1 or list_contains(total_cell_ids, $1) or list_contains(part_cell_ids, $1)
    or list_contains(total_passage_ids, $1) or list_contains(part_passage_ids, $1)
order by rule_id, key
"""


# These were read with the whole table in view: of a cell, the header may tell that it is about people.
_REJECTED_OF_LINE = """
select column_no - 1, text from audit.rejected where part_key = ? and line_no = ? and column_no is not null
"""


def _described(place: dict[str, Any], rejected: dict[int, str], raw: Path) -> list[tuple[str, str]]:
    """What is printed, and where; pairs without a value are left out. `rejected` are the cells of the line that were."""
    pairs = [
        (place.get("what") or "Figure", _worth(place)),
        ("Unit", place["unit_name"]),
        ("Document", place["title"]),
        ("File", place["source_file"]),
        ("Where", _where(place)),
        ("Row" if place.get("row_role") else "Of", _row_words(place)),
        ("Column", f"{place['column_path']} ({place['column_code']})" if place.get("column_path") else ""),
        ("Measures", f"{place['measure_code']} ({place['column_code']})" if place.get("measure_code") else ""),
        ("Why", place.get("reason") or ""),
        ("Text", place.get("sentence") or ""),
        ("Line as printed", _printed_line(raw, place, rejected) or ""),
    ]
    return [(name, value) for name, value in pairs if value]


def _worth(place: dict[str, Any]) -> str:
    unit = place.get("unit_of_measure") or place.get("table_unit") or ""
    text = place["text"] or ""
    # A target prints its unit of measure with its number.
    text = text if text.endswith(unit) else f"{text} {unit}".strip()
    return f"{text} = {place['amount_yuan']:,} yuan" if place.get("amount_yuan") is not None else text


def _where(place: dict[str, Any]) -> str:
    words = [citation_in_file(place["cited"]).en]
    if place.get("page_no") and place["cited"]["page_no"] is None:  # a page of a text, which is told by its lines
        words.insert(0, f"page {place['page_no']}")
    if place.get("sentence_no"):
        return f"{', '.join(words)}: sentence {place['sentence_no']} of “{place['part_title']}”"
    if place.get("column_no"):
        return f"{', '.join(words)}: row {place['row_no']}, column {place['column_no']} of “{place['part_title']}”"
    return ", ".join(words)


def _row_words(place: dict[str, Any]) -> str:
    label = place.get("row_label") or ""
    return f"{label} ({place['row_role']})" if place.get("row_role") else label


def _printed_line(raw: Path, place: dict[str, Any], rejected: dict[int, str]) -> str | None:
    """The line of the raw file, less what is a person's, if the file is still what was read."""
    import hashlib

    from dagster_project.extraction.privacy import is_table_of_amounts, showable
    from dagster_project.extraction.readers import UnreadableDocument, read_document
    from dagster_project.extraction.vocabulary import Vocabulary

    try:
        content = document_path(raw, place["source_file"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != place["content_sha256"]:
            return None
        cells = read_document(content).cells_of_line(place["line_no"])
    except (OSError, UnreadableDocument):
        return None
    vocabulary = Vocabulary.load(SEEDS)
    is_of_amounts = is_table_of_amounts(place.get("table_code"), vocabulary)
    return " | ".join(
        rejected.get(index) or showable(cells, index, vocabulary, is_of_amounts=is_of_amounts) for index in range(len(cells))
    )


def _fact_tables(connection: Any) -> list[tuple[str, str]]:
    """The facts and the columns that lead from a place to them."""
    rows: list[tuple[str, str]] = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and table_name like 'fct%' "
        "and (column_name = 'source_cell_id' or (table_name, column_name) in "
        "(values ('fct_performance_budget', 'performance_key'), ('fct_project_card', 'card_key')) "
        "or column_name in ('amount_cell_id', 'share_cell_id', 'change_cell_id', 'change_pct_cell_id')) order by all"
    ).fetchall()
    return rows


def _one(connection: Any, query: str, place_id: str) -> dict[str, Any] | None:
    cursor = connection.execute(query, [place_id])
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip([column[0] for column in cursor.description], row, strict=True))
