"""Old Word and WPS files, RTF and OpenDocument texts: LibreOffice makes DOCX files of them, where it is installed.

It is given a file of ours in a folder of ours, with settings that keep it from running what the file brings along and
from opening what the file refers to, and ends with the process that this reader works in, which has bounds.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from dagster_project.extraction.libreoffice import PROGRAM, libreoffice
from dagster_project.extraction.readers import word
from dagster_project.extraction.readers.apart import read_apart
from dagster_project.extraction.readers.archive import Archive
from dagster_project.extraction.readers.work_folder import work_folder
from dagster_project.extraction.source_document import NotReadableHere, SourceDocument, UnreadableDocument

# What each kind is called, by the ending that LibreOffice knows it by.
KINDS = {".doc": "an old Word or WPS file (.doc, .wps)", ".rtf": "an RTF file", ".odt": "an OpenDocument text (.odt)"}
_MOST_BYTES = 200_000_000
# The instruction of a field of an RTF file may name a file that is opened at once. By another name, of the same length,
# it is passed over; what the field shows stands apart from it.
_RTF_INSTRUCTION, _RTF_NOTHING = rb"\fldinst", rb"\nofield"
# Macros are not run, links not followed; whatever asks a network all the same is sent to where nothing answers.
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetNoProxy": "",
        **{f"ooInet{protocol}ProxyName": "127.0.0.1" for protocol in ("HTTP", "HTTPS", "FTP")},
        **{f"ooInet{protocol}ProxyPort": "9" for protocol in ("HTTP", "HTTPS", "FTP")},
    },
}


def read(content: bytes, ending: str) -> SourceDocument:
    """The blocks of a file of one of the kinds.

    Raises `NotReadableHere` where LibreOffice is not installed.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableDocument(f"{KINDS[ending]} of more than {_MOST_BYTES // 1_000_000} MB: split it")
    program = libreoffice()
    if program is None:
        raise NotReadableHere(
            f"{KINDS[ending]}, which LibreOffice would read, and it is not installed: install it, so that {PROGRAM} is found, "
            "and refresh; or save it as DOCX or PDF"
        )
    # Of this process: the one that reads may be killed.
    with work_folder() as folder:
        return read_apart(_read_converted, content, ending, program, folder)


def _read_converted(content: bytes, ending: str, program: str, folder: Path) -> SourceDocument:
    converted = _convert(content, ending, program, folder)
    return replace(word.read(converted, Archive(converted)), reader="converted")


def _convert(content: bytes, ending: str, program: str, folder: Path) -> bytes:
    """The DOCX file that LibreOffice makes of a content."""
    if ending == ".odt":
        Archive(content)  # what is packed too tightly is refused
    _bound_files()
    source, profile, target = folder / f"document{ending}", folder / "profile", folder / "converted"
    source.write_bytes(content.replace(_RTF_INSTRUCTION, _RTF_NOTHING) if ending == ".rtf" else content)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(target),
            str(source),
        ],
        cwd=folder,
        env={"PATH": str(Path(program).parent) + ":/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    made = target / source.with_suffix(".docx").name
    if not made.is_file():
        raise UnreadableDocument(
            f"{KINDS[ending]} that LibreOffice cannot convert: it is damaged, or locked with a password; open it, and save it "
            "as DOCX or PDF, or fetch it again"
        )
    return made.read_bytes()


def _settings() -> str:
    """The settings, in the form in which LibreOffice keeps them."""
    items = (
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'


def _bound_files() -> None:
    """Bounds the files that this process and those that it starts may write."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_BYTES, most))
