"""The findings of memlit check before a run; a document whose files are as before is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.caching.contents import Contents
from memlit.caching.packed import PACKED_FOLDER, Packed
from memlit.code_hash import stage_hash
from memlit.curation.checking.finding import Finding
from memlit.errors import MemlitError
from memlit.files import json_line, read_json, write_compact_json
from memlit.library import LIBRARY_PACKED

STORE = Path("results/run/check.json")
SHARED = (
    "references.bib",
    "screening.csv",
    "corrections.csv",
    "checks.csv",
    "config/config.yaml",
    "config/metrics.yaml",
    "config/classes.yaml",
    "config/claims.yaml",
    "config/tags.csv",
)
WORDS = ("config/vocabulary.yaml",)
"""What the findings of a document alone rest on, beside its own files."""
SHOWN = 10


def library_code() -> str:
    """Hash over the code and the libraries that read references.bib."""
    return stage_hash(["memlit.library"])


def findings_before_run(
    root: Path, contents: Contents, files: Mapping[str, Iterable[str]], problems: Iterable[str]
) -> list[Finding]:
    """What `memlit check` finds in `root`.

    files: the files of each document by key, its record too; problems: lines about names that are not read.
    """
    state = _state(contents, files, problems)
    stored = _stored(root / STORE)
    if all(stored.get(name) == value for name, value in state.items()):
        return [Finding(**item) for item in stored["findings"]]
    # A run with nothing new does not pay for what reads all these files.
    from memlit.curation.checking.check import check_document, check_files, document_keys

    packed = Packed(root / PACKED_FOLDER / LIBRARY_PACKED, library_code())
    review, findings = check_files(root, packed)
    packed.save()
    kept = stored.get("documents", {}) if stored.get("words") == state["words"] else {}
    before, digests = stored.get("digests", {}), state["digests"]
    documents = {
        key: [Finding(**item) for item in kept[key]]
        if key in kept and before.get(key) == digests.get(key)
        else check_document(review, key)
        for key in document_keys(review)
    }
    found = [*findings, *(item for items in documents.values() for item in items)]
    # Findings in files that changed since their digest was taken are not to stand for what they held then.
    if _state(contents.again(), files, problems) == state:
        _store(root / STORE, state, documents, found)
    return found


def _state(contents: Contents, files: Mapping[str, Iterable[str]], problems: Iterable[str]) -> dict[str, Any]:
    """What decides findings: the `digests` of each document, `words` all else about one alone, `shared` the rest."""
    code = stage_hash(["memlit.curation.checking.check"])
    return {
        "digests": {key: contents.of(paths) for key, paths in files.items()},
        "words": contents.of(WORDS) + code,
        "shared": contents.of(SHARED) + json_line(sorted(problems)),
    }


def shown(findings: Iterable[Finding]) -> list[str]:
    """The first findings and how many there are, for the terminal."""
    lines = [finding.text for finding in findings]
    more = [f"... and {len(lines) - SHOWN} more, see memlit check"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


def _stored(path: Path) -> Any:
    """What the last run found; a store that is absent, broken or of another shape counts as empty."""
    try:
        loaded = read_json(path)
        for item in (*loaded["findings"], *(item for items in loaded["documents"].values() for item in items)):
            Finding(**item)
    except (MemlitError, OSError, KeyError, TypeError, AttributeError):
        return {}
    return loaded


def _store(path: Path, state: Mapping[str, Any], documents: Mapping[str, list[Finding]], found: list[Finding]) -> None:
    value = {
        **state,
        "documents": {key: [asdict(item) for item in items] for key, items in documents.items()},
        "findings": [asdict(item) for item in found],
    }
    try:
        write_compact_json(path, value)
    except OSError:
        # Where nothing can be written, the run itself will say so.
        return
