"""Whether a name is that of a unit, and a year that of a document: both are compared in more places than where they are told."""

import re

# 2026年, but not the year of a date (2025年12月30日).
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月)")
# 某局（本级）, 某局机关: the organ itself, without the units below it. 某局部门: with them.
_OWN_ORGAN = re.compile(r"\(?(?:本级|机关|本部|部门)\)?$")
SHORTEST_NAME = 3


def is_same_unit(one: str, other: str) -> bool:
    """Whether two names, given as keys, are of one unit: the same, or one of them shortened.

    A shortened name leaves signs out and ends like the full one (州数发局). A longer name that begins with the shorter
    one is that of a unit below it (某局信息中心), save where it only says that it is the organ itself (某局本级).
    """
    if one == other:
        return True
    shorter, longer = sorted((_OWN_ORGAN.sub("", one), _OWN_ORGAN.sub("", other)), key=len)
    if shorter == longer:
        return True
    if len(shorter) < SHORTEST_NAME or longer.startswith(shorter) or shorter[-1] != longer[-1]:
        return False
    signs = iter(longer)
    return all(sign in signs for sign in shorter)


def other_year(words: str, fiscal_year: int) -> str:
    """The year that a title or heading, given as a key, names instead of the fiscal year; empty where it names that or none."""
    years = YEAR.findall(words)
    return years[0] if years and str(fiscal_year) not in years else ""
