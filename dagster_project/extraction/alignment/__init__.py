"""Rows whose amounts slipped sideways: found, and set right where the sums leave one way only.

Converting a page may lose an empty cell of a row, or add one: all its figures right of that place then stand in the
wrong columns. `sheets` holds the lists of a document as rows, `identities` what must agree, `moves` where the
figures of a row may stand, `search` finds the moves under which all agrees, `alignment` decides and records.
"""

from dagster_project.extraction.alignment.alignment import Alignment, align

__all__ = ["Alignment", "align"]
