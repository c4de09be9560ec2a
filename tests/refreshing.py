"""`yusuan refresh` in a process of its own that finds Dagster and Great Expectations loaded: importing them is a quarter of one.

A server that has loaded them forks a process for each refresh (`multiprocessing`'s fork server). Of
the project itself it has loaded nothing that looks at its environment, so that the refresh is what it
is when a user calls it. That a refresh imports what it needs is seen where tests start the program.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_LOADED = ["dagster_project.dbt_resource", "dagster_project.quality.validation"]
_SECONDS = 300.0
_forking = multiprocessing.get_context("forkserver")


def can_fork() -> bool:
    """Whether this system can have a loaded process fork: all but Windows and macOS."""
    return sys.platform == "linux"


def run_refresh(arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs `yusuan` with its arguments; gives what it printed and its status. Raises `TimeoutExpired`."""
    _forking.set_forkserver_preload(_LOADED)
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as told:
        process = _forking.Process(target=_run, args=(list(arguments), dict(environment), _name_of(printed), _name_of(told)))
        process.start()
        process.join(_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(["yusuan", *arguments], _SECONDS)
        return subprocess.CompletedProcess(["yusuan", *arguments], process.exitcode, _read(printed), _read(told))


def _name_of(file: IO[bytes]) -> str:
    """The name by which another process can open a file that has none, as long as this one has it open."""
    return f"/proc/{os.getpid()}/fd/{file.fileno()}"


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _run(arguments: list[str], environment: dict[str, str], printed: str, told: str) -> None:
    """In the new process: what the program does, with output, directory and environment as they are given to a program."""
    for path, descriptor in ((printed, 1), (told, 2)):
        os.dup2(os.open(path, os.O_WRONLY), descriptor)
    sys.stdout, sys.stderr = (open(descriptor, "w", encoding="utf-8", closefd=False) for descriptor in (1, 2))  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    sys.argv = [str(Path(sys.executable).parent / "yusuan"), *arguments]
    from dagster_project.cli import main

    main()
