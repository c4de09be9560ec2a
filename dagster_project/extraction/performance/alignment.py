"""Which column each cell of an indicator's row stands for.

Rows slip sideways where merged cells were lost, and headers lose columns. So a row is laid under
its header in every way seen to occur, and the way is taken in which its cells hold what their
columns ask for. Where two ways fit equally well and differ, none is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.performance.words import LEVEL_KINDS, LEVEL_PARTS, LEVELS, CellKind, PerformanceWords

NAME = "indicator_name"
TARGET = "target"
# Its parts where they stand in columns of their own: ≥ | 95 | %.
OPERATOR = "operator"
TARGET_UNIT = "target_unit"
WEIGHT = "weight"
RULE = "scoring_rule"
EVIDENCE = "evidence"
# A cell with the scoring rule and the evidence one behind the other.
RULE_AND_EVIDENCE = "rule_and_evidence"
# A column with a heading that is not known, and one without a heading.
UNKNOWN = "unknown"
BLANK = ""

# By how many places rows slip: two or one leading cell lost, or one too many.
_SHIFTS = (0, -1, -2, 1)

_TYPED = 3
_PART = 2
_FREE = dict.fromkeys((CellKind.TEXT, CellKind.LEVEL_BEGINNING, CellKind.LEVEL_END), 0)
_FREE_OR_NIL = _FREE | {CellKind.NIL: 0}
_NUMERIC = {CellKind.NUMBER: 0, CellKind.SCORE: 0}

# How well a kind of cell fits a column; a kind that is not there does not fit at all.
_FITS: dict[str, dict[CellKind, int]] = {
    TARGET: {CellKind.TARGET: _TYPED, CellKind.OPERATOR: _TYPED, **_FREE, **_NUMERIC},
    OPERATOR: {CellKind.OPERATOR: _TYPED},
    TARGET_UNIT: _FREE_OR_NIL,
    "basis": {CellKind.BASIS: _TYPED, **_FREE_OR_NIL},
    "prior_value": {CellKind.NIL: 1, CellKind.TARGET: 0, CellKind.OPERATOR: 0, **_FREE, **_NUMERIC},
    WEIGHT: {CellKind.NUMBER: _TYPED, CellKind.SCORE: 1},
    RULE: {CellKind.RULE: _TYPED, CellKind.RULE_AND_EVIDENCE: _TYPED, **_FREE_OR_NIL},
    EVIDENCE: {CellKind.EVIDENCE: _TYPED, CellKind.RULE_AND_EVIDENCE: _TYPED, **_FREE_OR_NIL},
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """A row under its header: `codes` says for each of its cells what it is, '' for an empty one.

    `columns` are the columns of the header, and `shift` by how many places the row slipped to the right.
    """

    codes: tuple[str, ...]
    columns: tuple[str, ...]
    shift: int
    score: int

    def column_at(self, index: int) -> str:
        """The column that a place of the row stands under, whether the row has a cell there or not."""
        place = index - self.shift
        return self.columns[place] if 0 <= place < len(self.columns) else BLANK


def header_columns(cells: Sequence[str], words: PerformanceWords) -> tuple[str, ...] | None:
    """The codes of the columns of a header row; None where a row is none: a header names indicator and target."""
    codes: list[str] = []
    for cell in cells:
        code = (words.vocabulary.performance_field("column", cell) or UNKNOWN) if cell else BLANK
        # Of two columns with one heading the first is meant; what stands in the other is told of.
        codes.append(UNKNOWN if code and code in codes else code)
    while codes and codes[-1] == BLANK:
        codes.pop()
    return tuple(codes) if NAME in codes and TARGET in codes else None


@lru_cache(maxsize=4096)
def align(kinds: tuple[CellKind, ...], columns: tuple[str, ...]) -> Alignment | None:
    """How a row of these kinds of cells stands under a header.

    None where it is no row of an indicator, or where two ways fit equally well and differ.
    """
    found = [_fit(kinds, layout, shift) for layout in _layouts(columns) for shift in _SHIFTS]
    best = max((each.score for each in found if each), default=0)
    fitting = [each for each in found if each and each.score == best]
    # The header as printed goes before one with a column put in.
    ways = {each.codes: each for each in fitting if each.columns == fitting[0].columns}
    return next(iter(ways.values())) if len(ways) == 1 else None


def _layouts(columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The columns as the header has them, then with a column that headers lose."""
    yield columns
    if EVIDENCE in columns and RULE not in columns:
        at = columns.index(EVIDENCE)
        yield (*columns[:at], RULE, *columns[at:])


def _fit(kinds: tuple[CellKind, ...], columns: tuple[str, ...], shift: int) -> Alignment | None:
    """A row laid under columns with a shift; None where a cell does not fit, or nothing in it tells that it does."""
    behind_name = columns.index(NAME) + 1 + shift
    if TARGET not in columns[behind_name - shift :] or behind_name < 1:
        return None
    leading = _fit_leading(kinds[:behind_name], columns, shift)
    trailing = _fit_trailing(kinds[behind_name:], columns[behind_name - shift :])
    if leading is None or trailing is None:
        return None
    name_kind = kinds[leading[0].index(NAME)]
    target_kind = kinds[behind_name + trailing[0].index(TARGET)]
    is_number_beside_operator = target_kind is CellKind.NUMBER and OPERATOR in trailing[0]
    if name_kind in LEVEL_KINDS and target_kind is not CellKind.TARGET and not is_number_beside_operator:
        # Only a figure beside it makes the word of a level the name of an indicator.
        return None
    return Alignment(leading[0] + trailing[0], columns, shift, leading[1] + trailing[1])


def _fit_leading(kinds: tuple[CellKind, ...], columns: tuple[str, ...], shift: int) -> tuple[tuple[str, ...], int] | None:
    """The levels and the name: the last cell is the name, also where it stands under a level with blanks behind."""
    codes = ["" for _ in kinds]
    filled = [index for index, kind in enumerate(kinds) if kind is not CellKind.EMPTY]
    if not filled:
        return None
    *level_indexes, name_index = filled
    is_at_home = name_index == len(kinds) - 1
    if not (kinds[name_index] is CellKind.TEXT or (is_at_home and kinds[name_index] in LEVEL_KINDS | LEVEL_PARTS)):
        return None
    codes[name_index] = NAME
    score = 0 if kinds[name_index] in LEVEL_KINDS else 1
    for index in level_indexes:
        column = columns[index - shift] if index >= shift else BLANK
        if column == UNKNOWN:
            codes[index] = UNKNOWN
            continue
        code = kinds[index].value if kinds[index] in (CellKind.LEVEL_1, CellKind.LEVEL_2) else column
        is_level = kinds[index] in LEVEL_KINDS | LEVEL_PARTS and code in LEVELS
        # A level stands once, and the first before the second.
        if not is_level or any(code <= other for other in codes[:index] if other in LEVELS):
            return None
        codes[index] = code
        score += _TYPED if kinds[index] in LEVEL_KINDS else _PART
    return tuple(codes), score


def _fit_trailing(kinds: tuple[CellKind, ...], columns: tuple[str, ...]) -> tuple[tuple[str, ...], int] | None:
    """What stands behind the name: there is a target, every cell fits its column, and one at least is sure."""
    codes: list[str] = []
    score = 0
    is_sure = False
    for index, kind in enumerate(kinds):
        column = columns[index] if index < len(columns) else BLANK
        if kind is CellKind.EMPTY or column == UNKNOWN:
            codes.append("" if kind is CellKind.EMPTY else UNKNOWN)
            continue
        fit = _FITS.get(column, {}).get(kind)
        if fit is None:
            return None
        codes.append(RULE_AND_EVIDENCE if kind is CellKind.RULE_AND_EVIDENCE else column)
        score += fit
        is_sure = is_sure or fit == _TYPED
    return (tuple(codes), score) if is_sure and TARGET in codes else None
