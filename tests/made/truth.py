"""What may be published of a made disclosure: each of its figures with its meaning, as the generator meant it.

Nothing here is read from a text: the figures are those of the printed disclosure, and what they mean is told by the
words that the generator put before them. Meanings are named as the warehouse names them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tests.made import classification
from tests.made.document import figures_of
from tests.made.explanations import FUND_LABELS
from tests.made.printed import Paragraph, Part, PerformanceTable, PrintedDisclosure, Stated

_KINDS = {
    "amount": "amount",
    "share": "share",
    "change": "change",
    "percentage": "change_pct",
    "count": "quantity",
    "weight": "weight",
}
_BASIC_AND_PROJECT = {"基本支出": "basic", "项目支出": "project"}
_THREE_PUBLIC = {
    "因公出国（境）费": "three_public_abroad",
    "公务用车购置": "three_public_vehicle_purchase",
    "公务用车运行": "three_public_vehicle_operation",
    "公务接待费": "three_public_reception",
}
_VEHICLES = {
    "一般公务用车": "vehicles_general",
    "执法执勤用车": "vehicles_law_enforcement",
    "领导干部用车": "vehicles_leaders",
    "特种专业技术用车": "vehicles_special",
    "其他车辆": "vehicles_other",
}
_APPROPRIATION_INCOME = {
    "一般公共预算拨款": "general_public",
    "政府性基金预算拨款": "government_fund",
    "国有资本经营预算拨款": "state_capital",
}
_TARGET = re.compile(r"[>=<≥≤ ]*(\d[\d.]*)")


class TableMeaning(NamedTuple):
    """What a figure of a budget table is, and what it is worth."""

    table_code: str
    subject_code: str | None
    item_code: str | None
    project: str | None
    column_code: str
    amount_yuan: Decimal


class StatedMeaning(NamedTuple):
    """What a figure of a sentence or of a performance table is, and its value; a decrease is negative."""

    section: str
    kind: str
    measure_code: str
    subject_code: str | None
    fund: str | None
    project: str | None
    indicator: str | None
    value: Decimal


def table_truth(disclosure: PrintedDisclosure) -> Counter[TableMeaning]:
    """Every figure of the budget tables, as often as it is printed."""
    return Counter(
        TableMeaning(
            figure.meaning.table_code,
            figure.meaning.subject_code,
            figure.meaning.item_code,
            _spaceless(figure.meaning.project),
            figure.meaning.column_code,
            figure.amount_yuan,
        )
        for figure in figures_of(disclosure)
    )


def stated_truth(disclosure: PrintedDisclosure) -> Counter[StatedMeaning]:
    """Every figure of the sentences and of the performance tables, as often as it is printed."""
    return Counter(
        [
            *(meaning for paragraph in disclosure.paragraphs for meaning in _stated_in(paragraph)),
            *(meaning for table in disclosure.performance_tables for meaning in _stated_in_table(table)),
        ]
    )


def _stated_in(paragraph: Paragraph) -> Iterator[StatedMeaning]:
    label = before = ""
    for part in paragraph.parts:
        if isinstance(part, str):
            before += part
            continue
        # A share, a percentage and a change belong to what was named with the amount.
        names_itself = part.role in {"amount", "count"} and not _is_change_of_staff(part)
        if names_itself or (part.role == "change" and paragraph.section == "three_public"):
            label = before
        if part.text:
            yield _meaning(paragraph, label, part, before)
            before = ""


def _meaning(paragraph: Paragraph, label: str, stated: Stated, before: str) -> StatedMeaning:
    section, _, project = paragraph.section.partition(":")
    measure, subject, fund, of_project = _measured(section, label, stated)
    kind = _KINDS[stated.role]
    if _is_change_of_staff(stated):
        kind = "change"
    value = Decimal(stated.text.replace(",", ""))
    is_less = (stated.role == "change" and (stated.yuan or 0) < 0) or (stated.role == "percentage" and "下降" in before)
    return StatedMeaning(
        section, kind, measure, subject, fund, _spaceless(project or of_project), None, -value if is_less else value
    )


def _is_change_of_staff(stated: Stated) -> bool:
    return stated.measure.startswith("staff_") and stated.measure.endswith("_change")


def _measured(section: str, label: str, stated: Stated) -> tuple[str, str | None, str | None, str | None]:
    """The measure, and the subject, the fund and the project that the words name."""
    words = re.sub(r"^[；，、。]+|^\d+[.、]|比上年预算.*$|(增加|减少)$", "", label)
    match stated.measure:
        case "income":
            return "income", None, FUND_LABELS[words], None
        case "expenditure":
            return f"expenditure_{_BASIC_AND_PROJECT[words]}", None, None, None
        case "general_public_change":
            return f"general_public_{_BASIC_AND_PROJECT.get(words, 'total')}", None, None, None
        case "appropriation_income":
            return stated.measure, None, next(fund for name, fund in _APPROPRIATION_INCOME.items() if label.endswith(name)), None
        case "appropriation_expenditure":
            return stated.measure, _class_code(re.split("[；：]", label)[-1]), "general_public", None
        case "general_public_structure":
            return "general_public_class", _class_code(words.removesuffix("（类）")), "general_public", None
        case "general_public_items":
            return "general_public_item", _item_code(words), "general_public", None
        case "basic_expenditure":
            return {"人员经费": "basic_personnel", "公用经费": "basic_operating"}.get(words, "basic_total"), None, None, None
        case "three_public":
            clause = re.split("[；：]", words)[-1]
            names = (code for name, code in _THREE_PUBLIC.items() if name in clause)
            return next(names, "three_public_total"), None, None, None
        case "entrusted_service" | "carryover":
            return _listed(section, label, words)
    return _named(stated.measure), None, None, None


def _named(measure: str) -> str:
    measure, _, kind = measure.partition(":")
    if kind:
        return _VEHICLES[kind] + measure.removeprefix("vehicles")
    return measure.removesuffix("_change") if measure.startswith("staff_") else measure


def _listed(section: str, label: str, words: str) -> tuple[str, None, None, str | None]:
    """A total, or a project of a list: those are numbered."""
    if words.startswith("万元"):
        kind = "non_fiscal" if "非财政拨款" in words else "fiscal"
        return f"carryover_{kind}", None, None, None
    if re.match(r"\d+[.、]", label):
        ending = "委托业务费" if section == "entrusted_service" else "结转"
        return f"{section}_project", None, None, words.removesuffix(ending)
    return f"{section}_total", None, None, None


def _class_code(name: str) -> str:
    return next(code for code, other in classification.functional().items() if len(code) == 3 and other == name)


def _item_code(words: str) -> str:
    """The code of 类（类）款（款）项（项）：…"""
    found = re.match(r"(.+?)（类）(.+?)（款）(.+?)（项）", words)
    assert found
    names = classification.functional()
    return next(
        code
        for code, name in names.items()
        if len(code) == 7 and (names[code[:3]], names[code[:5]], name) == (found[1], found[2], found[3])
    )


def _stated_in_table(table: PerformanceTable) -> Iterator[StatedMeaning]:
    section = "project_performance" if table.project else "unit_performance"
    project = _spaceless(table.project or None)
    for row in table.rows:
        indicator = _text(row[2])
        for place, cell in enumerate(row):
            for part in cell:
                if isinstance(part, Stated):
                    named = indicator if part.role == "weight" else None
                    value = Decimal(part.text.replace(",", ""))
                    yield StatedMeaning(section, _KINDS[part.role], part.measure, None, None, project, named, value)
            target = _TARGET.match(_text(cell)) if place == 3 and any(_is_weight(other) for other in row) else None
            if target:
                yield StatedMeaning(section, "target", "performance_target", None, None, project, indicator, Decimal(target[1]))


def _spaceless(name: str | None) -> str | None:
    return "".join(unicodedata.normalize("NFKC", name).split()) if name else None


def _is_weight(cell: list[Part]) -> bool:
    return any(isinstance(part, Stated) and part.role == "weight" for part in cell)


def _text(cell: list[Part]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in cell)
