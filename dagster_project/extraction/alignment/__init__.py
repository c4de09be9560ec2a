"""Rows whose amounts slipped sideways: found, and set right where the sums leave one way only.

Converting a page may lose an empty cell of a row, or add one: all its figures right of that place then stand in the
wrong columns. `sheets` holds the lists of a document as rows, `identities` what must agree, `moves` where the
figures of a row may stand, `search` finds the moves under which all agrees, `alignment` decides, `rewriting` records.
Rows whose length tells that they slipped are settled before, as their table is loaded: `widths`.
"""

from dagster_project.extraction.alignment.alignment import Alignment, align
from dagster_project.extraction.alignment.widths import load_with_rows_set_right, refuse_tables_of_uneven_headers

__all__ = ["Alignment", "align", "load_with_rows_set_right", "refuse_tables_of_uneven_headers"]
