"""Files that are damaged or hostile: bytes that changed on their way, and files made to cost whoever reads them.

`damaged_file` gives one of a number; `HOSTILE` has those that are written by hand, by name. Each must be read or refused,
within bounds of time and memory.
"""

import random
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from io import BytesIO
from typing import NamedTuple

from tests import written_ofd, written_pdf
from tests.made.files import TYPES
from tests.made.files.parts import parts_of_text
from tests.small_disclosures import disclosure
from tests.written_office import docx_of, ods_of, sheet_xml, xlsx, xlsx_of, zipped

_Damage = Callable[[bytes, random.Random], bytes]

_NUMBER = re.compile(rb"\d+")
_HUGE = (b"0", b"-1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e99", b"")


class DamagedFile(NamedTuple):
    """A damaged file: the type of what it was, the kind of damage, the content."""

    type_name: str
    kind: str
    content: bytes


def damaged_file(number: int) -> DamagedFile:
    """The file of a number: the numbers go through all types, and for each through all kinds of damage."""
    names, kinds = list(TYPES), list(_DAMAGES)
    name, kind = names[number % len(names)], kinds[number // len(names) % len(kinds)]
    return DamagedFile(name, kind, _DAMAGES[kind](_whole(name), random.Random(f"damaged file {number}")))


@cache
def _whole(name: str) -> bytes:
    return TYPES[name](parts_of_text(disclosure()))


def _flipped(content: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 60)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(1, len(content))]


def _beheaded(content: bytes, rng: random.Random) -> bytes:
    return content[rng.randrange(1, len(content)) :]


def _holed(content: bytes, rng: random.Random) -> bytes:
    start, length = rng.randrange(len(content)), rng.randint(1, 3000)
    return content[:start] + content[start + length :]


def _zeroed(content: bytes, rng: random.Random) -> bytes:
    start, length = rng.randrange(len(content)), rng.randint(1, 600)
    return content[:start] + bytes(len(content[start : start + length])) + content[start + length :]


def _repeated(content: bytes, rng: random.Random) -> bytes:
    """A run of it again in another place: objects twice, elements within elements."""
    start, place = rng.randrange(len(content)), rng.randrange(len(content))
    return content[:place] + content[start : start + rng.randint(1, 3000)] + content[place:]


def _with_other_numbers(content: bytes, rng: random.Random) -> bytes:
    """Some numbers of it huge, negative or lost: counts, lengths, references, places."""
    found = list(_NUMBER.finditer(content))
    for number in sorted(rng.sample(found, min(len(found), rng.randint(1, 20))), key=lambda each: -each.start()):
        content = content[: number.start()] + rng.choice(_HUGE) + content[number.end() :]
    return content


def _within_a_member(damage: _Damage, content: bytes, rng: random.Random) -> bytes:
    """A member of a ZIP file damaged, the file around it sound; of another file all of it."""
    members = _members(content)
    if not members:
        return damage(content, rng)
    name = rng.choice(sorted(members))
    return zipped({**members, name: damage(members[name] or b"0", rng)})


def _with_a_member_replaced(content: bytes, rng: random.Random) -> bytes:
    """A member of a ZIP file with the content of another; of another file its halves changed."""
    members = _members(content)
    if not members:
        return content[len(content) // 2 :] + content[: len(content) // 2]
    one, other = rng.choice(sorted(members)), rng.choice(sorted(members))
    return zipped({**members, one: members[other]})


def _without_a_member(content: bytes, rng: random.Random) -> bytes:
    members = _members(content)
    if not members:
        return _holed(content, rng)
    lost = rng.choice(sorted(members))
    return zipped({name: member for name, member in members.items() if name != lost})


def _members(content: bytes) -> dict[str, bytes]:
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_DAMAGES: Mapping[str, _Damage] = {
    "flipped": _flipped,
    "cut": _cut,
    "beheaded": _beheaded,
    "holed": _holed,
    "zeroed": _zeroed,
    "repeated": _repeated,
    "other numbers": partial(_within_a_member, _with_other_numbers),
    "flipped within": partial(_within_a_member, _flipped),
    "holed within": partial(_within_a_member, _holed),
    "repeated within": partial(_within_a_member, _repeated),
    "member replaced": _with_a_member_replaced,
    "member lost": _without_a_member,
}

_COLUMNS = 10_000
_DEEP = 20_000
_MANY = 100_000
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _pdf_of(objects: list[str]) -> bytes:
    """A PDF file of objects; their places are left for the reader to find."""
    body = "\n".join(f"{number} 0 obj\n{each}\nendobj" for number, each in enumerate(objects, start=1))
    return f"%PDF-1.7\n{body}\ntrailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n%%EOF".encode()


def _pages_in_a_circle() -> bytes:
    return _pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 3 /Parent 3 0 R >>",
            "<< /Type /Pages /Kids [2 0 R] /Count 2 /Parent 2 0 R >>",
        ]
    )


def _declared_pages(count: int) -> bytes:
    kids = "[4 0 R]"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return _pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids {kids} /Count {count} >>", "null", page])


def _one_page_many_times() -> bytes:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    kids = f"[{'3 0 R ' * _MANY}]"
    return _pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids {kids} /Count {_MANY} >>", page])


def _page_trees_deep() -> bytes:
    trees = [f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 /Parent {number - 1} 0 R >>" for number in range(2, _DEEP)]
    return _pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", *trees, "<< /Type /Page /MediaBox [0 0 595 842] >>"])


def _forms_in_a_circle() -> bytes:
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >> /Length 10 >>"
    return _pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
            "<< /Length 5 >>\nstream\n/X Do\nendstream",
            f"{form}\nstream\n/X Do /X Do\nendstream",
        ]
    )


def _lines_across_and_down() -> bytes:
    """As many rules as cross in billions of places."""
    across = [written_pdf.line(0, at * 842 / _MANY, 595, at * 842 / _MANY) for at in range(_MANY // 2)]
    down = [written_pdf.line(at * 595 / _MANY, 0, at * 595 / _MANY, 842) for at in range(_MANY // 2)]
    return written_pdf.pdf([*across, *down, written_pdf.text(100, 100, "1.00")])


def _tables_of_points() -> bytes:
    """A table of a thousand rows and columns that are a point high and wide."""
    return written_pdf.pdf(
        [written_pdf.grid(range(0, 4000, 4), range(0, 4000, 4)), written_pdf.text(9, 9, "1.00")], size=(4000, 4000)
    )


def _signs_in_one_place() -> bytes:
    return written_pdf.pdf([written_pdf.text(100, 100, "1,234.00" * _MANY, 1)])


def _endless_page() -> bytes:
    return written_pdf.pdf([written_pdf.text(0, 0, "1.00", 1e9)], size=(1e12, 1e12))


def _bomb(name: str) -> bytes:
    """A ZIP file with a part that unpacks to more than a computer should hold."""
    content = BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(201):
            member.write(bytes(1_000_000))
    return content.getvalue()


def _bomb_that_lies() -> bytes:
    """A part that declares to unpack to little."""
    content = bytearray(zipped({"xl/workbook.xml": b" " * 50_000_000, "xl/_rels/workbook.xml.rels": "<a/>"}))
    real = (50_000_000).to_bytes(4, "little")
    while real in content:
        at = content.index(real)
        content[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "ha"}">' for at in range(12))
    return xlsx_of(
        {"a": f"<!DOCTYPE a [{laughs}]><worksheet {_MAIN}><sheetData><row><c><v>&a11;</v></c></row></sheetData></worksheet>"}
    )


def _deep(tag: str) -> str:
    return f"<{tag}>" * _DEEP + f"</{tag}>" * _DEEP


def _deep_in_docx() -> bytes:
    return docx_of("<w:tbl><w:tr><w:tc>" * _DEEP + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * _DEEP)


def _row(n_columns: int) -> list[str]:
    return ["1.00"] * n_columns


def _wide_docx() -> bytes:
    cell = "<w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc>"
    return docx_of(f"<w:tbl>{f'<w:tr>{cell * _COLUMNS}</w:tr>' * 3}</w:tbl>")


def _spanned_docx() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc>'
    return docx_of(f"<w:tbl>{f'<w:tr>{cell * 2}</w:tr>' * 300}</w:tbl>")


def _ods_of_repeats() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="999999999"><text:p>1.00</text:p></table:table-cell>'
    return ods_of(f'<table:table><table:table-row table:number-rows-repeated="999999999">{cell}</table:table-row></table:table>')


def _far_cell() -> bytes:
    sheet = f'<worksheet {_MAIN}><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    return xlsx_of({"a": sheet})


def _merged_far() -> bytes:
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 1000
    return xlsx([["甲", 1.0]], behind=f"<mergeCells>{merged}</mergeCells>")


def _many_sheets() -> bytes:
    return xlsx_of({f"s{at}": sheet_xml([["甲", "1.00"]], ()) for at in range(4000)})


def _many_members() -> bytes:
    return zipped({f"xl/{at}.xml": "" for at in range(_MANY // 10)} | {"xl/workbook.xml": "<workbook/>"})


def _wide_disclosure(n_columns: int) -> bytes:
    """A disclosure of which every row goes on."""
    return "\n".join(line + "\t1.00" * n_columns if "\t" in line else line for line in disclosure().split("\n")).encode()


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def _ofd_of_one_page(times: int) -> bytes:
    content = written_ofd.package({"p.xml": written_ofd.page_xml([written_ofd.text(10, 10, "1.00")])})
    members = _members(content)
    page = b'<ofd:Page ID="10" BaseLoc="p.xml"/>'
    members["Doc_0/Document.xml"] = members["Doc_0/Document.xml"].replace(page, page * times)
    return zipped(members)


def _quoted_without_end() -> bytes:
    return ('甲,乙,"丙\n' + "1.00,2.00,3.00\n" * _MANY).encode()


_SPANNED = '<tr><td rowspan="999999999" colspan="999999999">1.00</td></tr>'
_PLACED = '<div style="position:absolute;left:9pt;top:9pt;font-size:9pt">1.00</div>'
_REPEATED_STEPS = (
    '<ofd:TextObject ID="1" Boundary="0 0 210 297" Font="1" Size="3"><ofd:TextCode X="0" Y="9" DeltaX="g 999999999 1">1.00'
    "</ofd:TextCode></ofd:TextObject>"
)

HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "pdf: page trees in a circle": _pages_in_a_circle,
    "pdf: 100,000 pages declared": partial(_declared_pages, _MANY),
    "pdf: 2,147,483,647 pages declared": partial(_declared_pages, 2**31 - 1),
    "pdf: one page 100,000 times": _one_page_many_times,
    "pdf: page trees 20,000 deep": _page_trees_deep,
    "pdf: forms that draw themselves": _forms_in_a_circle,
    "pdf: arrays 20,000 deep": lambda: _pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "[" * _DEEP + "]" * _DEEP]),
    "pdf: rules that cross in billions of places": _lines_across_and_down,
    "pdf: a table of a million cells": _tables_of_points,
    "pdf: 800,000 signs in one line": _signs_in_one_place,
    "pdf: a page without end": _endless_page,
    "zip: a bomb as xlsx": partial(_bomb, "xl/workbook.xml"),
    "zip: a bomb as docx": partial(_bomb, "word/document.xml"),
    "zip: a bomb as ofd": partial(_bomb, "OFD.xml"),
    "zip: a bomb that declares little": _bomb_that_lies,
    "zip: 10,000 members": _many_members,
    "xlsx: entities of entities": _entities,
    "xlsx: 20,000 deep": lambda: xlsx_of({"a": f"<worksheet {_MAIN}>{_deep('row')}</worksheet>"}),
    "xlsx: 10,000 columns": lambda: xlsx([_row(_COLUMNS)] * 3),
    "xlsx: a cell in the last row and column": _far_cell,
    "xlsx: all merged, 1,000 times": _merged_far,
    "xlsx: 4,000 sheets": _many_sheets,
    "ods: repeated 999,999,999 times": _ods_of_repeats,
    "ods: 20,000 deep": lambda: ods_of(f"<table:table>{_deep('table:table')}</table:table>"),
    "docx: tables 20,000 deep": _deep_in_docx,
    "docx: 10,000 columns": _wide_docx,
    "docx: cells over 999,999,999 columns": _spanned_docx,
    "html: tables 20,000 deep": lambda: _html("<table><tr><td>" * _DEEP + "1.00"),
    "html: 10,000 columns": lambda: _html(f"<table>{('<tr>' + '<td>1.00' * _COLUMNS) * 3}</table>"),
    "html: cells over 999,999,999 fields": lambda: _html(f"<table>{_SPANNED * 300}</table>"),
    "html: 100,000 places on a page": lambda: _html(_PLACED * _MANY),
    "ofd: one page 100,000 times": lambda: _ofd_of_one_page(_MANY),
    "ofd: 20,000 deep": lambda: written_ofd.package({"p.xml": written_ofd.page_xml([_deep("ofd:PageBlock")])}),
    "ofd: a text with 999,999,999 steps": lambda: written_ofd.ofd([_REPEATED_STEPS]),
    "csv: 10,000 columns": lambda: "\n".join([",".join(_row(_COLUMNS))] * 20).encode(),
    "csv: a quotation mark without end": _quoted_without_end,
    "tsv: 10,000 columns": lambda: "\n".join(["\t".join(_row(_COLUMNS))] * 20).encode(),
    "text: a disclosure of 10,000 columns": partial(_wide_disclosure, _COLUMNS),
    "text: one line of 20 MB": lambda: b"1,234.00 " * 2_000_000,
}
# What is refused in a time that a test has not.
SLOW = frozenset(
    {
        "pdf: forms that draw themselves",
        "pdf: a table of a million cells",
        "pdf: rules that cross in billions of places",
        "html: 100,000 places on a page",
    }
)
