"""What every process that works for another does: it ends with it, whatever it is doing."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.process import BaseProcess


def end_with_parent() -> None:
    """Has this process end when the one that started it by `multiprocessing` does."""
    _at_end_of_parent(lambda: os._exit(1))


def lead_group() -> None:
    """Puts this process and all that it starts into a group, which ends when the parent does; see `end_group`."""
    os.setpgid(0, 0)
    _at_end_of_parent(lambda: os.killpg(0, signal.SIGKILL))


def end_group(leader: BaseProcess) -> None:
    """Ends a process that leads a group, or is about to, and all that it started."""
    leader.kill()
    if leader.pid is not None:
        with suppress(ProcessLookupError, PermissionError):  # it led none yet
            os.killpg(leader.pid, signal.SIGKILL)


def _at_end_of_parent(end: Callable[[], object]) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        connection.wait([parent.sentinel])
        end()

    threading.Thread(target=wait, daemon=True).start()
