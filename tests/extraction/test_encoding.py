"""Bytes in, characters out: every known encoding, and the contents that are none."""

import codecs
import hashlib
from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import UnreadableDocument, read_document
from dagster_project.extraction.readers.encoding import decode

DOCUMENT = """2026年甲县财政局单位预算公开

目录

部门支出总体情况表

编制单位：甲县财政局

单位：万元

科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
201\t\t\t一般公共服务支出\t1,232.45\t1,000.00\t232.45
\t\t\t总计\t1,232.45\t1,000.00\t232.45

甲县财政局
"""

ENCODED = {
    "UTF-8": DOCUMENT.encode(),
    "UTF-8 with BOM": codecs.BOM_UTF8 + DOCUMENT.encode(),
    "UTF-16 LE": DOCUMENT.encode("utf-16-le"),
    "UTF-16 LE with BOM": codecs.BOM_UTF16_LE + DOCUMENT.encode("utf-16-le"),
    "UTF-16 BE": DOCUMENT.encode("utf-16-be"),
    "UTF-16 BE with BOM": codecs.BOM_UTF16_BE + DOCUMENT.encode("utf-16-be"),
    "GB18030": DOCUMENT.encode("gb18030"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_text_in_any_known_encoding_is_decoded(name: str) -> None:
    assert decode(ENCODED[name]) == DOCUMENT


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_figures_do_not_depend_on_encoding_and_line_ends(
    read: Callable[[str | bytes], Extraction], encoding: str, line_end: str
) -> None:
    extraction = read(DOCUMENT.replace("\n", line_end).encode(encoding))
    assert extraction.documents[0].read_outcome == "read"
    assert [(cell.line_no, cell.row_label, cell.amount_yuan) for cell in extraction.cells] == [
        (13, "一般公共服务支出", Decimal("12324500.00")),
        (13, "一般公共服务支出", Decimal("10000000.00")),
        (13, "一般公共服务支出", Decimal("2324500.00")),
        (14, "总计", Decimal("12324500.00")),
        (14, "总计", Decimal("10000000.00")),
        (14, "总计", Decimal("2324500.00")),
    ]


def test_a_gb18030_character_of_four_bytes_is_decoded() -> None:
    text = DOCUMENT + "联系人：㐀某\n"
    assert decode(text.encode("gb18030")) == text


def _reason(read: Callable[[str | bytes], Extraction], content: bytes) -> str:
    """The reason why a content could not be read, after checking that it has left one failed record and nothing else."""
    extraction = read(content)
    assert [record.read_outcome for record in extraction.documents] == ["failed"]
    assert not extraction.tables
    assert not extraction.cells
    assert not extraction.rejected
    record = extraction.documents[0]
    assert record.content_sha256 == hashlib.sha256(content).hexdigest()
    assert record.reader is None
    assert record.reason
    return record.reason


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"\r\n\t \n",
        pytest.param(codecs.BOM_UTF8, id="UTF-8 BOM only"),
        pytest.param(codecs.BOM_UTF16_LE + "\n \t".encode("utf-16-le"), id="UTF-16 blanks"),
        pytest.param("\u3000\u3000\n".encode(), id="ideographic spaces"),
    ],
)
def test_a_file_without_a_character_in_it_is_said_to_be_empty(read: Callable[[str | bytes], Extraction], content: bytes) -> None:
    assert "empty" in _reason(read, content)


@pytest.mark.parametrize(
    ("signature", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        (b"\x1f\x8b\x08\x00", "compressed"),
    ],
)
def test_a_file_of_another_type_is_named_and_the_way_out_is_told(
    read: Callable[[str | bytes], Extraction], signature: bytes, word: str
) -> None:
    reason = _reason(read, signature + bytes(range(256)))
    assert word in reason
    assert "save it as" in reason or "unpack" in reason or "fetch it again" in reason


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 4, id="all bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", id="PNG"),
        pytest.param(b"GIF89a\x01\x02\x03\x04", id="GIF"),
        pytest.param(b"\x00" * 64, id="zeros"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(range(1, 256)) * 3, id="JPEG"),
    ],
)
def test_a_binary_file_is_said_to_be_binary(read: Callable[[str | bytes], Extraction], content: bytes) -> None:
    assert "binary" in _reason(read, content)


@pytest.mark.parametrize("control", ["\x01", "\x07", "\x1b", "\x7f", "\x80", "\uffff"])
@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_with_control_characters_is_not_read(read: Callable[[str | bytes], Extraction], name: str, control: str) -> None:
    assert "control characters" in _reason(read, DOCUMENT.replace("232.45", f"232{control}.45").encode(name))


@pytest.mark.parametrize("n_bytes", [1, 2])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
def test_utf_8_cut_within_a_character_is_said_to_be_truncated(
    read: Callable[[str | bytes], Extraction], bom: bytes, n_bytes: int
) -> None:
    whole = bom + (DOCUMENT + "局").encode()
    assert "truncated" in _reason(read, whole[:-n_bytes])


@pytest.mark.parametrize(("last", "n_bytes"), [("局", 1), ("㐀", 1), ("㐀", 2), ("㐀", 3)])
def test_gb18030_cut_within_a_character_is_said_to_be_truncated(
    read: Callable[[str | bytes], Extraction], last: str, n_bytes: int
) -> None:
    whole = (DOCUMENT + last).encode("gb18030")
    assert "truncated" in _reason(read, whole[:-n_bytes])


@pytest.mark.parametrize("name", ["UTF-16 LE with BOM", "UTF-16 BE with BOM"])
def test_utf_16_cut_within_a_character_is_said_to_be_truncated(read: Callable[[str | bytes], Extraction], name: str) -> None:
    assert "truncated" in _reason(read, ENCODED[name][:-1])


def test_utf_8_with_a_damaged_byte_is_not_read_as_other_words(read: Callable[[str | bytes], Extraction]) -> None:
    content = ENCODED["UTF-8"]
    at = content.index("编制".encode()) + 1
    _reason(read, content[:at] + b"\xff" + content[at + 1 :])


@pytest.mark.parametrize("text", ["El presupuesto del año é ñ ü ö ä\n", "Ünï cödé tèxt wïth äccents änd möre\n"])
def test_a_text_in_an_unknown_encoding_is_told_how_to_be_saved(read: Callable[[str | bytes], Extraction], text: str) -> None:
    assert "save it as UTF-8" in _reason(read, (text * 20).encode("latin-1"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x00\x01", b"\xff\xfe\x00", b"\x80"])
def test_nothing_but_an_unreadable_document_is_raised(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_document(content)
