"""Cuts of pages: the figure is marked, the page stands upright, what is a person's is covered, and a file that changed has none."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dagster_project.extraction.places import Box
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.pictures import Cut, DocumentPictures
from tests.written_pdf import grid, pdf, text

WHITE, GREY, HIGHLIGHT = (255, 255, 255), (128, 128, 128), (255, 226, 120)
# A table of two rows, whose lower right cell lies between 200 and 300 points from the left, 202 and 222 from above.
TABLE = [
    grid([100, 200, 300], [660, 640, 620]),
    *(text(110, 646, "项目"), text(210, 646, "预算数"), text(110, 626, "财政拨款"), text(230, 626, "1,234.50")),
]
CELL = Box(200, 842 - 640, 300, 842 - 620)


def pictures(folder: Path, vocabulary: Vocabulary, content: bytes) -> DocumentPictures | None:
    path = folder / "document.pdf"
    path.write_bytes(content)
    return DocumentPictures.of(path, hashlib.sha256(content).hexdigest(), vocabulary)


def image_of(document: DocumentPictures | None, cut: Cut) -> Image.Image:
    assert document is not None
    (image,) = document.cuts([cut])
    assert image is not None
    return Image.open(BytesIO(image)).convert("RGB")


def is_like(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(one - other) <= 16 for one, other in zip(found, colour, strict=True))


def test_a_cut_shows_the_page_around_a_figure_with_the_figure_marked(tmp_path: Path, vocabulary: Vocabulary) -> None:
    image = image_of(pictures(tmp_path, vocabulary, pdf(TABLE)), Cut(1, (CELL,)))

    # The whole width of the page, and 70 points above and below the cell, at two pixels a point.
    assert image.size == (2 * 595, 2 * (70 + 20 + 70))
    assert is_like(image, (2 * 210, 2 * 80), HIGHLIGHT)
    assert is_like(image, (2 * 110, 2 * 73), WHITE)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_is_drawn_as_it_was_read_however_it_is_turned(tmp_path: Path, vocabulary: Vocabulary, rotate: int) -> None:
    upright = image_of(pictures(tmp_path, vocabulary, pdf(TABLE)), Cut(1, (CELL,)))
    turned = image_of(pictures(tmp_path, vocabulary, pdf(TABLE, rotate=rotate)), Cut(1, (CELL,)))

    assert turned.size == upright.size
    assert is_like(turned, (2 * 210, 2 * 80), HIGHLIGHT)
    assert is_like(turned, (2 * 110, 2 * 73), WHITE)


def test_what_is_a_persons_is_covered(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [
        grid([100, 200, 300], [660, 640, 620, 600]),
        *(text(110, 646, "项目负责人"), text(210, 646, "王某某"), text(110, 626, "财政拨款"), text(230, 626, "1,234.50")),
        *(text(110, 606, "其他资金"), text(230, 606, "5.00")),
    ]
    line = [text(100, 580, "联系人：王某某，电话：0991-1234567")]
    image = image_of(pictures(tmp_path, vocabulary, pdf([*rows, *line])), Cut(1, (CELL,)))

    top = 842 - 640 - 70
    assert is_like(image, (2 * 250, 2 * (842 - 650 - top)), GREY)
    assert is_like(image, (2 * 150, 2 * (842 - 582 - top)), GREY)
    assert is_like(image, (2 * 210, 2 * (842 - 630 - top)), HIGHLIGHT)


def test_cuts_come_in_the_order_in_which_they_are_asked_for(tmp_path: Path, vocabulary: Vocabulary) -> None:
    document = pictures(tmp_path, vocabulary, pdf(TABLE, [text(100, 700, "附表")], TABLE))
    assert document is not None

    second, first = document.cuts([Cut(3, (CELL,)), Cut(1, (Box(100, 182, 200, 202),))])

    assert second is not None
    assert first is not None
    assert is_like(Image.open(BytesIO(second)).convert("RGB"), (2 * 210, 2 * 80), HIGHLIGHT)
    assert is_like(Image.open(BytesIO(first)).convert("RGB"), (2 * 105, 2 * 75), HIGHLIGHT)


def test_a_file_that_is_gone_or_another_or_has_no_pages_has_no_pictures(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf(TABLE))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    text_file = tmp_path / "document.txt"
    text_file.write_text("项目\t预算数\n财政拨款\t5.00\n", encoding="utf-8")

    assert DocumentPictures.of(tmp_path / "gone.pdf", digest, vocabulary) is None
    assert DocumentPictures.of(path, digest[::-1], vocabulary) is None
    assert DocumentPictures.of(text_file, hashlib.sha256(text_file.read_bytes()).hexdigest(), vocabulary) is None


def test_a_page_that_is_not_there_has_no_picture(tmp_path: Path, vocabulary: Vocabulary) -> None:
    document = pictures(tmp_path, vocabulary, pdf(TABLE))
    assert document is not None
    assert document.cuts([Cut(9, (CELL,))]) == [None]


def test_a_note_on_a_page_is_not_drawn(tmp_path: Path, vocabulary: Vocabulary) -> None:
    note = b"/Annots [<< /Type /Annot /Subtype /Square /Rect [100 600 300 615] /IC [0 0 0] /C [0 0 0] /F 4 >>] /Contents"
    content = pdf(TABLE).replace(b"/Contents", note, 1)
    image = image_of(pictures(tmp_path, vocabulary, content), Cut(1, (CELL,)))
    assert is_like(image, (2 * 150, 2 * (842 - 608 - 132)), WHITE)


def test_a_telephone_number_alone_in_a_table_is_covered_and_an_amount_is_not(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [
        grid([100, 200, 300], [660, 640, 620, 600]),
        *(text(110, 646, "处室"), text(210, 646, "值班"), text(110, 626, "办公室"), text(210, 626, "13800000000")),
        *(text(110, 606, "合计"), text(210, 606, "138,000.00")),
    ]
    image = image_of(pictures(tmp_path, vocabulary, pdf(rows)), Cut(1, (Box(100, 182, 200, 202),)))

    top = 842 - 660 - 70
    assert is_like(image, (2 * 290, 2 * (842 - 630 - top)), GREY)
    assert is_like(image, (2 * 290, 2 * (842 - 610 - top)), WHITE)
