"""What a program costs, with all the processes that it starts."""

import os
import subprocess
import time
from dataclasses import dataclass

import psutil

_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """Time on the clock and of the processor, in seconds; the most memory that all processes had at one moment."""

    seconds: float
    processor_seconds: float
    peak_mib: float


def cost_of(command: list[str]) -> Cost:
    """Runs a program to its end. Raises `CalledProcessError` where it fails."""
    before, begun = os.times(), time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = 0
        while not _has_ended(process):
            peak = max(peak, _memory(process.pid))
    seconds, after = time.perf_counter() - begun, os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(seconds, processor, peak / 2**20)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_SECONDS_BETWEEN_LOOKS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _memory(pid: int) -> int:
    """Bytes of a process and of all below it; pages that some share count once, where the system tells."""
    try:
        processes = [program := psutil.Process(pid), *program.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(map(_own_memory, processes))


def _own_memory(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "pss", memory.uss))
