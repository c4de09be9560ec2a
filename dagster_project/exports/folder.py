"""The folder that an export is written to: whole or not at all, and never over anything that is no export."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What tells that a folder is an export, which the next may replace.
MARK = "YUSUAN-EXPORT.txt"
_MARK_TEXT = "Made by `yusuan export`, which replaces this folder as a whole.\n"


class FolderInUse(Exception):
    """The folder holds something else than an export."""


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """A new folder beside the one that is asked for, whose place it takes at the end; removed where anything failed.

    Raises `FolderInUse` where that one holds something, and is no export.
    """
    folder = folder.absolute()
    if folder.exists() and not _may_be_replaced(folder):
        raise FolderInUse(f"{folder} holds something else than an export: name a new folder, or an empty one.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside, before = (folder.with_name(f".{folder.name}.{what}-{os.getpid()}") for what in ("partial", "before"))
    beside.mkdir()
    try:
        (beside / MARK).write_text(_MARK_TEXT, encoding="utf-8")
        yield beside
        if folder.exists():
            folder.rename(before)
        beside.rename(folder)
    finally:
        for left in (beside, before):
            shutil.rmtree(left, ignore_errors=True)


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))
