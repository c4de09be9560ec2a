"""OFD files written for tests: signs and lines at given places, in the fewest elements that the standard asks for.

Places are in millimetres from the upper left corner, as in the file. Digits and letters take half the width of Chinese signs.
"""

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from tests.written_office import zipped

_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
A4 = (210.0, 297.0)


def text(x: float, y: float, words: str, size: float = 3.5, attributes: str = "", within: str = "", spread: float = 0) -> str:
    """Words whose first sign begins at a place, on a baseline; behind each sign so much more space than it takes."""
    distances = " ".join(f"{(size / 2 if sign.isascii() else size) + spread:g}" for sign in words[:-1])
    steps = f' DeltaX="{distances}"' if distances else ""
    boundary = f"{x} {y - size} {size * (len(words) + 1)} {2 * size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{boundary}" Font="1" Size="{size}" {attributes}>{within}'
        f'<ofd:TextCode X="0" Y="{size}"{steps}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, boundary: str = "0 0 210 297", attributes: str = "", within: str = "") -> str:
    """A path, in coordinates from the corner of its boundary."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{boundary}" LineWidth="0.2" {attributes}>{within}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A drawn line."""
    return path(f"M {x1} {y1} L {x2} {y2}")


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Lines down at all `xs` and across at all `ys`, each over the whole table."""
    down = [line(x, min(ys), x, max(ys)) for x in xs]
    return "".join([*down, *(line(min(xs), y, max(xs), y) for y in ys)])


def page_xml(drawn: Iterable[str], before: str = "") -> str:
    """The member of a page: what it draws, in one layer."""
    return f'<ofd:Page {_NAMES}>{before}<ofd:Content><ofd:Layer ID="3">{"".join(drawn)}</ofd:Layer></ofd:Content></ofd:Page>'


def package(pages: Mapping[str, str], size: tuple[float, float] = A4, common: str = "", **members: str) -> bytes:
    """A file with these pages in XML, by their places beside the document; `members` by their places too."""
    entries = "".join(f'<ofd:Page ID="{at}" BaseLoc="{place}"/>' for at, place in enumerate(pages, start=10))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {_NAMES} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NAMES}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 {size[0]} {size[1]}</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
    }
    return zipped(parts | {f"Doc_0/{place}": xml for place, xml in {**pages, **members}.items()})


def ofd(*pages: Iterable[str], size: tuple[float, float] = A4) -> bytes:
    """A file with these pages, each of what is drawn on it."""
    return package({f"Pages/Page_{at}/Content.xml": page_xml(drawn) for at, drawn in enumerate(pages)}, size)
