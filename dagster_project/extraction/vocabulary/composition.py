"""What is composed of known words: their lookup by the end of a text, and what the files of combinations say of them."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class ByEnd(Generic[T]):
    """What texts mean, looked up by the end of another text: there may be thousands of them."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self._meanings: dict[str, list[T]] = {}
        for text, meaning in meanings:
            self._meanings.setdefault(text, []).append(meaning)
        self._lengths: dict[str, list[int]] = {}
        for length, last in sorted({(len(text), text[-1]) for text in self._meanings}, reverse=True):
            self._lengths.setdefault(last, []).append(length)

    def __bool__(self) -> bool:
        return bool(self._meanings)

    def at_end(self, text: str) -> Iterator[tuple[str, T]]:
        """The texts that a text ends with, the longest first, and what they mean, in the order they were given in."""
        for length in self._lengths.get(text[-1:], ()):
            # Of a text that is shorter, all of it: it is no known word of this length.
            end = text[-length:]
            if end in self._meanings and len(end) == length:
                for meaning in self._meanings[end]:
                    yield end, meaning

    def words_at_end(self, text: str) -> list[tuple[str, T]]:
        """The known words, one after another, that a text ends with, the longest each, from the first to the last."""
        words: list[tuple[str, T]] = []
        end = len(text)
        while known := next(self.at_end(text[:end]), None):
            words.append(known)
            end -= len(known[0])
        return words[::-1]


def alternatives(field: str) -> list[frozenset[str]]:
    """What may be said of one thing, each a set of meanings: `|basic` is nothing, or basic."""
    return [frozenset(each.split()) for each in field.split("|")]
