"""The rows of a query that is ordered by page, taken page by page, so that no more than a page is held."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypeVar

# Rows that are fetched at once: enough that a call costs little.
_FETCHED = 1000

Row = TypeVar("Row")


class Stream:
    """The rows of a query that is ordered by page, which is told by its first columns, so many of them."""

    def __init__(self, cursor: Any, key_columns: int) -> None:
        self._key_columns = key_columns
        self._pages = groupby(_fetched(cursor), key=lambda row: row[:key_columns])
        self._next = next(self._pages, None)

    def take(self, key: tuple[Any, ...], kind: type[Row]) -> list[Row]:
        """The rows of a page, whose other columns are the fields of a type in their order."""
        return [kind(*row) for row in self.rows(key)]

    def rows(self, key: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """The rows of a page, without the columns that tell the page. Pages are asked for in the order of their keys."""
        if self._next is None or self._next[0] != key:
            return []
        rows = [row[self._key_columns :] for row in self._next[1]]
        self._next = next(self._pages, None)
        return rows


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(_FETCHED):
        yield from rows
