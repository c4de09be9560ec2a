"""Text, as it is taken from the pages of a disclosure."""

from collections.abc import Sequence

from tests.made.files.parts import Part, Prose


def as_text(parts: Sequence[Part]) -> bytes:
    """A text whose paragraphs have blank lines between them, and whose cells have tabs."""
    return "\n\n".join(line for part in parts for line in _lines(part)).encode() + b"\n"


def _lines(part: Part) -> list[str]:
    if isinstance(part, Prose):
        return [part.text]
    return [*part.lines, "\n".join("\t".join(row) for row in part.rows)]
