"""The elements of a page that are shown, with what is declared of each. What is hidden, and what is for programs, is not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dagster_project.extraction.readers.html.styles import Styles
from dagster_project.extraction.source_document import UnreadableDocument

# Of what is shown in them nothing is a text of the page, or nothing is shown.
_NOT_READ = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "noscript",
        "template",
        "select",
        "datalist",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "defs",
        "desc",
        "metadata",
        "symbol",
        "clippath",
        "mask",
    ]
)
_PICTURES = frozenset({"img", "svg"})
_HIDDEN = {"hidden", "collapse"}
# Deeper nesting than this is that of no page.
_DEEPEST = 300
# An element that is not closed stands in the one before: parsing such a page takes time in the square of them.
_MOST_OPEN = 20_000
_MOST_NODES = 2_000_000

_DEEP = "an HTML page nested more deeply than any page: a damaged or hostile file; fetch it again"


@dataclass(slots=True)
class Element:
    """An element: its attributes, what is declared of it, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    style: dict[str, str]
    children: list["Element | str"]

    @property
    def elements(self) -> Iterator["Element"]:
        """The elements among its children."""
        return (child for child in self.children if isinstance(child, Element))


def tree_of(text: str) -> Element:
    """The body of a page. Raises `UnreadableDocument` where it is nested as no page is."""
    from selectolax.lexbor import LexborHTMLParser

    _refuse_unclosed(text)
    parser = LexborHTMLParser(text)
    styles = Styles(node.text() for node in parser.css("style") if (node.attributes.get("media") or "").strip() != "print")
    if parser.body is None:
        return Element("body", {}, {}, [])
    return _Growth(styles).grown(parser.body)


def _refuse_unclosed(text: str) -> None:
    """Refuses a page in which far more elements begin than end, before it is parsed."""
    lower = text.lower()
    if lower.count("<div") + lower.count("<span") - lower.count("</") > _MOST_OPEN:
        raise UnreadableDocument(_DEEP)


class _Growth:
    """A tree being made of the nodes of the parser."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._n_nodes = 0

    def grown(self, body: Any) -> Element:
        root = self._element(body, [])
        around = [root]
        is_shown = [root.style.get("visibility") not in _HIDDEN]
        pending = [body.iter(include_text=True)]
        while pending:
            node = next(pending[-1], None)
            if node is None:
                pending.pop()
                around.pop()
                is_shown.pop()
            elif node.tag == "-text":
                if is_shown[-1]:
                    around[-1].children.append(node.text_content or "")
            elif node.tag[0].isalpha() and node.tag.lower() not in _NOT_READ:
                element = self._element(node, around)
                if _is_hidden(element):
                    continue
                around[-1].children.append(element)
                around.append(element)
                own = element.style.get("visibility", "inherit")
                is_shown.append(is_shown[-1] if own == "inherit" else own not in _HIDDEN)
                pending.append(node.iter(include_text=True))
                if len(pending) > _DEEPEST:
                    raise UnreadableDocument(_DEEP)
        return root

    def _element(self, node: Any, around: list[Element]) -> Element:
        self._n_nodes += 1
        if self._n_nodes > _MOST_NODES:
            raise UnreadableDocument(f"an HTML page of more than {_MOST_NODES:,} elements: split it")
        attributes = {name: value or "" for name, value in node.attributes.items()}
        element = Element(node.tag, attributes, {}, [])
        element.style = self._styles.of(element, around)
        return element


def _is_hidden(element: Element) -> bool:
    return (
        element.style.get("display") == "none"
        or element.attributes.get("hidden", "until-found") != "until-found"
        or (element.tag == "dialog" and "open" not in element.attributes)
    )


def is_picture(element: Element) -> bool:
    """Whether an element draws something that is no text."""
    return element.tag in _PICTURES
