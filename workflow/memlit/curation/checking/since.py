"""What changed in a review since a git revision, and the findings that are about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from memlit.curation.adding import bibtex
from memlit.curation.checking.check import check_document, check_files, check_reading, document_keys, unique_texts
from memlit.curation.checking.reading import Finding
from memlit.curation.git import commit_of, git
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
    if commit_of(root, revision) is None:
        problem = f"needs a git repository that knows the revision {revision}"
        raise SourceError("--since", problem, "write a tag, a branch or a commit, or check without --since")
    changed = _text_of(root, "diff", "--name-only", "--relative", "-z", revision, "--")
    new = _text_of(root, "ls-files", "--others", "--exclude-standard", "-z")
    files = {name for name in (changed + new).split("\0") if name}
    untracked = set(new.split("\0"))
    keys = {Path(file).parts[1] for file in files if file.startswith("sources/") and len(Path(file).parts) > 2}
    keys |= {Path(file).name.split(".json")[0].split(".points")[0] for file in files if file.startswith("extracted/")}
    if BIBLIOGRAPHY in files:
        before, after = _entries(_shown(root, revision, BIBLIOGRAPHY)), _entries(_text(root / BIBLIOGRAPHY))
        keys |= {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    tables = [file for file in files if file == BIBLIOGRAPHY or file.endswith(".csv")]
    lines = {file: _changed_lines(root, revision, file, file in untracked) for file in tables}
    return Changes(frozenset(files), frozenset(keys), lines)


def _changed_lines(root: Path, revision: str, file: str, is_new: bool) -> frozenset[int]:
    if is_new:
        return frozenset(range(1, _text(root / file).count("\n") + 2))
    found = set()
    for first, count in _HUNK.findall(_text_of(root, "diff", "-U0", "--relative", revision, "--", file)):
        found |= set(range(int(first), int(first) + int(count or 1)))
    return frozenset(found)


def _entries(text: str) -> dict[str, str]:
    try:
        return {block.key: block.raw for block in bibtex.blocks(text, BIBLIOGRAPHY) if block.key}
    except MemlitError:
        return {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _text_of(root: Path, *arguments: str) -> str:
    return git(root, *arguments).decode("utf-8", "replace")


def _shown(root: Path, revision: str, file: str) -> str:
    """The file as a revision has it; empty where it has none."""
    try:
        return _text_of(root, "show", f"{revision}:./{file}")
    except SourceError:
        return ""
