"""Processes that a run starts, and that must not outlive it: they would go on writing where the next run writes."""

import ctypes
import os
import signal
import sys
import threading
import time

_SET_PARENT_DEATH_SIGNAL = 1
_SECONDS_BETWEEN_LOOKS = 0.1


def end_with_parent(parent: int) -> None:
    """Has the system kill this process when its parent ends; where the system does not do that, looks for it.

    To Linux the parent is the thread that started this process: it has to wait for it.
    """
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL) == 0:
        if os.getppid() != parent:  # it ended before the system was asked
            sys.exit("the process that started this one has ended")
    else:
        threading.Thread(target=_look_for_parent, args=(parent,), daemon=True).start()


def _look_for_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)
