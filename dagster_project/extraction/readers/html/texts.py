"""The text of elements in lines: what stands in one block is one, whatever is marked in it; a line break parts lines."""

import re
from collections.abc import Iterable, Iterator

from dagster_project.extraction.readers.html.tree import Element
from dagster_project.extraction.readers.rows import clean

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BLOCK_DISPLAYS = frozenset(
    ["block", "flex", "flow-root", "grid", "list-item", "table", "table-caption", "table-cell", "table-row", "table-row-group"]
)
_INLINE_DISPLAYS = frozenset(["contents", "inline", "inline-block", "inline-flex", "inline-grid", "inline-table"])
# A footnote mark is no digit of the figure before it.
_RAISED = frozenset({"sub", "sup"})
_KEPT_BREAKS = ("pre", "break-spaces")
_OUT_OF_FLOW = frozenset({"absolute", "fixed"})
BREAK = "\u2028"
# A line of the source that ends among Chinese signs parts nothing.
_CHINESE = r"[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff01-\uffef]"
_SOURCE_BREAK = re.compile(rf"(?<={_CHINESE})[ \t\r]*\n[ \t\r\n]*(?={_CHINESE})")


def is_block(element: Element) -> bool:
    """Whether an element stands in lines of its own."""
    display = element.style.get("display", "")
    if display in _INLINE_DISPLAYS and element.tag not in {"td", "th"}:
        return False
    return element.tag in _BLOCKS or display in _BLOCK_DISPLAYS or element.style.get("position") in _OUT_OF_FLOW


def keeps_breaks(element: Element, *, otherwise: bool) -> bool:
    """Whether a line of the source is a line of the page in an element."""
    if element.tag in {"pre", "textarea"}:
        return True
    declared = element.style.get("white-space")
    return otherwise if declared is None else declared.startswith(_KEPT_BREAKS)


def edge_of(element: Element) -> str:
    """What stands before and behind the text of an element: `BREAK` where it has lines of its own."""
    if element.tag == "br" or is_block(element):
        return BREAK
    return " " if element.tag in _RAISED else ""


def piece_of(text: str, *, keeps: bool) -> str:
    """A text as a piece of a line, or of lines where those of the source are kept."""
    return text.replace("\n", BREAK) if keeps else text


def pieces_of(element: Element, *, keeps: bool = False) -> Iterator[str]:
    """The text of an element piece by piece, `BREAK` where a line ends."""
    keeps = keeps_breaks(element, otherwise=keeps)
    yield edge_of(element)
    for child in element.children:
        if isinstance(child, Element):
            yield from pieces_of(child, keeps=keeps)
        else:
            yield piece_of(child, keeps=keeps)
    yield edge_of(element)


def lines_of(pieces: Iterable[str]) -> Iterator[str]:
    """The lines that pieces make, without blank ones."""
    for line in "".join(pieces).split(BREAK):
        if text := clean(_SOURCE_BREAK.sub("", line)):
            yield text


def text_of(element: Element) -> str:
    """The text of a cell: what stands in lines of their own is parted by a blank."""
    return " ".join(lines_of(pieces_of(element)))
