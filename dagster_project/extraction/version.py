"""The version of the extractor: asked for before anything is extracted, so nothing slow is imported here."""

import hashlib
from pathlib import Path

from dagster_project.extraction.vocabulary import FILES, place_of


def extractor_version(seeds: Path) -> str:
    """What the records depend on besides the bytes: the code and the font of this package, and the vocabulary."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in [*sorted(package.rglob("*.py")), *sorted(package.rglob("*.ttf")), *(seeds / place_of(name) for name in FILES)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
