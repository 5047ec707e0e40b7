"""Facts about the set-up that most files leave out: declared by a person, never guessed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tradeoffs.building.derive import LAYERS
from tradeoffs.building.names import Names
from tradeoffs.building.tables.fields import DATE, first_day
from tradeoffs.importers import spelling
from tradeoffs.importers.columns import COUNTS, DECLARABLE, REQUIRED, WISHED
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown

_KINDS = {"framework": "framework", "gpu": "gpu"}
_KINDS |= {"weight_precision": "precision", "kv_precision": "precision"}
# What a file measured stands; declaring it is for the files of a batch that do not say.
_ONLY_WHERE_MISSING = ("isl", "osl", "batch_size", "dataset", "measured_on")
_SPELT = {"framework": spelling.engine, "gpu": spelling.board, "precision": spelling.precision}


@dataclass(frozen=True)
class Declared:
    """Checked facts, column → value. They hold for every point of a batch."""

    cells: Mapping[str, Any]

    @classmethod
    def of(cls, facts: Mapping[str, Any], names: Names) -> Declared:
        """``facts`` without empty ones, in our spelling. Raises ImportProblem."""
        cells = {}
        for column, value in facts.items():
            if value is None or value == "":
                continue
            if column not in DECLARABLE:
                raise ImportProblem(f"{column} cannot be declared")
            cells[column] = _checked(column, value, names)
        return cls(cells)


def _checked(column: str, value: Any, names: Names) -> Any:
    if column in (*COUNTS, "isl", "osl"):
        return _count(column, value)
    text = shown(value, 200)
    if column in _KINDS:
        return _named(column, text, names)
    if column == "serving_layer" and text not in LAYERS and not text.startswith("llm-d-pd-"):
        raise ImportProblem(f"serving_layer: not one of {', '.join(LAYERS)}, llm-d-pd-… ({text})")
    if column == "measured_on":
        try:
            if DATE.fullmatch(text) is None or first_day(text) is None:
                raise ValueError
        except ValueError:
            raise ImportProblem(
                f"measured_on: write YYYY-MM-DD, YYYY-MM or YYYY ({text})"
            ) from None
    return text


def _count(column: str, value: Any) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise ImportProblem(f"{column}: not a whole number above 0 ({shown(value)})")
    return int(text)


def _named(column: str, text: str, names: Names) -> str:
    kind = _KINDS[column]
    if (found := spelt(kind, text, names)) is not None:
        return found
    known = sorted({n for k, n in names.aliases if k == kind and n} | set(names.gpus))
    near = difflib.get_close_matches(text, known, 4, 0.5) or known[:6]
    raise ImportProblem(f"{column}: {text} is not known; near: {', '.join(near)}")


def options(column: str, names: Names) -> list[str]:
    """The values a column can be declared with; empty where it takes any text or number.

    A model may also be one that is not listed.
    """
    if column == "serving_layer":
        return sorted(LAYERS)
    kind = "model" if column == "model" else _KINDS.get(column)
    if kind is None:
        return []
    reference = {"gpu": names.gpus, "model": names.models}.get(kind, {})
    own = {a.canonical_id for (k, _), a in names.aliases.items() if k == kind}
    return sorted({n for n in own if n and names.knows(kind, n)} | set(reference))


def spelt(kind: str, name: str, names: Names) -> str | None:
    """``name`` as the aliases have it, in any case or a driver's spelling; None if unknown."""
    if names.knows(kind, name):
        return name
    folded = {n.lower(): n for k, n in names.aliases if k == kind and n}
    folded |= {g.lower(): g for g in names.gpus} if kind == "gpu" else {}
    if (found := folded.get(name.lower())) is not None:
        return found
    ours = _SPELT[kind](name)
    return ours if ours is not None and names.knows(kind, ours) else None


def settle(point: Point, declared: Declared, names: Names) -> tuple[str, ...]:
    """Brings the cells into our spelling and adds what is declared; returns the declared columns.

    Raises ImportProblem where the file states a fact and another is declared.
    """
    _respell(point, names)
    stated, model = point.cells.get("model"), declared.cells.get("model")
    if stated and model and _is_other_model(stated, model, names):
        point.warnings.append(
            f"the file names the model {shown(stated)}, declared is {model}, which has another "
            "shape: declare it only for files of that model"
        )
    return tuple(c for c, value in declared.cells.items() if _declare(point, c, value))


def _is_other_model(stated: str, declared: str, names: Names) -> bool:
    """Whether both are known and of different shapes. The declared one holds all the same, since
    servers often speak under another model's name."""
    shapes = names.shape(stated), names.shape(declared)
    return None not in shapes and shapes[0].model_id != shapes[1].model_id


def _respell(point: Point, names: Names) -> None:
    for column, kind in _KINDS.items():
        stated = point.cells.get(column)
        if stated is None:
            continue
        ours = spelt(kind, stated, names)
        if ours is None:
            del point.cells[column]
            point.warnings.append(f"{column} {shown(stated)!r} is not known here: declare it")
        elif ours != stated:
            point.cells[column] = ours
            point.notes.append(f"{column} as the file names it: {shown(stated)}")


def _declare(point: Point, column: str, value: Any) -> bool:
    """Sets a declared fact unless the file states it; says whether it did."""
    stated = point.cells.get(column)
    if stated == value:
        return False
    if stated is not None and column not in point.weak:
        if column in _ONLY_WHERE_MISSING:
            return False
        raise ImportProblem(f"the file says {column} {shown(stated)}, declared is {value}")
    if stated is not None:
        told = f"{column} as the file names it: {shown(stated)}"
        point.notes.append(told)
        if column != "model":  # the name under which a model was served is no contradiction
            point.warnings.append(f"{told}, declared is {value}")
    point.cells[column] = value
    return True


def unknown_model(model: str, names: Names) -> list[str]:
    """A warning for a model that is not known here, with names near it; empty for a known one."""
    if names.knows("model", model):
        return []
    known = {n for kind, n in names.aliases if kind == "model" and n} | set(names.models)
    near = _near(model, tuple(sorted(known)))
    told = f"; did you mean {' or '.join(near)}?" if near else ""
    return [f"the model {shown(model)} is not known here, so its speed is not checked{told}"]


@lru_cache(maxsize=256)
def _near(model: str, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(model, known, 2, 0.7))


def missing(point: Point) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that must be declared, and those worth declaring."""
    wished = WISHED
    if point.cells.get("scenario") == "static-batch":
        wished = (*WISHED, "batch_size")
    return (
        tuple(c for c in REQUIRED if c not in point.cells),
        tuple(c for c in wished if c not in point.cells),
    )
