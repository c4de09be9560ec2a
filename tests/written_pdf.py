"""PDF files written for tests: signs and lines at given places, in the fewest objects that a reader needs.

Places are in points from the lower left corner, as in the file. The font is one that readers know by name; digits and
letters take half the width of Chinese signs.
"""

from collections.abc import Iterable, Sequence

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)
A4 = (595, 842)


def text(x: float, y: float, words: str, size: float = 10, spread: float = 0) -> str:
    """Words whose first sign begins at a place, on a baseline; behind each sign so much more space than it takes."""
    return f"BT /F {size} Tf {spread:g} Tc 1 0 0 1 {x:g} {y:g} Tm <{words.encode('utf-16-be').hex()}> Tj ET"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A drawn line."""
    return f"0.5 w {x1:g} {y1:g} m {x2:g} {y2:g} l S"


def grid(xs: Iterable[float], ys: Iterable[float]) -> str:
    """Lines down at all `xs` and across at all `ys`, each over the whole table."""
    xs, ys = sorted(xs), sorted(ys)
    down = [line(x, ys[0], x, ys[-1]) for x in xs]
    return "\n".join([*down, *(line(xs[0], y, xs[-1], y) for y in ys)])


def pdf(*pages: Iterable[str], size: tuple[float, float] = A4, rotate: int = 0, sizes: Sequence[tuple[float, float]] = ()) -> bytes:
    """A file with these pages, each of what is drawn on it; all of one size unless that of each is told."""
    contents = ["\n".join(page).encode("ascii") for page in pages]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        _FONT.encode(),
    ]
    for at, content in enumerate(contents):
        width, height = sizes[at] if sizes else size
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}] /Rotate {rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    file = b"%PDF-1.7\n"
    offsets = []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        file
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(file))
    )
