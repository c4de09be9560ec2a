"""Bytes of a text file in, characters out: UTF-8 (with or without BOM), UTF-16 and GB18030.

The encodings are tried in the order in which a wrong guess is least likely; each is strict, so
that no character is ever replaced in silence.
"""

import codecs
import re

from dagster_project.extraction.source_document import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_RARE = re.compile(r"[\u3400-\u4dbf\ue000-\uf8ff\U00010000-\U0010ffff]")
_LONGEST_CHARACTER = 4
# Encodings of Chinese text that a file may name; what is called by the first two names is mostly the third.
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}


def decode(content: bytes, declared: str = "") -> str:
    """The characters of a text file. Where it is no UTF-8, an encoding that it names itself is taken at its word.

    Raises `UnreadableDocument` where the content is binary, cut off within a character, or in an
    encoding that is none of the known ones.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decode_strictly(content[len(bom) :], encoding)
    if b"\x00" in content:
        return _decode_utf16_without_bom(content)
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start and error.start >= len(content) - _LONGEST_CHARACTER + 1 and error.reason == "unexpected end of data":
            raise UnreadableDocument(
                f"the file is truncated: it ends within a character, at byte {error.start}; fetch it again"
            ) from error
    named = _DECLARED.get(declared)
    return _decode_strictly(content, named) if named else _decode_gb18030(content)


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"the file says it is {encoding.upper()} but is not, at byte {error.start}: damaged or truncated; fetch it again"
        ) from error


def _decode_utf16_without_bom(content: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese_text(text):
            return text
    raise UnreadableDocument("a binary file, not text: nothing can be read from it")


def _decode_gb18030(content: bytes) -> str:
    # A multi-byte character may be cut by the end of the file, up to three bytes of it remaining.
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        if error.start >= len(content) - _LONGEST_CHARACTER + 1 and _is_chinese_text(content[: error.start].decode("gb18030")):
            raise UnreadableDocument(
                f"the file is truncated: it ends within a character, at byte {error.start}; fetch it again"
            ) from error
        text = ""
    if not _is_chinese_text(text):
        raise UnreadableDocument("neither UTF-8, UTF-16 nor GB18030: binary, or in an unknown encoding; save it as UTF-8")
    return text


def _is_chinese_text(text: str) -> bool:
    """Whether decoded characters read as Chinese text rather than as bytes decoded wrongly."""
    if not text or _CONTROL.search(text):
        return False
    sample = text[:20000]
    return len(_CHINESE.findall(sample)) * 10 > len(sample) > 100 * len(_RARE.findall(sample))


def _checked(text: str) -> str:
    if _CONTROL.search(text):
        raise UnreadableDocument("a binary file, not text: it holds control characters")
    return text
