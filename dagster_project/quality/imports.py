"""When the slowest import of a run is done, Great Expectations, and what of it is not done at all."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def gate_imported_meanwhile() -> Iterator[None]:
    """Imports what the gate will need while this thread waits for another process, and does not import anything itself.

    An import that fails fails again, and is told of, where the gate imports.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(import_module, "dagster_project.quality.validation")
        yield


class _Deferred(ModuleType):
    """Stands for a module until something of it is asked for.

    The standard library's `LazyLoader` loads a module as soon as an import statement names it.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system looks at
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


@contextmanager
def imported_when_used(*names: str) -> Iterator[None]:
    """Whoever imports these modules here gets them when the first attribute is read; those that are loaded stay as they are."""
    deferred = {name: _Deferred(name) for name in names if name not in sys.modules}
    sys.modules.update(deferred)
    try:
        yield
    finally:
        for name, module in deferred.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
