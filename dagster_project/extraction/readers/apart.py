"""Reads a content in a process of its own, with bounds of time and memory.

Libraries that are not written in Python may end their process, or never come back, over a damaged file. What breaks or
outlasts its reader is an outcome of that document; the next one is read by another process.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import util
from typing import TypeVar, TypeVarTuple

from dagster_project.extraction.source_document import UnreadableDocument
from dagster_project.worker import end_group, lead_group

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

SECONDS = 120.0
MEMORY = 4 * 1024**3

_pool: ProcessPoolExecutor | None = None


def read_apart(read: Callable[[*Arguments], Result], *arguments: *Arguments, seconds: float = SECONDS) -> Result:
    """What `read`, a function of a module, makes of a content and what else it is given.

    Raises `UnreadableDocument` where it does, breaks, or takes too long or too much memory.
    """
    future = _process().submit(read, *arguments)
    try:
        return future.result(timeout=seconds)
    except TimeoutError as error:
        _end()
        raise UnreadableDocument(
            f"it was not read within {seconds:.0f} seconds: a damaged or hostile file; fetch it again"
        ) from error
    except BrokenProcessPool as error:
        _end()
        raise UnreadableDocument("its reader broke down over it: a damaged or hostile file; fetch it again") from error
    except MemoryError as error:
        raise UnreadableDocument(f"reading it takes more than {MEMORY // 1024**3} GB of memory: split it") from error


def _process() -> ProcessPoolExecutor:
    global _pool
    if _pool is None:
        _pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
        # Before this process waits for those that it started, as it does at its end.
        util.Finalize(None, _end, exitpriority=10)
    return _pool


def _end() -> None:
    """Ends the process and what it started, whatever they are doing; the next content has a new one."""
    global _pool
    if _pool is None:
        return
    for process in list((_pool._processes or {}).values()):
        end_group(process)
    _pool.shutdown(wait=True, cancel_futures=True)
    _pool = None


def _forget() -> None:
    """Leaves the process to the one that started it: a copy of that one by `fork` cannot ask it, and starts its own."""
    global _pool
    _pool = None


def _begin() -> None:
    """Bounds the memory of the reading process and of what it starts, which end with the one that they read for."""
    lead_group()
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
