"""One writer at a time into a warehouse folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from dagster_project.storage.layout import WarehouseLayout


class WarehouseBusy(Exception):
    """Another process is writing into the warehouse folder."""


@contextmanager
def writer_lock(layout: WarehouseLayout) -> Iterator[None]:
    """Holds the folder for one writer; given back by the system even if the process is killed.

    The process that holds it may enter again: a command holds it around the job that it runs.

    Raises `WarehouseBusy` at once where another process holds it.
    """
    layout.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock, thread_local=False, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WarehouseBusy(f"another refresh is writing into {layout.root}: wait for it to end, then run again") from error
    try:
        yield
    finally:
        lock.release()
