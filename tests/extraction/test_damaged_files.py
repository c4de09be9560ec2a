"""Whatever stands in a file, it has an outcome: it is read, or refused with a reason, and nothing is left of it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import apart
from tests.made.files import TYPES
from tests.made.files.damage import HOSTILE, SLOW, damaged_file

Read = Callable[[str | bytes], Extraction]

# Each type in a few ways.
NUMBERS = range(4 * len(TYPES))


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No file that a reader made, and no process once the reading one is ended."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        # Python itself keeps a process from the first one on that is started.
        apart._process().submit(len, b"").result()
        apart._end()
        others = psutil.Process().children(recursive=True)
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", None)
        yield
        apart._end()
        assert [process for process in psutil.Process().children(recursive=True) if process not in others] == []
        assert list(Path(folder).iterdir()) == []


def _outcome(extraction: Extraction) -> tuple[str, str]:
    (document,) = extraction.documents
    return document.read_outcome, document.reason or ""


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in SLOW])
def test_a_hostile_file_is_refused_with_a_reason(read: Read, name: str) -> None:
    outcome, reason = _outcome(read(HOSTILE[name]()))
    assert (outcome, bool(reason)) == ("failed", True)
    assert "defect" not in reason


@pytest.mark.parametrize("number", NUMBERS)
def test_a_damaged_file_is_read_or_refused_with_a_reason(read: Read, number: int) -> None:
    outcome, reason = _outcome(read(damaged_file(number).content))
    assert outcome == "read" or reason
    assert outcome in {"read", "failed"}
