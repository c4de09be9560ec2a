"""What a run is doing, told to whoever watches: the command line shows it, Dagster does not need it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Watcher(Protocol):
    """Whoever is told: of a stage that began with so many steps, of a step done, of a stage that ended."""

    def began(self, stage: str, n_steps: int | None) -> None: ...
    def advanced(self, stage: str) -> None: ...
    def ended(self, stage: str) -> None: ...


class _Nobody:
    def began(self, stage: str, n_steps: int | None) -> None:
        pass

    def advanced(self, stage: str) -> None:
        pass

    def ended(self, stage: str) -> None:
        pass


class Progress:
    """The stages of a run, with the seconds that each took."""

    def __init__(self) -> None:
        self.watcher: Watcher = _Nobody()
        self.seconds: dict[str, float] = {}
        self._stage = ""

    @contextmanager
    def stage(self, name: str, n_steps: int | None = None) -> Iterator[None]:
        """Marks what is done within as a stage of the run."""
        begun = time.monotonic()
        self._stage = name
        self.watcher.began(name, n_steps)
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - begun
            self.watcher.ended(name)

    def step(self) -> None:
        """Tells that one of the steps of the present stage is done."""
        self.watcher.advanced(self._stage)


# A run is one process (see `defs.resources`): its progress is the process's.
progress = Progress()
