"""A table without a unit of measure: told only where figures that it shares with other tables prove it."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction

Read = Callable[[str | bytes], Extraction]

UNIT = "青山县审计局"
OTHER = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{0}\t{1}\t{2}\n205\t教育支出\t{0}\t{1}\t{2}\n"


def _disclosure(measure: str, printed: tuple[str, str, str], bare: tuple[str, str, str]) -> str:
    """The expenditure with a unit of measure, and the general public expenditure without one."""
    return (
        f"2026年{UNIT}部门预算\n\n支出总表\n编制单位：{UNIT}\n单位：{measure}\n\n{OTHER.format(*printed)}\n"
        f"一般公共预算支出表\n编制单位：{UNIT}\n\n{OTHER.format(*bare)}"
    )


def _bare(extraction: Extraction) -> list[int]:
    return [int(cell.amount_yuan) for cell in extraction.cells if cell.table_code == "general_public_expenditure"]


@pytest.mark.parametrize(
    ("measure", "printed", "bare"),
    [
        ("万元", ("1,234.56", "1,011.44", "223.12"), ("1,234.56", "1,011.44", "223.12")),
        ("万元", ("1,234.56", "1,011.44", "223.12"), ("12,345,600", "10,114,400", "2,231,200")),
        ("元", ("12,345,600.00", "10,114,400.00", "2,231,200.00"), ("1,234.56", "1,011.44", "223.12")),
        ("千元", ("12,345.60", "10,114.40", "2,231.20"), ("1,234.56", "1,011.44", "223.12")),
    ],
)
def test_three_figures_of_another_table_tell_the_one_unit_of_measure_in_which_they_are_the_same(
    read: Read, measure: str, printed: tuple[str, str, str], bare: tuple[str, str, str]
) -> None:
    extraction = read(_disclosure(measure, printed, bare))
    assert _bare(extraction) == [12_345_600, 10_114_400, 2_231_200] * 2
    told = "元" if bare[0] == "12,345,600" else "万元"
    assert [(proof.question, proof.told, len(proof.proof)) for proof in extraction.proofs] == [("unit_of_measure", told, 3)]
    assert {table.table_code: table.printed_unit for table in extraction.tables}["general_public_expenditure"] is None


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        (("1,234.56", "1,011.44", "223.12"), ("1,234.57", "1,011.45", "223.12")),  # one alone is the same
        (("1,234.56", "1,011.44", "223.12"), ("9,999.99", "1,011.44", "223.12")),  # not the total
        (("5.00", "3.00", "2.00"), ("5.00", "3.00", "2.00")),  # small round figures may be alike by chance
        (("1,234.56", "1,234.56", ""), ("1,234.56", "1,234.56", "")),  # one figure, printed often
    ],
)
def test_figures_that_may_be_alike_by_chance_tell_no_unit_of_measure(
    read: Read, printed: tuple[str, str, str], bare: tuple[str, str, str]
) -> None:
    extraction = read(_disclosure("万元", printed, bare))
    assert not _bare(extraction)
    assert {cell.reason_code for cell in extraction.rejected} == {"no_unit_of_measure"}
    assert not extraction.proofs


def test_figures_that_are_the_same_in_two_units_of_measure_tell_none(read: Read) -> None:
    """The expenditure prints what the table prints, once as 元 and once as 万元."""
    rows = "205\t教育支出\t1,234.56\t1,011.44\t223.12\n208\t社会保障和就业支出\t12,345,600.00\t10,114,400.00\t2,231,200.00\n"
    text = _disclosure("元", ("1", "2", "3"), ("1,234.56", "1,011.44", "223.12"))
    extraction = read(text.replace("\t合计\t1\t2\t3\n205\t教育支出\t1\t2\t3\n", rows))
    assert not _bare(extraction)


def test_a_unit_of_measure_that_is_printed_is_never_told_otherwise(read: Read) -> None:
    text = _disclosure("万元", ("1,234.56", "1,011.44", "223.12"), ("1,234.56", "1,011.44", "223.12"))
    extraction = read(text.replace(f"一般公共预算支出表\n编制单位：{UNIT}\n", f"一般公共预算支出表\n编制单位：{UNIT}\n单位：元\n"))
    assert all(amount < 2_000 for amount in _bare(extraction))
    assert not extraction.proofs
