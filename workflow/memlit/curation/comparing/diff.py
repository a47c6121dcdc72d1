"""memlit diff: two results folders or two git revisions, and the claims that rest on what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from memlit.audit.lookup import Index
from memlit.changes.compare import Difference, compare
from memlit.changes.snapshot import READINGS, Snapshot, load_snapshot
from memlit.curation.comparing.record_differences import differences
from memlit.curation.comparing.revisions import changed_inputs, record_snapshot, results_of
from memlit.curation.git import commit_of
from memlit.datum import Datum
from memlit.errors import RecordError, SourceError

RESULTS_OF_A_RUN = "SI values, devices, medians, decisions and claims (add --run)"
TRACED = 2000
"""Claims are traced for at most this many data; a difference of more is a difference of corpora."""


def diff(root: Path, old: str, new: str, is_run: bool = False) -> Difference:
    """What changed from `old` to `new`: folders of results, or revisions of the git repository at `root`.

    Two revisions are compared by their committed records and inputs; with `is_run` the workflow of each is run and
    its results are compared. Raises SourceError when a side is neither, or when a revision meets a folder without run.
    """
    sides = [_kind(root, name) for name in (old, new)]
    if sides == ["revision", "revision"] and not is_run:
        found = compare(record_snapshot(root, old), record_snapshot(root, new))
        return replace(found, inputs=tuple(changed_inputs(root, old, new)), absent=(RESULTS_OF_A_RUN,))
    if "revision" in sides and not is_run:
        name = old if sides[0] == "revision" else new
        raise SourceError(name, "is a revision beside a folder", "add --run to make its results, or give two of a kind")
    before, after = (
        replace(load_snapshot(results_of(root, name)), name=name) if side == "revision" else load_snapshot(Path(name))
        for name, side in zip((old, new), sides, strict=True)
    )
    if READINGS not in before.tables or READINGS not in after.tables:
        raise SourceError(old, "holds no readings", "run snakemake --cores 4 first")
    pending = _not_accepted(before, after)
    found = replace(compare(before, after), not_accepted=pending)
    return replace(found, claims_of=_claims(found, before, after))


def _kind(root: Path, name: str) -> str:
    if Path(name).exists():
        return "folder"
    if commit_of(root, name) is not None:
        return "revision"
    raise SourceError(name, "is neither a folder nor a git revision", "give two results folders or two revisions")


def _claims(found: Difference, before: Snapshot, after: Snapshot) -> dict[str, tuple[str, ...]]:
    """Ids of the claims that rest on each changed datum, in the run that has it; nothing without an audit index."""
    ids = dict.fromkeys([*(change.id for change in (*found.data, *found.derived)), *map(_id, found.not_accepted)])
    if len(ids) > TRACED:
        return {}
    claims: dict[str, set[str]] = {}
    for side in (before, after):
        if side.index is not None:
            index = Index(side.index)
            for identifier in ids:
                claims.setdefault(identifier, set()).update(index.claims_on(identifier))
    return {identifier: tuple(sorted(names)) for identifier, names in claims.items()}


def _not_accepted(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Lines of what the new run reads otherwise than the record that stands, and the old run did not."""
    known = set(_pending_lines(before))
    return tuple(line for line in _pending_lines(after) if line not in known)


def _pending_lines(side: Snapshot) -> Iterator[str]:
    files: Iterable[Path] = sorted((side.folder / "extracted").glob("*.jsonl")) if side.folder else ()
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            # Most lines are long and equal their record: only the few others are worth parsing.
            if '"status":"changed"' in line:
                yield from _of_document(line, f"{path}:{number}")


def _of_document(line: str, where: str) -> list[str]:
    try:
        document = json.loads(line)
        recorded, read = ([Datum.model_validate(item) for item in document[name] or ()] for name in ("data", "read"))
    except (ValueError, KeyError, TypeError):
        raise RecordError(where, "is no document of a run", "run snakemake again") from None
    return differences(recorded, read) if document.get("status") == "changed" else []


def _id(line: str) -> str:
    """The id in a line of a difference, `~ ID  what`."""
    return line[2:].split("  ", 1)[0]
