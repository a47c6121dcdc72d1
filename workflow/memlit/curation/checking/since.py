"""What changed in a review since a git revision, and the findings that are about it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from memlit.curation.adding import bibtex
from memlit.curation.checking.check import check_document, check_files, check_reading, document_keys, unique_texts
from memlit.curation.checking.finding import Finding
from memlit.errors import MemlitError, SourceError
from memlit.library import BIBLIOGRAPHY

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.M)


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that differ, the keys of documents and entries that do, and the lines of changed tables."""

    files: frozenset[str]
    keys: frozenset[str]
    lines: dict[str, frozenset[int]]

    def concern(self, finding: Finding) -> bool:
        """Whether the finding is about what changed."""
        if finding.key in self.keys or finding.is_fatal:
            return True
        if finding.file == BIBLIOGRAPHY or finding.file.endswith(".csv"):
            return finding.line in self.lines.get(finding.file, frozenset())
        return finding.file in self.files or any(file.startswith(f"{finding.file}/") for file in self.files)


def check_since(root: Path, revision: str, tell: Callable[[str], None] | None = None) -> list[str]:
    """Findings about what changed since `revision`; other documents are not read. tell: as for `check`.

    Raises SourceError when `root` is in no git repository or the revision is unknown.
    """
    changes = changes_since(root, revision)
    review, findings = check_files(root)
    changed = [key for key in document_keys(review) if key in changes.keys]
    for key in changed:
        findings += check_document(review, key)
    findings += check_reading(review, changed, tell)
    return unique_texts(finding for finding in findings if changes.concern(finding))


def changes_since(root: Path, revision: str) -> Changes:
    """Differences of the working files, new ones included, to `revision`."""
    _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    changed = _git(root, "diff", "--name-only", "--relative", "-z", revision, "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    files = {name for name in (changed + new).split("\0") if name}
    untracked = set(new.split("\0"))
    keys = {Path(file).parts[1] for file in files if file.startswith("sources/") and len(Path(file).parts) > 2}
    keys |= {Path(file).name.split(".json")[0].split(".points")[0] for file in files if file.startswith("extracted/")}
    if BIBLIOGRAPHY in files:
        old = "" if BIBLIOGRAPHY in untracked else _git(root, "show", f"{revision}:./{BIBLIOGRAPHY}", may_fail=True)
        before, after = _entries(old), _entries(_text(root / BIBLIOGRAPHY))
        keys |= {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    tables = [file for file in files if file == BIBLIOGRAPHY or file.endswith(".csv")]
    lines = {file: _changed_lines(root, revision, file, file in untracked) for file in tables}
    return Changes(frozenset(files), frozenset(keys), lines)


def _changed_lines(root: Path, revision: str, file: str, is_new: bool) -> frozenset[int]:
    if is_new:
        return frozenset(range(1, _text(root / file).count("\n") + 2))
    found = set()
    for first, count in _HUNK.findall(_git(root, "diff", "-U0", "--relative", revision, "--", file)):
        found |= set(range(int(first), int(first) + int(count or 1)))
    return frozenset(found)


def _entries(text: str) -> dict[str, str]:
    try:
        return {block.key: block.raw for block in bibtex.blocks(text, BIBLIOGRAPHY) if block.key}
    except MemlitError:
        return {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _git(root: Path, *arguments: str, may_fail: bool = False) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments], cwd=root, capture_output=True, check=False
        )
    except OSError:
        raise SourceError("git", "is not installed", "install it, or check without --since") from None
    if done.returncode and not may_fail:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        is_repository = not (reason and "not a git repository" in reason[0])
        problem = "names no revision of this repository" if is_repository else "needs a git repository"
        raise SourceError("--since", problem, "write a tag, a branch or a commit, or check without --since")
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")
