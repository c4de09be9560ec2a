"""One writer at a time into a warehouse folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from dagster_project.storage.layout import WarehouseLayout

_SECONDS_BETWEEN_TRIES = 0.5


class WarehouseBusy(Exception):
    """Another process is writing into the warehouse folder."""


def is_busy(layout: WarehouseLayout) -> bool:
    """Whether another process is writing into the folder at this moment."""
    try:
        with writer_lock(layout):
            return False
    except WarehouseBusy:
        return True


@contextmanager
def writer_lock(layout: WarehouseLayout, wait: float = 0, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Holds the folder for one writer; given back by the system even if the process is killed.

    The process that holds it may enter again: a command holds it around the job that it runs.

    Where another process holds it, calls `waiting` and waits so many seconds for it to end. Raises
    `WarehouseBusy` if it does not.
    """
    layout.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock, thread_local=False, is_singleton=True)
    try:
        _acquire(lock, wait, waiting)
    except Timeout as error:
        raise WarehouseBusy(f"another refresh is writing into {layout.root}: wait for it to end, then run again") from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, wait: float, waiting: Callable[[], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if wait <= 0:
            raise
        waiting()
        lock.acquire(timeout=wait, poll_interval=_SECONDS_BETWEEN_TRIES)
