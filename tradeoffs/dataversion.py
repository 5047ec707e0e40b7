"""The content version of a data folder: what a link pins and a cache is named after."""

from __future__ import annotations

import hashlib
from pathlib import Path


def data_version(folder: Path) -> str:
    """12 hex digits over the names and bytes of the folder's Parquet files, in name order."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.parquet")):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
