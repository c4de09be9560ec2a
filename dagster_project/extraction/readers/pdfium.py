"""PDFium as documents are read with it: without the fonts of the machine, and called for every sign of a page by addresses.

Calls by addresses cost half of what its typed pointers do. What points somewhere is an integer here, None where it points
nowhere. Places that PDFium is to write to are given by `ctypes.addressof`, and must be kept alive by who gives them.
"""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

# Its README says what it is for.
_FONTS = Path(__file__).parent / "fonts"
_CONFIGURATION_VERSION = 2


@cache
def pypdfium() -> Any:
    """pypdfium2, which takes the fonts that a document does not hold from this package alone: it reads the same on all machines.

    PDFium learns where fonts are when it begins, which it does when it is imported: it begins anew, before any document is open.
    """
    import pypdfium2
    from pypdfium2 import raw

    # A list that ends with a pointer to nowhere.
    folders = (ctypes.POINTER(ctypes.c_char) * 2)()
    folders[0] = ctypes.cast(ctypes.create_string_buffer(bytes(_FONTS)), ctypes.POINTER(ctypes.c_char))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(
        raw.FPDF_LIBRARY_CONFIG(version=_CONFIGURATION_VERSION, m_pUserFontPaths=folders, m_pIsolate=None, m_v8EmbedderSlot=0)
    )
    return pypdfium2


class Pdfium:
    """The functions and the constants of `pypdfium2.raw`, by their names."""

    def __getattr__(self, name: str) -> Any:
        """A name for the first time: from then on it is an attribute."""
        import pypdfium2.raw

        found = getattr(pypdfium2.raw, name)
        if getattr(found, "argtypes", None) is not None:
            found = _by_address(found)
        setattr(self, name, found)
        return found


def address_of(pointer: Any) -> int | None:
    """Where a typed pointer points."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _by_address(function: Any) -> Any:
    address = address_of(function)
    assert address is not None
    types = [_untyped(each) for each in (function.restype, *function.argtypes)]
    # None of these calls takes long: others need not be let in meanwhile.
    return ctypes.PYFUNCTYPE(*types)(address)


def _untyped(kind: Any) -> Any:
    is_pointer = isinstance(kind, type) and issubclass(kind, ctypes._Pointer)
    return ctypes.c_void_p if is_pointer else kind


PDFIUM = Pdfium()
