"""A reader that breaks or never ends costs its document alone."""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import pytest

from dagster_project.extraction.readers import SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.readers.apart import read_apart


def well(content: bytes) -> SourceDocument:
    return SourceDocument("well", (TextLine(content.decode(), 1),), 1)


def refusing(content: bytes) -> SourceDocument:
    raise UnreadableDocument("it cannot be read")


def breaking(content: bytes) -> SourceDocument:
    os.abort()


def endless(content: bytes) -> SourceDocument:
    time.sleep(600)
    return well(content)


def greedy(content: bytes) -> SourceDocument:
    return SourceDocument("greedy", (TextLine(str(len(bytearray(8 * 1024**3))), 1),), 1)


def read_well() -> SourceDocument:
    return read_apart(well, b"of a copy")


def test_a_copy_of_a_process_that_has_read_reads_by_a_process_of_its_own() -> None:
    assert read_apart(well, b"first") == well(b"first")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as copy:
        assert copy.submit(read_well).result(timeout=60) == well(b"of a copy")
    assert read_apart(well, b"last") == well(b"last")


def test_what_is_read_comes_back_and_what_is_refused_is_refused_with_its_reason() -> None:
    assert read_apart(well, b"words") == well(b"words")
    with pytest.raises(UnreadableDocument, match=r"^it cannot be read$"):
        read_apart(refusing, b"")


@pytest.mark.parametrize(
    ("reader", "seconds", "reason"),
    [(breaking, 60, "broke down"), (endless, 2, "not read within 2 seconds"), (greedy, 60, "more than 4 GB of memory")],
)
def test_a_reader_that_breaks_or_never_ends_or_takes_all_memory_costs_its_document_alone(
    reader: Callable[[bytes], SourceDocument], seconds: int, reason: str
) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_apart(reader, b"", seconds=seconds)

    assert read_apart(well, b"the next") == well(b"the next")
