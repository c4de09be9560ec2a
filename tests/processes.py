"""Processes that a test starts or kills: whether they run, and waiting for what they are to do."""

import time
from collections.abc import Callable

import psutil


def lives(pid: int) -> bool:
    """Whether a process runs: one that has ended may still be listed, until someone takes notice."""
    try:
        return bool(psutil.Process(pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD))
    except psutil.NoSuchProcess:
        return False


def wait_for(happened: Callable[[], bool], seconds: float) -> None:
    """Waits for what must come to be; fails where it does not within some time, which is long enough for a busy machine."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"it did not happen within {seconds} seconds"
        time.sleep(0.02)
