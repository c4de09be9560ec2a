"""OFD files read: what is visible on their pages, by the places that their XML gives."""

import contextlib
import random

import pytest

from dagster_project.extraction.readers import Grid, SourceDocument, UnreadableDocument, read_document
from dagster_project.extraction.readers import ofd as ofd_reader
from dagster_project.extraction.readers.archive import Archive
from tests.read_documents import lines, tables
from tests.written_ofd import grid, line, ofd, package, page_xml, path, text
from tests.written_office import zipped

PAGE = "Pages/Page_0/Content.xml"


def read(*drawn: str) -> SourceDocument:
    return read_document(ofd(drawn))


TABLE = [
    text(70, 50, "收支总体情况表"),
    text(140, 57, "单位：万元"),
    grid([35, 70, 105], [64, 71, 78]),
    text(38, 69, "项目"),
    text(74, 69, "预算数"),
    text(38, 76, "财政拨款"),
    text(80, 76, "1,234.50"),
]
CELLS = [("项目", "预算数"), ("财政拨款", "1,234.50")]


def test_a_ruled_table_is_read_cell_by_cell_below_what_stands_over_it() -> None:
    document = read(*TABLE)

    assert document.reader == "ofd"
    assert document.n_pages == 1
    assert lines(document) == ["收支总体情况表", "单位：万元"]
    assert tables(document) == [CELLS]


def test_places_are_in_points_and_each_row_has_its_page() -> None:
    document = read_document(ofd([text(25.4, 50.8, "说明")], TABLE))

    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [(row.line_no, row.page_no) for row in table.rows] == [(4, 2), (5, 2)]
    box = table.rows[1].box(1)
    # 70 and 105 mm from the left, 71 and 78 mm from above, 25.4 mm being 72 points.
    assert box is not None
    assert [round(edge, 2) for edge in box] == [198.43, 201.26, 297.64, 221.1]


def test_distances_between_signs_may_be_written_once_for_several() -> None:
    code = '<ofd:TextCode X="0" Y="3.5" DeltaX="g 2 3.5 40 g 3 1.75">青山县2026</ofd:TextCode>'
    document = read(f'<ofd:TextObject Boundary="20 40 100 8" Font="1" Size="3.5">{code}</ofd:TextObject>')

    assert lines(document) == ["青山县 2026"]


def test_signs_without_distances_take_their_usual_width() -> None:
    def words(x: float, printed: str) -> str:
        code = f'<ofd:TextCode X="0" Y="3.5">{printed}</ofd:TextCode>'
        return f'<ofd:TextObject Boundary="{x} 40 60 8" Font="1" Size="3.5">{code}</ofd:TextObject>'

    # 7 signs of 3.5 mm end at 44.5; 4 of half the width at 51.5.
    assert lines(read(words(20, "青山县档案馆共"), words(44.5, "2026"), words(51.5, "年"))) == ["青山县档案馆共2026年"]


def test_an_object_is_moved_by_its_matrix_and_the_corner_of_its_boundary() -> None:
    # In points within the object: a 25.4th of 72 brings them to millimetres.
    code = '<ofd:TextCode X="0" Y="10" DeltaX="10">合计</ofd:TextCode>'
    scaled = (
        f'<ofd:TextObject Boundary="35 64 30 7" CTM="0.3528 0 0 0.3528 0 0" Font="1" Size="10">{code}</ofd:TextObject>'
        '<ofd:PathObject Boundary="35 64 70 14" CTM="0.3528 0 0 0.3528 0 0"><ofd:AbbreviatedData>'
        "M 0 0 L 198.4 0 L 198.4 39.7 L 0 39.7 C M 99.2 0 L 99.2 39.7</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert tables(read(scaled, text(80, 69, "5.00"))) == [[("合计", "5.00")]]


def test_a_table_on_a_page_whose_text_is_turned_is_read_as_it_is_looked_at() -> None:
    # The page from the upper right corner: what stands x from the left stands x from above, and y from above y from the right.
    def turned(x: float, y: float, words: str) -> str:
        distances = " ".join("3.5" for _ in words[1:])
        code = f'<ofd:TextCode X="0" Y="0" DeltaX="{distances}">{words}</ofd:TextCode>'
        return f'<ofd:TextObject Boundary="{210 - y} {x} 0 0" CTM="0 1 -1 0 0 0" Font="1" Size="3.5">{code}</ofd:TextObject>'

    rules = grid([210 - 78, 210 - 71, 210 - 64], [35, 70, 105])
    found = read(rules, turned(38, 69, "项目"), turned(74, 69, "预算数"), turned(38, 76, "财政拨款"), turned(80, 76, "九万元整"))

    assert tables(found) == [[("项目", "预算数"), ("财政拨款", "九万元整")]]


def test_filled_boxes_that_are_thin_are_rules_and_wide_ones_are_none() -> None:
    def bar(x: float, y: float, width: float, height: float) -> str:
        data = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        return path(data, boundary=f"{x} {y} {width} {height}", attributes='Stroke="false" Fill="true"')

    rules = [bar(35, y, 70, 0.3) for y in (64, 71, 78)] + [bar(x, 64, 0.3, 14) for x in (35, 70, 105)]
    assert tables(read(bar(35, 64, 70, 7), *rules, *TABLE[3:])) == [CELLS]


def test_a_path_that_is_neither_stroked_nor_filled_is_no_rule() -> None:
    unseen = path("M 52 64 L 52 78", attributes='Stroke="false"')
    assert tables(read(unseen, *TABLE)) == [CELLS]


def test_what_is_not_visible_is_not_read() -> None:
    document = read(
        text(20, 40, "可见"),
        text(20, 50, "不可见", attributes='Visible="false"'),
        text(20, 60, "透明", attributes='Alpha="0"'),
        text(20, 70, "不描不填", attributes='Fill="false"'),
        text(-50, 80, "页外"),
        text(20, 330, "页外"),
    )
    assert lines(document) == ["可见"]


def test_what_is_clipped_away_is_not_read() -> None:
    # In the coordinates of the object: the first two signs of seven.
    area = '<ofd:Path Boundary="0 0 7 7"><ofd:AbbreviatedData>M 0 0 L 7 0 L 7 7 L 0 7 C</ofd:AbbreviatedData></ofd:Path>'
    clips = f"<ofd:Clips><ofd:Clip><ofd:Area>{area}</ofd:Area></ofd:Clip></ofd:Clips>"
    assert lines(read(text(20, 40, "收支总体情况表", within=clips))) == ["收支"]


def test_a_page_shows_its_template_and_groups_of_objects() -> None:
    unit = (
        '<ofd:Res xmlns:ofd="x"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="70" Height="14">'
        f"<ofd:Content>{grid([0, 35, 70], [0, 7, 14])}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    drawn = ['<ofd:CompositeObject ResourceID="7" Boundary="35 64 70 14"/>', *TABLE[3:]]
    content = package(
        {PAGE: page_xml(drawn, before='<ofd:Template TemplateID="5"/>')},
        common='<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        **{"PublicRes.xml": unit, "Tpls/Tpl_0/Content.xml": page_xml(TABLE[:2])},
    )
    document = read_document(content)

    assert lines(document) == ["收支总体情况表", "单位：万元"]
    assert tables(document) == [CELLS]


def test_a_page_may_have_a_size_of_its_own_and_a_place_from_the_root() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 420 297</ofd:PhysicalBox></ofd:Area>"
    assert lines(read_document(package({"wide.xml": page_xml([text(300, 40, "说明")], before=area)}))) == ["说明"]
    assert lines(read_document(package({"/Doc_0/page.xml": ""}, **{"page.xml": page_xml([text(20, 40, "说明")])}))) == ["说明"]


def test_a_page_of_a_picture_among_others_is_named() -> None:
    document = read_document(ofd(TABLE, ['<ofd:ImageObject ResourceID="9" Boundary="0 0 210 297"/>']))

    assert document.remarks == ("pictures without text were not read, on page 2",)


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match="an OFD file of pictures without text, a scan: recognise its text first"):
        read('<ofd:ImageObject ResourceID="9" Boundary="0 0 210 297"/>')


@pytest.mark.parametrize("member", ["Encryptions.xml", "decryptseed.dat"])
def test_an_encrypted_file_is_refused(member: str) -> None:
    with pytest.raises(UnreadableDocument, match="an OFD file that is locked: save it without a password"):
        read_document(zipped({"OFD.xml": "<OFD/>", member: "…"}))


@pytest.mark.parametrize("place", ["../../etc/passwd", "../../../Doc_0/Document.xml", "..\\..\\x", "/../x"])
def test_nothing_outside_of_the_file_is_opened(place: str) -> None:
    with pytest.raises(UnreadableDocument, match="refers to a file outside of it"):
        read_document(package({place: ""}))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "its XML cannot be read"),
        ("<ofd:Page", "its XML cannot be read"),
        ('<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>', "defines entities"),
        (page_xml(['<ofd:TextObject Boundary="0 0 x 1" Size="3"/>']), "page 1 cannot be read"),
        (page_xml(['<ofd:TextObject Boundary="0 0 1 1" Size="nan"/>']), "page 1 cannot be read"),
        (page_xml(['<ofd:TextObject Boundary="0 0 1e300 1" Size="3"/>']), "page 1 cannot be read"),
        (page_xml([path("M 0")]), "page 1 cannot be read"),
    ],
)
def test_a_damaged_page_is_refused(page: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(package({PAGE: page}))


def test_a_page_that_is_not_there_is_refused() -> None:
    content = zipped(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
            "D.xml": '<D><Pages><Page BaseLoc="P.xml"/></Pages></D>',
        }
    )
    with pytest.raises(UnreadableDocument, match="which is not there, cannot be read"):
        read_document(content)


def test_groups_within_groups_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    again = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>' * 50
    unit = (
        '<ofd:Res xmlns:ofd="x"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7">'
        f"<ofd:Content>{line(0, 0, 9, 0)}{again}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    endless = package({PAGE: page_xml([again])}, common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", **{"Res.xml": unit})
    monkeypatch.setattr(ofd_reader, "_MOST_OBJECTS", 10_000)
    with pytest.raises(UnreadableDocument, match="more objects than any disclosure has"):
        ofd_reader.read(Archive(endless))


def test_repeated_distances_are_bounded_by_the_text() -> None:
    code = f'<ofd:TextCode X="0" Y="3.5" DeltaX="{"g 999999999 0.001 " * 1000}">说明</ofd:TextCode>'
    assert read(f'<ofd:TextObject Boundary="20 40 100 8" Size="3.5">{code}</ofd:TextObject>').n_pages == 1


def test_a_file_of_too_many_pages_is_refused() -> None:
    entries = '<Page BaseLoc="P.xml"/>' * 2001
    parts = {"OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>", "P.xml": "<Page/>"}
    with pytest.raises(UnreadableDocument, match="an OFD file of 2,001 pages, more than 2,000: split it"):
        read_document(zipped(parts | {"D.xml": f"<D><Pages>{entries}</Pages></D>"}))


def test_a_file_damaged_at_any_place_is_read_or_refused() -> None:
    content = bytearray(ofd(TABLE))
    chance = random.Random(11)
    for _ in range(100):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        with contextlib.suppress(UnreadableDocument):
            read_document(bytes(damaged[: chance.choice([len(damaged), chance.randrange(4, len(damaged))])]))
