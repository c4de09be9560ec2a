"""One disclosure as every type of file that is read: `TYPES` has a writer for each, and for each way of laying one out."""

from collections.abc import Callable, Mapping, Sequence

from tests.made.files.delimited import as_csv, as_tsv
from tests.made.files.html import as_html, as_positioned_html
from tests.made.files.ofd import as_ofd
from tests.made.files.pages import PageStyle
from tests.made.files.parts import Part
from tests.made.files.pdf import as_pdf
from tests.made.files.spreadsheets import as_ods, as_xls, as_xlsx, as_xlsx_of_sheets
from tests.made.files.text import as_text
from tests.made.files.word import as_docx

Writer = Callable[[Sequence[Part]], bytes]

_HEAD = "部门和单位预算公开"


def _in(style: PageStyle, write: Callable[[Sequence[Part], PageStyle], bytes]) -> Writer:
    return lambda parts: write(parts, style)


_PLAIN = PageStyle(running_head=_HEAD)

TYPES: Mapping[str, Writer] = {
    "text": as_text,
    "pdf": _in(_PLAIN, as_pdf),
    "pdf, headers repeated": _in(PageStyle(running_head=_HEAD, repeats_header=True), as_pdf),
    "pdf, doubled rules": _in(PageStyle(rules="doubled"), as_pdf),
    "pdf, turned": _in(PageStyle(is_turned=True), as_pdf),
    "ofd": _in(_PLAIN, as_ofd),
    "html": as_html,
    "html, positioned": _in(_PLAIN, as_positioned_html),
    "xlsx": as_xlsx,
    "xlsx, a sheet each": as_xlsx_of_sheets,
    "xls": as_xls,
    "ods": as_ods,
    "docx": as_docx,
    "csv": as_csv,
    "tsv": as_tsv,
}

# Without rules that go down, columns follow from what stands in them: tables are read, forms whose cells are merged stay text.
UNRULED: Writer = _in(PageStyle(rules="across"), as_pdf)
