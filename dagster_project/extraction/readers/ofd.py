"""OFD files (GB/T 33190, 版式文档): a ZIP archive of XML that says at which place of a page each sign and each line is drawn.

What stands in which member, and what refers to what; what a page draws is read in `ofd_page.py`. Seals, notes on pages and
attachments are not read.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder

from dagster_project.extraction.pages import Page
from dagster_project.extraction.readers.archive import Archive
from dagster_project.extraction.readers.drawn_pages import document_of, refuse_too_many
from dagster_project.extraction.readers.ofd_page import Drawing, box_in
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

ROOT = "OFD.xml"
_KIND = "an OFD file"
# Members of a file whose other members are encrypted (GM/T 0099).
_OF_LOCKED = {"encryptions.xml", "decryptseed.dat", "entriesmap.dat"}
_A4 = "0 0 210 297"
# Of all pages together, those of templates and groups as often as they are drawn.
_MOST_OBJECTS = 1_000_000


def read(archive: Archive) -> SourceDocument:
    """The blocks of an OFD file. Raises `UnreadableDocument` where it is damaged, locked or a scan."""
    if any(name.rpartition("/")[2].lower() in _OF_LOCKED for name in archive.names):
        raise UnreadableDocument(f"{_KIND} that is locked: save it without a password")
    package = _Package(archive)
    places = [(document, place) for document in package.documents() for place in document.pages()]
    refuse_too_many(len(places), _KIND)
    pages: list[Page] = []
    n_objects = 0
    for page_no, (document, place) in enumerate(places, start=1):
        try:
            drawing = document.drawing(place, _MOST_OBJECTS - n_objects)
        # Of numbers that are none, and of a page that is larger than any.
        except (ValueError, OverflowError) as error:
            raise _damaged(f"page {page_no}") from error
        if drawing.is_full:
            raise UnreadableDocument(f"{_KIND} with more objects than any disclosure has: split it")
        n_objects += drawing.n_objects
        pages.append(drawing.page(page_no))
    return document_of(pages, "ofd", _KIND)


def _damaged(what: str) -> UnreadableDocument:
    return UnreadableDocument(f"{_KIND} that is damaged: {what} cannot be read; fetch it again")


class _Package:
    """The archive: its members as trees, by the places that other members give."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def documents(self) -> Iterator["_Document"]:
        """The documents of the file: mostly one."""
        places = [_text(root) for root in self.tree(ROOT).iterfind("DocBody/DocRoot")]
        if not places:
            raise _damaged(ROOT)
        return (_Document(self, self.located("", place)) for place in places)

    def located(self, beside: str, place: str) -> str:
        """The member that a place means in another member: from there, or from the root where it begins with a slash.

        Raises `UnreadableDocument` where it lies outside the archive, or is not there.
        """
        folder = [] if place.startswith("/") else beside.split("/")[:-1]
        # Some programs write places from the root without a slash.
        for start in (folder, []):
            name = _joined(start, place)
            if name in self._archive.names:
                return name
        raise _damaged(f"the part “{place[:60]}”, which is not there,")

    def tree(self, name: str) -> Element:
        """The elements of a member; names are without prefixes."""
        builder = TreeBuilder()
        for event in self._archive.events(name):
            if not event.name:
                builder.data(event.text)
            elif event.is_end:
                builder.end(event.name)
            else:
                builder.start(event.name, dict(event.attributes))
        return builder.close()


class _Document:
    """A document of the file."""

    def __init__(self, package: _Package, name: str) -> None:
        self._package = package
        self._name = name
        self._root = package.tree(name)
        self._area = _text(self._root.find("CommonData/PageArea/PhysicalBox")) or _A4
        self._templates: dict[str, Element | None] = {}
        self._units: dict[str, Element] | None = None

    def pages(self) -> Iterator[str]:
        """The members that hold the pages, in order."""
        return (self._located(page.get("BaseLoc", "")) for page in self._root.iterfind("Pages/Page"))

    def drawing(self, name: str, most: int) -> Drawing:
        """What the page of a member draws: up to so many objects."""
        page = self._package.tree(name)
        drawing = Drawing(box_in(_text(page.find("Area/PhysicalBox")) or self._area), self._unit, most)
        for template in page.iterfind("Template"):
            drawing.add(self._template(template.get("TemplateID", "")))
        drawing.add(page)
        return drawing

    def _template(self, template_id: str) -> Element | None:
        """A page that other pages show too; None where there is none of that name."""
        if template_id not in self._templates:
            entries = self._root.iterfind("CommonData/TemplatePage")
            place = next((entry.get("BaseLoc", "") for entry in entries if entry.get("ID") == template_id), None)
            self._templates[template_id] = None if place is None else self._package.tree(self._located(place))
        return self._templates[template_id]

    def _unit(self, unit_id: str) -> Element | None:
        """A group of objects that pages draw at several places (复合图元); None where there is none of that name."""
        if self._units is None:
            kept = [*self._root.iterfind("CommonData/PublicRes"), *self._root.iterfind("CommonData/DocumentRes")]
            resources = (self._package.tree(self._located(_text(each))) for each in kept)
            units = (unit for resource in resources for unit in resource.iterfind("CompositeGraphicUnits/CompositeGraphicUnit"))
            self._units = {unit.get("ID", ""): unit for unit in units}
        return self._units.get(unit_id)

    def _located(self, place: str) -> str:
        return self._package.located(self._name, place)


def _joined(folder: list[str], place: str) -> str:
    """The name of a member, as archives have it."""
    parts = list(folder)
    for part in place.strip().replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                raise UnreadableDocument(f"{_KIND} that refers to a file outside of it: nothing there is opened; fetch it again")
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _text(node: Element | None) -> str:
    return ((node.text if node is not None else None) or "").strip()
