"""How often Python looks for objects that only refer to each other: a tenth of a refresh went into that, for nothing found."""

import gc

_OBJECTS_TO_A_LOOK = 300_000


def look_seldom() -> None:
    """From now on the process looks after more new objects than is usual, and never at those that are there already."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_TO_A_LOOK)
