"""Where LibreOffice is, which reads what no reader here does: asked for before anything slow is imported."""

import shutil

PROGRAM = "soffice"


def libreoffice() -> str | None:
    """The program as a path; None where it is not installed."""
    return shutil.which(PROGRAM)
