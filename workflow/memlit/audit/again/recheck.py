"""Derive data again from sources/ in a clean process and compare them, byte by byte, with what the last run holds."""

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from memlit.audit.lookup import Index
from memlit.datum import document_of
from memlit.errors import RecordError, SourceError, certain
from memlit.files import json_line

_RECONCILED = Path("results/reconciled")
KEPT_VARIABLES = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
KEYS_AT_ONCE = 200
MAX_SHOWN = 20


_Watch = Callable[[Sequence[str]], Iterable[str]]


def recheck(root: Path, index: Index, sample: int | None = None, seed: int = 0, watch: _Watch = iter) -> dict[str, Any]:
    """What is equal, different, lost, and not at hand, of `sample` printed data drawn with `seed` (None: of all).

    watch: takes the keys of the documents and gives them back one by one as they are derived. The digest of a file is
    left out of the comparison: a record may name an older copy of the same print.
    Raises SourceError when the last run's readings are gone.
    """
    wanted = _drawn(index, sample, seed)
    keys = sorted({document_of(identifier) for identifier in wanted})
    absent = {key for key in keys if not (root / "sources" / key).is_dir()}
    held = _held(root, set(wanted))
    derived = _derived(root, [key for key in keys if key not in absent], watch)
    equal: list[str] = []
    different: list[dict[str, str]] = []
    lost: list[str] = []
    not_at_hand: list[str] = []
    for identifier in wanted:
        before, after = held.get(identifier, ""), derived.get(identifier)
        if document_of(identifier) in absent or (after is None and not _is_at_hand(root, before)):
            not_at_hand.append(identifier)
        elif after is None:
            lost.append(identifier)
        elif after != before:
            different.append({"id": identifier, "held": before, "derived": after})
        else:
            equal.append(identifier)
    return {
        "data": len(wanted),
        "documents": len(keys),
        "seed": seed if sample is not None else None,
        "equal": len(equal),
        "different": different,
        "lost": lost,
        "not_at_hand": not_at_hand,
    }


def _drawn(index: Index, sample: int | None, seed: int) -> list[str]:
    """Sorted ids of printed data, `sample` of them drawn with `seed`, or all."""
    query = "SELECT id FROM node WHERE kind = 'reading' ORDER BY id"
    printed = [row[0] for row in index.database.execute(query)]
    if sample is None or sample >= len(printed):
        return printed
    return sorted(random.Random(seed).sample(printed, sample))


def _is_at_hand(root: Path, held: str) -> bool:
    """Whether the file that the record names is there; what stands in a record without its file cannot be derived."""
    if not held:
        return True
    place = json.loads(held)["datum"]["locator"]
    return Path(root, "sources", place["document"], place["file"]).is_file()


def _held(root: Path, wanted: Collection[str]) -> dict[str, str]:
    """The readings of the last run as JSON, by id."""
    files = sorted((root / _RECONCILED).glob("*.jsonl"))
    if not files:
        raise SourceError(str(_RECONCILED), "holds no readings", "run snakemake --cores 4 first")
    found = {}
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            for reading in json.loads(line).get("readings", ()):
                if reading["id"] in wanted:
                    found[reading["id"]] = _essence(reading)
    return found


def _essence(reading: dict[str, Any]) -> str:
    reading["datum"]["locator"]["sha256"] = None
    return json_line(reading)


def _derived(root: Path, keys: list[str], watch: _Watch) -> dict[str, str]:
    """Readings of documents as a new process derives them in a folder of its own, as JSON by id."""
    with tempfile.TemporaryDirectory(prefix="memlit-recheck-") as name:
        folder = Path(name)
        for key in keys:
            shutil.copytree(root / "sources" / key, folder / "sources" / key, symlinks=True)
        (folder / "config").mkdir()
        shutil.copy(root / "config/vocabulary.yaml", folder / "config/vocabulary.yaml")
        if (root / "curation/corrections.csv").is_file():
            (folder / "curation").mkdir()
            shutil.copy(root / "curation/corrections.csv", folder / "curation/corrections.csv")
        found: dict[str, str] = {}
        runs = (_run(folder, keys[start : start + KEYS_AT_ONCE]) for start in range(0, len(keys), KEYS_AT_ONCE))
        for _, lines in zip(watch(keys), itertools.chain.from_iterable(runs), strict=True):
            for reading in map(json.loads, lines):
                found[reading["id"]] = _essence(reading)
        return found


def _run(folder: Path, keys: Iterable[str]) -> Iterator[list[str]]:
    """Lines of each document, as soon as the process has derived it."""
    environment = {name: value for name in KEPT_VARIABLES if (value := os.environ.get(name)) is not None}
    package = Path(__file__).resolve().parents[3]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(package), environment.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "memlit.audit.again.rederive", *keys]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True) as run,
    ):
        lines: list[str] = []
        for line in certain(run.stdout):
            if line.strip():
                lines.append(line)
            else:
                yield lines
                lines = []
        if run.wait():
            errors.seek(0)
            last = (errors.read().strip().splitlines() or ["no message"])[-1]
            raise RecordError("recheck", f"the clean process failed ({last})", "run snakemake, it names the file")


def recheck_lines(found: dict[str, Any]) -> Iterator[str]:
    """Lines of `memlit audit --recheck`: how many data are equal when derived again, and the differences."""
    drawn = f", drawn with seed {found['seed']}" if found["seed"] is not None else ""
    yield f"{found['data']} data of {found['documents']} documents{drawn}, derived again in a clean process"
    yield f"equal, byte by byte: {found['equal']}"
    yield f"different: {len(found['different'])}"
    for item in found["different"][:MAX_SHOWN]:
        yield f"  {item['id']}"
        yield from (f"    {line}" for line in _differences(item["held"], item["derived"]))
    yield f"lost: {len(found['lost'])}"
    yield from (f"  {identifier}" for identifier in found["lost"][:MAX_SHOWN])
    yield f"document not at hand, the record stands: {len(found['not_at_hand'])}"


def _differences(held: str, derived: str) -> Iterator[str]:
    if not held:
        yield "is not in the results of the last run"
        return
    before, after = json.loads(held), json.loads(derived)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{name}: {json_line(before.get(name))} in the results, {json_line(after.get(name))} now"
