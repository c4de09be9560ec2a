"""What an extraction takes figures for, in the terms of `truth`."""

import unicodedata

from dagster_project.extraction.records import CellRecord, FigureRecord
from tests.made.truth import StatedMeaning, TableMeaning

YUAN_PER_WAN = 10_000
_REMARKS = frozenset({"remark", "goal_remark", "project_remark"})


def is_own(figure: FigureRecord) -> bool:
    """Whether a figure is one of the unit's own, not merely mentioned."""
    return figure.measure_code not in _REMARKS


def meaning_of_cell(cell: CellRecord) -> TableMeaning:
    """The meaning of a figure of a budget table."""
    project = _spaceless(cell.project_name)
    return TableMeaning(cell.table_code, cell.subject_code, cell.item_code, project, cell.column_code, cell.amount_yuan)


def meaning_of_figure(figure: FigureRecord) -> StatedMeaning:
    """The meaning of a figure of a sentence or of a performance table."""
    return StatedMeaning(
        figure.section_code or figure.table_code or "",
        figure.figure_kind,
        figure.measure_code,
        figure.subject_code,
        figure.fund_source_code,
        _spaceless(figure.project_name),
        _spaceless(figure.label) if figure.figure_kind in {"target", "weight"} else None,
        figure.value if figure.amount_yuan is None or figure.figure_kind == "target" else figure.amount_yuan / YUAN_PER_WAN,
    )


def _spaceless(name: str | None) -> str | None:
    return "".join(unicodedata.normalize("NFKC", name).split()) if name else None
