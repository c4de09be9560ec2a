"""`yusuan-dbt`: dbt, but it does not outlive the process that started it, and does not call home.

Were a refresh killed while dbt runs, dbt would go on writing into the build folder while the next
refresh builds there. Asked for its version, dbt would look on the network for a newer one.
"""

import ctypes
import os
import signal
import sys
import threading
import time

from dagster_project.garbage import look_seldom

# The process that starts dbt puts its number here: dbt cannot tell it any more where that process ended meanwhile.
PARENT = "YUSUAN_PROCESS"
_SET_PARENT_DEATH_SIGNAL = 1
_SECONDS_BETWEEN_LOOKS = 0.1


def main() -> None:
    """Runs dbt with the arguments of this process, and ends with it or with the parent process."""
    if sys.argv[1:] == ["--version"]:
        from importlib.metadata import version

        print(f"dbt-core {version('dbt-core')}")
        return
    _end_with_parent(int(os.environ.get(PARENT, os.getppid())))
    look_seldom()
    _do_without_pandas()
    from dbt.cli.main import cli

    from dagster_project.dbt_events import tell_wanted_events_alone

    tell_wanted_events_alone()
    cli()


def _do_without_pandas() -> None:
    """Has DuckDB do as where pandas is not installed: it would load it to see whether a value is one of its own.

    No model is in Python, and loading it takes longer than most models.
    """
    sys.modules["pandas"] = None  # type: ignore[assignment]


def _end_with_parent(parent: int) -> None:
    """Has the system kill this process when its parent ends; where the system does not do that, looks for it.

    To Linux the parent is the thread that started this process: it has to wait for it.
    """
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL) == 0:
        if os.getppid() != parent:  # it ended before the system was asked
            sys.exit("the process that started dbt has ended")
    else:
        threading.Thread(target=_look_for_parent, args=(parent,), daemon=True).start()


def _look_for_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)
