"""What a batch says about itself."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_NAME = 120
MAX_NOTE = 4000


class InputFile(BaseModel):
    """One file of a batch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    tool: str | None = None
    tool_version: str | None = None
    points: int = Field(ge=0)
    rejected: list[str] = []
    warnings: list[str] = []


class Batch(BaseModel):
    """One import. ``rows_file`` is the Parquet beside the manifest, ``rows_sha256`` its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[0-9a-f]{12}$")
    name: str = Field(min_length=1, max_length=MAX_NAME)
    note: str = Field(default="", max_length=MAX_NOTE)
    created: dt.datetime
    points: int = Field(ge=1)
    declared: Mapping[str, str | int] = {}
    files: list[InputFile]
    rows_file: str = Field(pattern=r"^[0-9a-f]{12}-[0-9a-f]{12}\.parquet$")
    rows_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    def text(self) -> bytes:
        """The manifest as it is written."""
        return self.model_dump_json(indent=1).encode()


def batch_id(hashes: Iterable[str]) -> str:
    """12 hex digits over the SHA-256 of the files, in any order: equal files, equal id."""
    return hashlib.sha256("\n".join(sorted(set(hashes))).encode()).hexdigest()[:12]


def parse(content: bytes) -> Batch:
    """A manifest from its text. Raises ValueError that says what is wrong."""
    try:
        return Batch.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(p) for p in first["loc"]) or "manifest"
        raise ValueError(f"{where}: {first['msg']}") from None
