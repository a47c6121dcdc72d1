"""memlit diff: two results folders or two git revisions, and the claims that rest on what changed.

Git revisions of a review: the records and inputs they commit, and the results their own workflow makes.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.audit.lookup import Index
from memlit.caching.packed import PACKED_FOLDER
from memlit.changes.compare import (
    READINGS_NAME,
    Difference,
    ResultRow,
    ResultsSnapshot,
    compare_snapshots,
    load_snapshot,
)
from memlit.changes.render import id_in
from memlit.curation.git import commit_of, git
from memlit.curation.record_differences import differences
from memlit.datum import Datum
from memlit.errors import RecordError, SourceError, certain
from memlit.sources.throughput import CACHES

_KEPT = Path("results/run/revisions")
"""Results of revisions that were run, by commit."""
_INDEX = "audit.sqlite"
_RESULTS = ("data", "extracted", _INDEX)
INPUTS = (
    "references.bib",
    "curation/screening.csv",
    "curation/corrections.csv",
    "curation/checks.csv",
    "config",
    "sources",
    "workflow",
)
LIMIT_SECONDS = 3600.0
LAST_LINES = 3


def record_snapshot(root: Path, commit: str, name: str) -> ResultsSnapshot:
    """The data of all records under extracted/ as committed in the revision `name`, by id."""
    rows: dict[str, ResultRow] = {}
    if not git(root, "ls-tree", "--name-only", commit, "--", "extracted"):
        return ResultsSnapshot(name=name, tables={READINGS_NAME: rows})
    with _archive(root, commit, "extracted") as archive:
        for member in sorted(archive.getmembers(), key=lambda item: item.name):
            if member.isfile() and member.name.endswith(".json"):
                stream = archive.extractfile(member)
                rows.update(_record_rows(certain(stream).read(), f"{name}:{member.name}"))
    return ResultsSnapshot(name=name, tables={READINGS_NAME: rows})


def changed_inputs(root: Path, old: str, new: str) -> Iterator[str]:
    """One line for each input that differs between two commits, `modified config/claims.yaml`; the code is one."""
    words = {"A": "added", "D": "removed", "M": "modified", "T": "modified"}
    n_code = 0
    out = git(root, "diff", "--no-renames", "--name-status", "-z", old, new, "--", *INPUTS)
    fields = out.decode("utf-8", "replace").split("\0")
    for status, path in zip(fields[::2], fields[1::2], strict=False):
        if path.startswith("workflow/"):
            n_code += 1
        else:
            yield f"{words.get(status[:1], status)} {path}"
    if n_code:
        yield f"modified workflow/ ({n_code} files)"


def results_of(root: Path, commit: str, name: str) -> Path:
    """Results of the revision `name`, made by its own workflow in a folder of its own and kept by commit.

    Raises SourceError with the last lines of the run when it makes no results.
    """
    kept = root / _KEPT / commit
    if kept.is_dir():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".memlit-revision-") as temporary:
        folder = Path(temporary) / "review"
        with _archive(root, commit) as archive:
            archive.extractall(folder, filter="data")
        _lend_cache(root, folder)
        _run(folder, name)
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=kept.parent))
        try:
            for item in _RESULTS:
                source = folder / "results" / item
                (shutil.copytree if source.is_dir() else shutil.copy)(source, part / item)
            part.rename(kept)
        except OSError:
            # Another command finished first: what it kept is the same.
            shutil.rmtree(part, ignore_errors=True)
            if not kept.is_dir():
                raise
    return kept


def _lend_cache(root: Path, folder: Path) -> None:
    """Let the run in `folder` use, and add to, what the review keeps under the hash of all that decides it."""
    cache = root.resolve() / CACHES
    (folder / CACHES).mkdir(parents=True, exist_ok=True)
    for kept in sorted(cache.iterdir() if cache.is_dir() else ()):
        # A packed file holds what its last run asked for, and no more.
        if kept.is_dir() and kept.name != PACKED_FOLDER.name:
            (folder / CACHES / kept.name).symlink_to(kept)


def _run(folder: Path, name: str) -> None:
    """Run the workflow in `folder` as far as the index, whose making makes all _RESULTS: no figures, no reports."""
    target = (Path("results") / _INDEX).as_posix()
    command = [sys.executable, "-m", "snakemake", target, "--cores", str(os.cpu_count() or 1), "--quiet", "all"]
    paths = os.pathsep.join(filter(None, (str(folder / "workflow"), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(
            name, f"ran longer than {LIMIT_SECONDS:g} s", "run it in a clone, and compare folders"
        ) from None
    if not (folder / "results" / _INDEX).is_file():
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise SourceError(name, f"gave no results ({' / '.join(lines[-LAST_LINES:])})", "run it in a clone to see why")


def _record_rows(content: bytes, where: str) -> Iterator[tuple[str, ResultRow]]:
    try:
        for datum in json.loads(content)["data"]:
            yield datum["id"], _datum_row(datum)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RecordError(where, "is no record", "mend it in git, or compare other revisions") from None


def _datum_row(datum: dict[str, Any]) -> ResultRow:
    """What a record says of one datum, in the columns of readings.csv; defaults are absent in a record."""
    printed, place, figure = datum["printed"], datum["locator"], datum.get("figure")
    said = {
        "id": datum["id"],
        "document": place["document"],
        "paper": datum.get("paper"),
        "device": datum.get("device"),
        "parameter": datum.get("parameter"),
        "printed": printed["text"],
        "printed_header": " > ".join(printed.get("headers") or ()),
        "place": place.get("label") or place.get("place") or place.get("file"),
        "page": place.get("page"),
        "printed_unit": printed.get("unit"),
        "method": datum.get("method"),
        "tier": datum.get("tier"),
        "lineage": datum.get("lineage"),
        "flags": ";".join(datum.get("flags") or ()),
        "reason": datum.get("excluded"),
        "points": json.dumps(figure, sort_keys=True) if figure else None,
    }
    return {name: str(value or "") for name, value in said.items()}


def _archive(root: Path, commit: str, *paths: str) -> tarfile.TarFile:
    """The files of a commit under `paths`."""
    return tarfile.open(fileobj=io.BytesIO(git(root, "archive", "--format=tar", commit, "--", *paths)))


RESULTS_OF_A_RUN = "SI values, devices, medians, decisions and claims (add --run)"
TRACED = 2000
"""Claims are traced for at most this many data; a difference of more is a difference of corpora."""


def difference_between(root: Path, old: str, new: str, is_run: bool = False) -> Difference:
    """What changed from `old` to `new`: folders of results, or revisions of the git repository at `root`.

    Two revisions are compared by their committed records and inputs; with `is_run` the workflow of each is run and
    its results are compared. Raises SourceError when a side is neither, or when a revision meets a folder without run.
    """
    first, second = _commit(root, old), _commit(root, new)
    if first and second and not is_run:
        found = compare_snapshots(record_snapshot(root, first, old), record_snapshot(root, second, new))
        return replace(found, inputs=tuple(changed_inputs(root, first, second)), absent=(RESULTS_OF_A_RUN,))
    if (first or second) and not is_run:
        name = old if first else new
        raise SourceError(name, "is a revision beside a folder", "add --run to make its results, or give two of a kind")
    before, after = _snapshot(root, first, old), _snapshot(root, second, new)
    if READINGS_NAME not in before.tables or READINGS_NAME not in after.tables:
        raise SourceError(old, "holds no readings", "run snakemake --cores 4 first")
    # What the new run reads otherwise than the record that stands, and the old run did not.
    known = set(_pending_lines(before))
    pending = tuple(line for line in _pending_lines(after) if line not in known)
    found = replace(compare_snapshots(before, after), not_accepted=pending)
    return replace(found, claims_of=_claims(found, before, after))


def _snapshot(root: Path, commit: str | None, name: str) -> ResultsSnapshot:
    """The results of a revision, which its workflow makes, or those in the folder of that name."""
    if commit is None:
        return load_snapshot(Path(name))
    return replace(load_snapshot(results_of(root, commit, name)), name=name)


def _commit(root: Path, name: str) -> str | None:
    """The commit that a revision stands for, None for a folder."""
    if Path(name).exists():
        return None
    commit = commit_of(root, name)
    if commit is None:
        raise SourceError(name, "is neither a folder nor a git revision", "give two results folders or two revisions")
    return commit


def _claims(found: Difference, before: ResultsSnapshot, after: ResultsSnapshot) -> dict[str, tuple[str, ...]]:
    """Ids of the claims that rest on each changed datum, in the run that has it; nothing without an audit index."""
    changed = [change.id for change in (*found.data, *found.derived)]
    ids = dict.fromkeys((*changed, *map(id_in, found.not_accepted)))
    if len(ids) > TRACED:
        return {}
    claims: dict[str, set[str]] = {}
    for side in (before, after):
        if side.index is not None:
            index = Index(side.index)
            for identifier in ids:
                claims.setdefault(identifier, set()).update(index.claims_on(identifier))
    return {identifier: tuple(sorted(names)) for identifier, names in claims.items()}


def _pending_lines(side: ResultsSnapshot) -> Iterator[str]:
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
