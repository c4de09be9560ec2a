"""Damage to the files of a warehouse."""

import os
import shutil
from pathlib import Path


def remove(path: Path) -> None:
    """Takes a file or a folder away."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def empty(path: Path) -> None:
    """Leaves nothing in a file."""
    _replace(path, b"")


def truncate(path: Path) -> None:
    """Leaves the first half of a file."""
    _replace(path, path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    """Puts other bytes in the place of a file, whether there is one or not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, b"\xff\x00garbage" * 1000)


def alter_a_byte(path: Path) -> None:
    """Alters one byte in the middle of a file, whose times stay."""
    content, times = bytearray(path.read_bytes()), path.stat()
    content[len(content) // 2] ^= 1
    _replace(path, bytes(content))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def make_a_folder(path: Path) -> None:
    """Puts a folder in the place of a file."""
    remove(path)
    path.mkdir()


def _replace(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)
