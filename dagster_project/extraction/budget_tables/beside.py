"""Figures beside what a table adds up: changes against last year, and last year's where nothing says of which phase they are.

They are no amounts of what the document is about, and no sum counts them. What they measure is told by the headings of their
column or by the label of their row, and both are kept with them as they are printed.
"""

from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.amounts import AmountError, PrintedAmount, parse_percentage
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

_IN_PERCENT = "_pct"


class FigureBeside(NamedTuple):
    """A printed figure at a place of its row, under its headings: what it measures, its value and half a unit of its last digit.

    `amount` is given where it is money.
    """

    at: int
    path: str
    text: str
    measure_code: str
    value: Decimal
    half_width: Decimal
    unit_of_measure: str
    amount: PrintedAmount | None


def figure_beside(
    at: int, path: str, text: str, measure_code: str, amount: PrintedAmount | AmountError, vocabulary: Vocabulary
) -> FigureBeside:
    """The figure that a cell prints of a measure; `amount` is what it is as money, or why it is none.

    Raises `AmountError` where it cannot be valued: a rate that may be a percentage or a ratio, words, no unit of measure.
    """
    word = key(text)
    is_rate = measure_code.endswith(_IN_PERCENT)
    code = measure_code if is_rate else f"{measure_code}{_IN_PERCENT}"
    if is_rate or (word.endswith("%") and code in vocabulary.measure_codes):
        if not word.endswith("%") and "%" not in key(path):
            raise AmountError("whether it is a percentage or a ratio is not said")
        value, half_width = parse_percentage(text)
        return FigureBeside(at, path, text, code, value, half_width, "%", None)
    if isinstance(amount, AmountError):
        raise amount
    unit = next(word for word, yuan in vocabulary.measures.items() if yuan == amount.yuan_per_unit)
    value, half_width = amount.amount_yuan / amount.yuan_per_unit, amount.half_width_yuan / amount.yuan_per_unit
    return FigureBeside(at, path, text, measure_code, value, half_width, unit, amount)
