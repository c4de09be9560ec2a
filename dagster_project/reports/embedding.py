"""What a page holds itself, since it opens nothing: images as addresses, and by what hash its policy names a style sheet."""

import base64
import hashlib


def image_address(png: bytes) -> str:
    """An address that holds a PNG image."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def style_hash(style: str) -> str:
    """The hash by which the policy of a page names a style sheet that it holds."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
