"""What a document states in words alone: no figure says it, yet tables and rules can be held against it.

`paragraphs` lays out all text of a document so that a phrase is found at once; `contents` reads the
lines of the table of contents; `years` finds the years that must be a certain one; `components`
reads the names that a total consists of; `withheld` finds projects that are kept secret, `left_out` what tables leave
out since it is; `phrases` finds the other claims; `reader` makes records of them all. The phrases are data: `words` holds them.
"""

from dagster_project.extraction.claims.left_out import leaves_items_out
from dagster_project.extraction.claims.reader import ClaimReader

__all__ = ["ClaimReader", "leaves_items_out"]
