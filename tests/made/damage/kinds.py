"""The register of the kinds of damage: each is a function that damages a draft, and its name is the name of the kind."""

from collections.abc import Callable

from tests.made.damage.draft import Draft

# Damages a draft in place; False where it has no place for this.
Damage = Callable[[Draft], bool]

KINDS: dict[str, Damage] = {}


def damage(function: Damage) -> Damage:
    """Registers a kind of damage."""
    name = function.__name__
    if name in KINDS:
        raise ValueError(f"two kinds of damage are called {name}")
    KINDS[name] = function
    return function
