"""The findings of memlit check before a run; a document whose files are as before is not read again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path

from memlit.caching.contents import Contents
from memlit.caching.packed import PACKED_FOLDER, Packed
from memlit.code_hash import package_digest
from memlit.curation.checking.finding import Finding
from memlit.files import json_line

SHARED = (
    "references.bib",
    "curation/screening.csv",
    "curation/corrections.csv",
    "curation/checks.csv",
    "config/config.yaml",
    "config/field.yaml",
    "config/metrics.yaml",
    "config/classes.yaml",
    "config/claims.yaml",
    "config/tags.csv",
)
_WORDS = ("config/vocabulary.yaml",)
"""What the findings of a document alone rest on, beside its own files."""
_SHOWN = 10


def findings_before_run(
    root: Path, contents: Contents, files: Mapping[str, Iterable[str]], problems: Iterable[str]
) -> list[Finding]:
    """What `memlit check` finds in `root`.

    files: the files of each document by key, its record too; problems: lines about names that are not read.
    """
    packed = Packed(root / PACKED_FOLDER / "check", package_digest())
    digests, words, shared = state = _state(contents, files, problems)
    everything = packed.address(shared, words, json_line(digests).encode())
    known = packed.find(everything)
    if known is not None:
        return _findings(known)
    # A run with nothing new does not pay for what reads all these files.
    from memlit.curation.checking.check import check_document, check_files, document_keys

    review, found = check_files(root)

    def made(key: str) -> list[bytes]:
        return _texts(check_document(review, key))

    for key in document_keys(review):
        address = packed.address(key.encode(), words, digests.get(key, "").encode())
        found += _findings(packed.get(address, partial(made, key)))
    packed.put(everything, _texts(found))
    # Findings in files that changed since their digest was taken are not kept as what those files hold.
    if _state(contents.again(), files, problems) == state:
        packed.save()
    return found


def _state(
    contents: Contents, files: Mapping[str, Iterable[str]], problems: Iterable[str]
) -> tuple[dict[str, str], bytes, bytes]:
    """What decides findings: the digest of each document, all else about one alone, and the rest."""
    shared = f"{contents.of(SHARED)} {json_line(sorted(problems))}"
    digests = {key: contents.of(paths) for key, paths in files.items()}
    return digests, contents.of(_WORDS).encode(), shared.encode()


def shown_findings(findings: Iterable[Finding]) -> list[str]:
    """The first findings and how many there are, for the terminal."""
    lines = [finding.text for finding in findings]
    more = [f"... and {len(lines) - _SHOWN} more, see memlit check"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more]


def _texts(findings: Iterable[Finding]) -> list[bytes]:
    return [json_line(asdict(finding)).encode() for finding in findings]


def _findings(texts: Iterable[bytes]) -> list[Finding]:
    return [Finding(**json.loads(text)) for text in texts]
