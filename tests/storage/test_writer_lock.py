"""One writer at a time, and a killed writer leaves no lock behind."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.writer_lock import WarehouseBusy, is_busy, writer_lock

HOLDER = """
import sys, time
from pathlib import Path
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.writer_lock import writer_lock
with writer_lock(WarehouseLayout(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_turned_away_and_a_killed_one_is_forgotten(tmp_path: Path) -> None:
    layout = WarehouseLayout(tmp_path)
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy, match="another refresh"), writer_lock(layout):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with writer_lock(layout):
        pass


def test_a_writer_that_may_wait_begins_when_the_other_has_ended(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_busy(WarehouseLayout(tmp_path))
        told = []

        def the_other_ends() -> None:
            told.append("waiting")
            holder.kill()

        with writer_lock(WarehouseLayout(tmp_path), wait=60, waiting=the_other_ends):
            assert told == ["waiting"]
    assert not is_busy(WarehouseLayout(tmp_path))
