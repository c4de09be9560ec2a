"""The texts that one row of the vocabulary stands for: alternatives stand in braces (公务接待费{|支出}预算)."""

import re
from itertools import product

# {fiscal_year} has no alternatives: it stands for a number.
_ALTERNATIVES = re.compile(r"\{([^{}]*\|[^{}]*)\}")


def spellings(text: str) -> list[str]:
    """Every text that one with alternatives stands for, in their order; a text without any stands for itself."""
    parts = _ALTERNATIVES.split(text)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(chosen) for chosen in product(*choices)]
