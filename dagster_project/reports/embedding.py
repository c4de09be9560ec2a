"""What a page holds itself, since it opens nothing: images as addresses; by what hash its policy names a style or a program."""

import base64
import hashlib


def image_address(png: bytes) -> str:
    """An address that holds a PNG image."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def hash_of(text: str) -> str:
    """The hash by which the policy of a page names a style sheet, or a program, that it holds."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
