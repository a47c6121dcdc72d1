"""No broken or hostile file crashes memlit, leaves its folder, takes more than its limits or fails without a name.

`MEMLIT_FUZZ` is the number of seeded files, 200 without it.
"""

from __future__ import annotations

import os
import resource
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from figcurves import digitize_pdf, import_project
from memlit.errors import MemlitError
from memlit.library import load_library
from memlit.reconcile.corrections import load_corrections
from memlit.worker import Limits, Worker
from printed.tables import read_tables

from ..builders import vocabulary
from . import mutations

COUNT = int(os.environ.get("MEMLIT_FUZZ", "200"))
BATCH = 50
LIMITS = Limits(seconds=20.0)
HARMLESS = ("billion rows", "deep nesting", "deep nesting of HTML")
"""Read as what they are: a small table, or none."""
GROWTH = 300_000
"""kB of memory that the parent may gain over all files."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(LIMITS) as made:
        yield made


@pytest.fixture(scope="module")
def kinds() -> dict[str, bytes]:
    return mutations.seeds()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parent opens no connection; the reader has none, by its own tests."""

    def refused(*_args: Any, **_options: Any) -> None:
        raise AssertionError("memlit opened a connection while it read a file")

    monkeypatch.setattr(socket.socket, "connect", refused)


def read(worker: Worker, path: Path) -> Any:
    """As a run reads a file of this name."""
    if path.name == "references.bib":
        return load_library(path)
    if path.name == "corrections.csv":
        return load_corrections(path, vocabulary())
    reader: Callable[[Path], Any] = read_tables
    if path.name.startswith("fig_"):
        reader = import_project
    elif path.name == "figure.pdf":
        reader = digitize_pdf
    return worker.call(path.name, reader, path)


def outcome(worker: Worker, path: Path) -> str:
    """ "read", or the kind of the typed error; an error of one line that names the file."""
    try:
        found = read(worker, path)
    except MemlitError as error:
        words = str(error)
        assert path.name in words, words
        assert "\n" not in words, words
        assert "Traceback" not in words, words
        return type(error).__name__
    return "read with a warning" if getattr(found, "warnings", ()) else "read"


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_broken_files_are_read_or_refused_by_name(
    first: int, worker: Worker, kinds: dict[str, bytes], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seen: Counter[str] = Counter()
    for seed in range(first, min(first + BATCH, COUNT)):
        name, content = mutations.broken(kinds, seed)
        path = mutations.write(tmp_path, name, content)
        try:
            seen[outcome(worker, path)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed} ({name}): {error!r}") from error
        assert everything(tmp_path) == {name}, f"seed {seed} ({name}) left files behind"
        path.unlink()
    record_property("outcomes", dict(sorted(seen.items())))
    print(f"seeds {first} to {first + BATCH - 1}: {dict(sorted(seen.items()))}, {worker.started} readers started")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH


@pytest.mark.parametrize("what", sorted(mutations.traps()))
def test_files_made_to_harm_are_refused(what: str, worker: Worker, kinds: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "inner" / "folder"
    folder.mkdir(parents=True)
    name, content = mutations.traps()[what]
    path = mutations.write(folder, name, content)
    got = outcome(worker, path)
    if what in HARMLESS:
        assert got == "read"
    else:
        assert got != "read"
    assert everything(tmp_path) == {"inner", "inner/folder", f"inner/folder/{name}"}
    whole = mutations.write(folder, "document.csv", kinds["document.csv"])
    assert outcome(worker, whole) == "read", "the next document is read as if nothing had been"
