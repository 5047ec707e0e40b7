"""Checks beyond single cells: keys, references, order of figures, MLPerf parts, contradictions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from tradeoffs.building.assemble import names_of
from tradeoffs.building.derive import LAYERS, is_mlperf, result_id
from tradeoffs.building.measuring import figure_problems
from tradeoffs.building.mlperf import NotParsed, submission
from tradeoffs.building.names import Names, generation_of
from tradeoffs.building.problems import Problem
from tradeoffs.building.reading import Placed, Sources
from tradeoffs.building.support import contradicted_cells
from tradeoffs.building.tables import RESULTS, TABLES, Table
from tradeoffs.building.tables.measured import FIGURES, IDENTITY
from tradeoffs.vocabulary import GENERATIONS, PRECISIONS

_REFERENCES = {"aliases", "gpus", "models"}


def check(sources: Sources, faulty: Iterable[Problem] = ()) -> list[Problem]:
    """All faults of ``sources`` that single cells do not show.

    ``faulty`` are the faults found while reading: where they left rows out of a table, nothing is
    said about references into it.
    """
    partial = {PurePath(p.file).stem for p in faulty}
    names = names_of(sources)
    problems = [p for t in TABLES for p in _keys(t, sources[t.name])]
    problems += _result_rows(sources["results"])
    if not partial & _REFERENCES:
        problems += _aliases(sources["aliases"], names)
        problems += _generations(sources["gpus"])
        problems += [p for t in (*TABLES, RESULTS) for p in _names(t, sources[t.name], names)]
    if "claims" not in partial:
        problems += _claims(sources)
    if "frameworks" not in partial:
        problems += _frameworks(sources)
    if "sources" not in partial:
        problems += _publications(sources, partial)
        problems += _operating_points(sources)
    if not problems and not partial & (_REFERENCES | {"quantization", "parallelism"}):
        problems += contradicted_cells(sources, names)
    return problems


def _keys(table: Table, placed: Iterable[Placed]) -> Iterable[Problem]:
    """Rows of one key must be one."""
    seen: dict[tuple[object, ...], Placed] = {}
    for p in placed:
        first = seen.setdefault(tuple(getattr(p.row, c) for c in table.key), p)
        if first is not p:
            columns = ", ".join(table.key)
            yield p.problem(table.key[0], f"same {columns} as line {first.line}")


def _names(table: Table, placed: Iterable[Placed], names: Names) -> Iterable[Problem]:
    """Every name must be known to `aliases` (rule: a name no alias knows is an error)."""
    for p in placed:
        for column, kind in table.names.items():
            if not names.knows(kind, getattr(p.row, column)):
                yield p.problem(column, f"no {kind} of that name in aliases.csv")


def _aliases(placed: Iterable[Placed], names: Names) -> Iterable[Problem]:
    """Aliases lead to rows that exist, and say of an accelerator what its kind needs."""
    for p in placed:
        if p.row.kind == "gpu":
            yield from _accelerator_alias(p, names)
        elif p.row.gpu_generation or p.row.could_be:
            yield p.problem("kind", "gpu_generation and could_be are for accelerators only")
        if p.row.architecture_id and p.row.architecture_id not in names.models:
            yield p.problem("architecture_id", "no such model in models.csv")
        if p.row.kind == "precision" and p.row.canonical_id not in (*PRECISIONS, None):
            yield p.problem("canonical_id", f"not one of {', '.join(PRECISIONS)}")


def _accelerator_alias(p: Placed, names: Names) -> Iterable[Problem]:
    row = p.row
    for gpu in (row.could_be or "").split(";"):
        if gpu and gpu not in names.gpus:
            yield p.problem("could_be", f"no accelerator {gpu} in gpus.csv")
    if row.canonical_id is None:
        if row.gpu_generation not in (*GENERATIONS, None):
            yield p.problem("gpu_generation", f"not one of {', '.join(GENERATIONS)}")
    elif row.canonical_id not in names.gpus:
        yield p.problem("canonical_id", "no such accelerator in gpus.csv")
    elif row.gpu_generation:
        yield p.problem("gpu_generation", "must be empty: gpus.csv says it for canonical_id")


def _generations(placed: Iterable[Placed]) -> Iterable[Problem]:
    for p in placed:
        if generation_of(p.row) not in GENERATIONS:
            yield p.problem("architecture", "no generation of that name in the vocabulary")


def _claims(sources: Sources) -> Iterable[Problem]:
    """Every claim id that is named exists, and evidence is missing only where none was found."""
    known = {p.row.claim_id for p in sources["claims"]}
    for table in TABLES:
        for p in sources[table.name]:
            for column in table.claims:
                for claim in (getattr(p.row, column) or "").split(";"):
                    if claim and claim not in known:
                        yield p.problem(column, f"no claim {claim} in claims.csv")
    for p in sources["claims"]:
        if p.row.evidence_url is None and p.row.verdict != "unverifiable":
            yield p.problem("evidence_url", "must not be empty unless the verdict is unverifiable")
    for p in sources["parallelism"]:
        if p.row.evidence_url is None and p.row.supported != "unknown":
            yield p.problem("evidence_url", "must not be empty unless support is unknown")


def _frameworks(sources: Sources) -> Iterable[Problem]:
    """Tables about frameworks today speak of frameworks that have a row."""
    known = {p.row.framework for p in sources["frameworks"]}
    for table in ("quantization", "parallelism", "metrics_catalog"):
        for p in sources[table]:
            if p.row.framework not in known:
                yield p.problem("framework", "no such framework in frameworks.csv")


def _publications(sources: Sources, partial: set[str]) -> Iterable[Problem]:
    """A file of results holds one publication that `sources` knows, and each has such a file."""
    known = {p.row.source_id: p for p in sources["sources"]}
    files = {PurePath(p.file).stem for p in sources["results"]} | partial
    for p in sources["results"]:
        if p.row.source_id not in known:
            yield p.problem("source_id", "no such publication in sources.csv")
        elif p.row.source_id != PurePath(p.file).stem:
            yield p.problem("source_id", f"stands in {PurePath(p.file).name}")
    for source, p in known.items():
        if source not in files:
            yield p.problem("source_id", f"no rows in results/{source}.csv")


def _operating_points(sources: Sources) -> Iterable[Problem]:
    """No operating point twice; of a source that lists runs, no run and no set of figures twice.

    MLPerf twins with equal figures are allowed: several submitters may enter the same system.
    """
    runs = {p.row.source_id for p in sources["sources"] if p.row.row_is == "run"}
    seen: dict[tuple[object, ...], Placed] = {}
    for p in sources["results"]:
        key = tuple(getattr(p.row, c) for c in IDENTITY)
        if is_mlperf(p.row):
            key += (p.row.locator,)
        elif p.row.source_id in runs:
            key += tuple(getattr(p.row, c) for c in FIGURES)
        first = seen.setdefault(key, p)
        if first is not p:
            yield p.problem("locator", f"same operating point as {first.file}:{first.line}")


def _result_rows(placed: Iterable[Placed]) -> Iterable[Problem]:
    """What each measured row must satisfy by itself, and the uniqueness of its id."""
    ids: dict[str, Placed] = {}
    for p in placed:
        yield from figure_problems(p)
        layer = p.row.serving_layer
        if layer is not None and layer not in LAYERS and not layer.startswith("llm-d-pd-"):
            yield p.problem("serving_layer", f"not one of {', '.join(LAYERS)}, llm-d-pd-…")
        if is_mlperf(p.row):
            try:
                submission(p.row)
            except NotParsed as fault:
                yield p.problem("notes", f"an MLPerf row that {fault}")
        first = ids.setdefault(result_id(p.row), p)
        if first is not p:
            yield p.problem("locator", f"same result id as {first.file}:{first.line}")
