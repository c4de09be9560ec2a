"""Folders for the programs that a reader starts, in the temporary folder, each for as long as one document is read.

Nobody takes down the folder of a process that is killed: the next one that makes a folder does.
"""

import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # few documents are converted
    from filelock import FileLock

_PREFIX = "yusuan-conversion-"
_LOCK = "lock"
# A folder is locked at once: one that is older than this and is not has nobody any more.
_SECONDS_UNTIL_LOCKED = 10.0


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder of this process, which is removed behind; what killed processes of this user left is removed first."""
    with TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _lock(folder).acquire(timeout=0):
            _remove_left(folder)
            yield folder


def _lock(folder: Path) -> "FileLock":
    from filelock import FileLock

    return FileLock(folder / _LOCK)


def _remove_left(own: Path) -> None:
    """Removes the folders beside one that nobody holds."""
    from filelock import Timeout

    user = own.stat().st_uid
    for folder in own.parent.glob(f"{_PREFIX}*"):
        try:
            found = folder.lstat()
            is_young = time.time() - found.st_mtime < _SECONDS_UNTIL_LOCKED
            if is_young or not stat.S_ISDIR(found.st_mode) or found.st_uid != user:
                continue
            with _lock(folder).acquire(timeout=0):
                pass
        except (Timeout, OSError):
            continue
        shutil.rmtree(folder, ignore_errors=True)
