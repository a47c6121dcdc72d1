"""memlit check: entries, folders, records, corrections, screening, claims and settings, one line for each finding.

What changed in a review since a git revision, and the findings that are about it.
"""

import contextlib
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from memlit.analysis.tags import TAGS_FILE, load_tags
from memlit.benchmark.metrics import check_metrics
from memlit.config import (
    CLASSES_FILE,
    CONFIG_FILE,
    Classes,
    Config,
    FieldOfScience,
    load_classes,
    load_config,
    load_field,
)
from memlit.config.claims import CLAIMS_FILE, Claim, load_claims, unknown_subjects
from memlit.curation.adding.bibtex import raw_parsed
from memlit.curation.adding.checklist import has_evidence, needs
from memlit.curation.checking.finding import Finding
from memlit.curation.git import commit_of, git
from memlit.devices.gather import unknown_classes
from memlit.errors import LibraryError, MemlitError, SourceError, counted
from memlit.fetching.pins import wrong_pins
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.library import BIBLIOGRAPHY, SCREENING_FILE, Library, is_safe_key, load_library, load_screening
from memlit.naming import CORRECTIONS_FILE, READINGS_FILE
from memlit.observations.metrics import formulas
from memlit.quantities.parameters import check_units
from memlit.reconcile.checks import CHECKS_FILE, load_checks
from memlit.reconcile.corrections import load_corrections
from memlit.sources.data.from_readings import read_readings
from memlit.sources.data.from_tables import describe
from memlit.sources.extract import load_record
from memlit.sources.figures_yaml import FIGURES_FILE
from memlit.sources.folder import (
    SECOND_FILE,
    SOURCE_FILE,
    SourceFolder,
    is_transcribed,
    read_folder,
    source_keys,
    unused_files,
)
from memlit.sources.points import KEPT_SUFFIXES

_PLACE = re.compile(r"(?P<file>[^:]+)(?::(?P<line>\d+))?(?=[:;]|$)")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S*[^\s.,;]")
CLAIMS_RULE = "claims"
"""The rule that reads config/claims.yaml."""
T = TypeVar("T")
Watch = Callable[[Sequence[str]], Iterable[str]]
"""Takes keys of documents and gives them back one by one, so that a person sees how far a command is."""


@dataclass(frozen=True, slots=True)
class ReviewFiles:
    """What the review's own files say; a part that cannot be read is None or empty, and a finding."""

    root: Path
    library: Library
    config: Config | None
    classes: Classes | None
    vocabulary: Vocabulary | None
    keys: frozenset[str]
    records: frozenset[str]


def check_review(root: Path, tell: Callable[[str], None] | None = None, watch: Watch = iter) -> list[str]:
    """All findings in the review's folder, in the order of the flow; empty when every file gave what it could.

    tell: is given a line for each file of which no record is accepted yet and that was read; watch: takes the keys of
    the documents, and gives them back one by one as they are read.
    """
    review, findings = check_files(root)
    return _unique_texts([*findings, *_about_documents(review, document_keys(review), tell, watch)])


def check_since(root: Path, revision: str, tell: Callable[[str], None] | None = None, watch: Watch = iter) -> list[str]:
    """Findings about what changed since `revision`; other documents are not read. tell, watch: as for `check_review`.

    Raises SourceError when `root` is in no git repository or the revision is unknown.
    """
    changes = changes_since(root, revision)
    review, findings = check_files(root)
    changed = [key for key in document_keys(review) if key in changes.keys]
    findings += _about_documents(review, changed, tell, watch)
    return _unique_texts(finding for finding in findings if changes.concern(finding))


def check_key(root: Path, key: str, tell: Callable[[str], None] | None = None) -> list[str]:
    """Findings about one entry or document, and what it still needs before a run can use it.

    tell: is given what the document gave, what is asked and what is left out, a line each.
    Raises SourceError when there is neither an entry, nor a folder, nor a record of that key.
    """
    review, findings = check_files(root)
    keys = [key] if key in document_keys(review) else []
    if not keys and key not in review.library.entries and not any(item.key == key for item in findings):
        raise SourceError(key, "is the key of no entry, folder or record", "see references.bib, or memlit add it")
    own = [item for item in findings if item.key == key or item.is_fatal] + check_document(review, key)
    lines = [item.text for item in own]
    if not lines:
        folder = read_folder(root / "sources", key) if key in review.keys else None
        lines = list(_missing_in_entry(review, key, folder).values())
    if keys and tell is not None:
        for line in _account(review, key):
            tell(line)
    lines += [item.text for item in check_reading(review, keys)]
    return list(dict.fromkeys(lines))


def _account(review: ReviewFiles, key: str) -> Iterable[str]:
    """What a document gave; nothing where the review cannot be read, which is a finding."""
    # The check before a run reads no document, so it does not pay for the readers.
    from memlit.curation.checking.found import found_lines, found_of

    account = _Findings(review.root).guard(lambda: found_of(review.root, key))
    return [] if account is None else found_lines(account)


def _about_documents(
    review: ReviewFiles, keys: Sequence[str], tell: Callable[[str], None] | None, watch: Watch
) -> list[Finding]:
    """Findings in the documents `keys`, and what was not read of them."""
    found = list(chain.from_iterable(check_document(review, key) for key in keys))
    return [*found, *check_reading(review, watch(keys), tell), *_waiting(review, keys)]


def _waiting(review: ReviewFiles, keys: Iterable[str]) -> list[Finding]:
    """One line on the papers that have a folder, as `memlit add` makes it, and nothing in it to read."""
    lacking: dict[str, dict[str, str]] = {}
    for key in keys:
        folder = _paper_folder(review, key)
        if folder is not None and key not in review.records and not has_evidence(folder):
            lacking[key] = _missing_in_entry(review, key, folder)
    waiting = [key for key, lines in lacking.items() if lines]
    if not waiting:
        return []
    counts = Counter(chain.from_iterable(lacking.values()))
    said = ", ".join(f"{count} no {name}" for name, count in counts.items())
    own = "its own waits" if len(waiting) == 1 else "their own wait"
    problem = f"{counted(len(waiting), 'paper')} with a folder of {own} to be completed: {said}"
    remedy = f"see memlit check {waiting[0]}" + (", and so on" if len(waiting) > 1 else "")
    line = str(LibraryError(BIBLIOGRAPHY, problem, remedy))
    return [Finding(line, BIBLIOGRAPHY, key=waiting[0])]


def _unique_texts(findings: Iterable[Finding]) -> list[str]:
    """The lines of findings; what two checks find is one line."""
    return list(dict.fromkeys(finding.text for finding in findings))


def document_keys(review: ReviewFiles) -> list[str]:
    """Keys of all folders and records, sorted."""
    return sorted({*review.keys, *review.records})


def check_files(root: Path) -> tuple[ReviewFiles, list[Finding]]:
    """The review and the findings in all that is not about one document alone."""
    found = _Findings(root)
    config = found.guard(lambda: load_config(root / CONFIG_FILE), is_fatal=True)
    field = found.guard(lambda: load_field(root), is_fatal=True)
    classes = found.guard(lambda: load_classes(root / CLASSES_FILE), is_fatal=True)
    vocabulary = found.guard(lambda: _vocabulary(root / VOCABULARY_FILE), is_fatal=True)
    if config is not None and field is not None and vocabulary is not None:
        found.guard(lambda: _check_metrics(config, field, vocabulary), is_fatal=True)
    claims = found.guard(lambda: _claims(root, field), is_fatal=True)
    library = found.guard(lambda: load_library(root / BIBLIOGRAPHY), is_fatal=True) or Library()
    found.add(library.problems)
    found.add(_wrong_dois(library))
    if classes is not None:
        found.add(unknown_classes(library, classes))
        references = {entry.reviewref for entry in library.entries.values() if entry.reviewref is not None}
        # A library without the review's list has the papers of none of its claims.
        found.add(unknown_subjects(claims or (), references, classes) if references else ())
    if (root / TAGS_FILE).is_file():
        found.guard(lambda: load_tags(root / TAGS_FILE, library.entries), is_fatal=True)
    screening = found.guard(lambda: load_screening(root / SCREENING_FILE))
    found.add(screening[1] if screening else [])
    keys, problems = source_keys(root / "sources")
    found.add(problems)
    for key in keys:
        if key not in library.entries:
            error = SourceError(f"sources/{key}", f"has no entry in {BIBLIOGRAPHY}", "add one, or remove the folder")
            found.add([str(error)])
    records = sorted(path.stem for path in (root / "extracted").glob("*.json"))
    unsafe = [name for name in records if not is_safe_key(name)]
    found.add(
        str(SourceError(f"extracted/{name}.json", "is not a safe key", "rename it to its document's key"))
        for name in unsafe
    )
    safe = frozenset(records) - set(unsafe)
    review = ReviewFiles(root, library, config, classes, vocabulary, frozenset(keys), safe)
    if vocabulary is not None:
        _check_rows(found, review, vocabulary)
    return review, _with_keys(found.findings, library)


def _wrong_dois(library: Library) -> list[str]:
    """A line for each entry whose field doi holds no DOI."""
    lines = []
    for entry in library.entries.values():
        doi = entry.fields.get("doi", "").strip()
        if doi and _DOI.fullmatch(doi) is None:
            problem = f"{entry.key} has the DOI {doi[:80]!r}, which is none"
            remedy = "write 10.NNNN/NAME as the paper prints it, without an address or a full stop at its end"
            lines.append(str(LibraryError(f"{BIBLIOGRAPHY}:{entry.line}", problem, remedy)))
    return lines


def _claims(root: Path, field: FieldOfScience | None) -> tuple[Claim, ...]:
    """The claims of a review whose field judges any."""
    judges = field is None or CLAIMS_RULE in field.rules
    return load_claims(root / CLAIMS_FILE) if judges else ()


def _check_metrics(config: Config, field: FieldOfScience, vocabulary: Vocabulary) -> None:
    """Raise ConfigError for a formula that does not hold: over the letters of the field, or over those of a tuple."""
    if field.inputs:
        formulas(config, field, vocabulary)
    else:
        check_metrics(config)


def _vocabulary(path: Path) -> Vocabulary:
    """The vocabulary, its units among those that quantities are read in."""
    vocabulary = load_vocabulary(path)
    check_units(vocabulary, str(path))
    return vocabulary


def check_document(review: ReviewFiles, key: str) -> list[Finding]:
    """Findings in the folder and the record of one document."""
    found = _Findings(review.root)
    if key in review.keys and review.vocabulary is not None:
        _check_folder(found, review.root, key, review.vocabulary)
    if key in review.records:
        found.guard(lambda: load_record(review.root / "extracted", key))
    return [replace(finding, key=key) for finding in found.findings]


def check_reading(review: ReviewFiles, keys: Iterable[str], tell: Callable[[str], None] | None = None) -> list[Finding]:
    """What was not read of the documents `keys`, and what the entry of one that is new lacks."""
    vocabulary = review.vocabulary
    if vocabulary is None:
        return []
    # The check before a run reads no document, so it does not pay for the readers.
    from memlit.curation.checking.reading import DocumentReader

    corrections = _Findings(review.root).guard(lambda: load_corrections(review.root / CORRECTIONS_FILE, vocabulary))
    reader = DocumentReader(review.root, vocabulary, corrections[0] if corrections else [])
    findings: list[Finding] = []
    for key in keys:
        found = _Findings(review.root)
        given, lost = reader.read(key)
        found.add(lost)
        if key not in review.records:
            found.add(_missing_in_new(review, key))
        findings += [replace(finding, key=key) for finding in found.findings]
        if tell is not None:
            for line in given:
                tell(line)
    return findings


def _missing_in_new(review: ReviewFiles, key: str) -> list[str]:
    """What the entry of a paper with something to read lacks. Other kinds of documents need none of it."""
    folder = _paper_folder(review, key)
    return list(_missing_in_entry(review, key, folder).values()) if has_evidence(folder) else []


def _paper_folder(review: ReviewFiles, key: str) -> SourceFolder | None:
    """The folder of a paper; None where there is none, or where it is of another kind of document."""
    try:
        folder = read_folder(review.root / "sources", key) if key in review.keys else None
    except MemlitError:
        return None
    return folder if folder is not None and folder.description.kind == "document" else None


def _missing_in_entry(review: ReviewFiles, key: str, folder: SourceFolder | None) -> dict[str, str]:
    """What an entry and its folder lack, as `needs` says it."""
    entry = review.library.entries.get(key)
    if entry is None or review.config is None or review.classes is None:
        return {}
    return needs(review.root, entry, folder, review.config, review.classes)


class _Findings:
    """Findings gathered in order, their paths relative to the review's folder."""

    def __init__(self, root: Path) -> None:
        self.findings: list[Finding] = []
        self._prefix = "" if root == Path() else f"{root.as_posix()}/"

    def add(self, lines: Iterable[str], is_fatal: bool = False) -> None:
        for line in lines:
            text = line.replace(self._prefix, "") if self._prefix else line
            match = _PLACE.match(text)
            file, number = (match["file"], match["line"]) if match else (text, None)
            parts = Path(file).parts
            key = Path(parts[1]).stem if parts[0] == "extracted" and len(parts) > 1 else None
            key = parts[1] if parts[0] == "sources" and len(parts) > 1 else key
            self.findings.append(Finding(text, file, int(number) if number else None, key, is_fatal))

    def guard(self, load: Callable[[], T], is_fatal: bool = False) -> T | None:
        """What `load` gives, or None and a finding."""
        try:
            return load()
        except MemlitError as error:
            self.add([str(error)], is_fatal)
            return None


def _with_keys(findings: Iterable[Finding], library: Library) -> list[Finding]:
    """A finding at the first line of an entry is about that entry."""
    key_at = {entry.line: key for key, entry in library.entries.items()}
    out = []
    for item in findings:
        if item.file == BIBLIOGRAPHY and item.key is None and item.line:
            item = replace(item, key=key_at.get(item.line))
        out.append(item)
    return out


def _check_folder(found: _Findings, root: Path, key: str, vocabulary: Vocabulary) -> None:
    found.add(unused_files(root / "sources" / key))
    folder = found.guard(lambda: read_folder(root / "sources", key))
    if folder is None:
        return
    found.add(wrong_pins(Path("sources") / key, folder.description.fetched, root))
    # A document is often not redistributed; its record stands alone, and what is transcribed lies beside it.
    is_recorded = (root / "extracted" / f"{key}.json").is_file()
    named = [entry.file for entry in folder.description.tables]
    _check_named(found, folder, SOURCE_FILE, [file for file in named if not is_recorded or is_transcribed(Path(file))])
    if folder.figures is not None and not is_recorded:
        _check_named(found, folder, FIGURES_FILE, [entry.file for entry in folder.figures.figures])
    for path in folder.mined_files:
        # What a document prints is known when a run reads it.
        if is_transcribed(path) and folder.description.tables:
            described = found.guard(functools.partial(describe, path, folder))
            found.add(described.problems if described else [])
    for path in filter(None, map(folder.named, (READINGS_FILE, SECOND_FILE))):
        read = found.guard(functools.partial(read_readings, path, key, vocabulary))
        found.add(read[1] if read else [])


def _check_named(found: _Findings, folder: SourceFolder, description: str, files: Iterable[str]) -> None:
    """A finding for each file that a description of the folder names and that is absent."""
    for file in dict.fromkeys(files):
        if folder.named(file) is None:
            where = f"sources/{folder.key}/{description}"
            error = SourceError(where, f"names {file}, which is absent", "supply it or remove its entry")
            found.add([str(error)])


def _check_rows(found: _Findings, review: ReviewFiles, vocabulary: Vocabulary) -> None:
    """Rows of corrections.csv and checks.csv: usable, and about a datum that a record has."""
    corrections = found.guard(lambda: load_corrections(review.root / CORRECTIONS_FILE, vocabulary)) or ([], [])
    checks = found.guard(lambda: load_checks(review.root / CHECKS_FILE)) or ([], [])
    found.add([*corrections[1], *checks[1]])
    ids = functools.cache(functools.partial(_recorded, review))
    theirs = functools.cache(functools.partial(_read_second, review, vocabulary))
    for file, rows in ((CORRECTIONS_FILE, corrections[0]), (CHECKS_FILE, checks[0])):
        for row in rows:
            known = ids(row.document)
            if row.id not in known and row.id in theirs(row.document):
                continue
            # A document without a record yet can only be judged by a run.
            if row.id not in known and (known or row.document not in review.keys):
                text = f"{file}:{row.line}: there is no datum {row.id}; mend the id or remove the row"
                found.findings.append(Finding(text, file, row.line, row.document))


def _recorded(review: ReviewFiles, key: str) -> set[str]:
    try:
        record = load_record(review.root / "extracted", key) if key in review.records else None
    except MemlitError:
        return set()
    return {datum.id for datum in record.data} if record else set()


def _read_second(review: ReviewFiles, vocabulary: Vocabulary, key: str) -> set[str]:
    """Ids in the list of a second reader: one that the first reader has not is left out by a correction."""
    path = review.root / "sources" / key / SECOND_FILE
    try:
        data = read_readings(path, key, vocabulary)[0] if is_safe_key(key) and path.is_file() else []
    except MemlitError:
        return set()
    return {datum.id for datum in data}


_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.M)
_KIND_OF_RECORD = re.compile("|".join(map(re.escape, KEPT_SUFFIXES)))
"""What follows the key in the name of a file of a record."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that differ, those of them that are new, the keys of documents and entries that differ, and the lines of
    changed tables.
    """

    files: set[str]
    new: set[str]
    keys: set[str]
    lines: dict[str, set[int]]

    def concern(self, finding: Finding) -> bool:
        """Whether the finding is about what changed."""
        if finding.key in self.keys or finding.is_fatal or finding.file in self.new:
            return True
        if _is_table(finding.file):
            return finding.line in self.lines.get(finding.file, ())
        return finding.file in self.files or any(file.startswith(f"{finding.file}/") for file in self.files)


def _is_table(file: str) -> bool:
    return file == BIBLIOGRAPHY or file.endswith(".csv")


def changes_since(root: Path, revision: str) -> Changes:
    """Differences of the working files, new ones included, to `revision`."""
    if commit_of(root, revision) is None:
        problem = f"needs a git repository that knows the revision {revision}"
        raise SourceError("--since", problem, "write a tag, a branch or a commit, or check without --since")
    new = _git_names(root, "ls-files", "--others", "--exclude-standard", "-z")
    files = new | _git_names(root, "diff", "--name-only", "--relative", "-z", revision, "--")
    keys = set()
    for file in files:
        folder, *below = Path(file).parts
        if folder == "sources" and len(below) > 1:
            keys.add(below[0])
        elif folder == "extracted" and below:
            keys.add(_KIND_OF_RECORD.split(below[-1])[0])
    if BIBLIOGRAPHY in files:
        before, after = "", ""
        # A revision, or the folder, may have no such file.
        with contextlib.suppress(SourceError):
            before = _git_text(root, "show", f"{revision}:./{BIBLIOGRAPHY}")
        with contextlib.suppress(FileNotFoundError):
            after = (root / BIBLIOGRAPHY).read_text(encoding="utf-8", errors="replace")
        keys |= {key for key, _ in _entries(before).items() ^ _entries(after).items()}
    lines = {file: _changed_lines(root, revision, file) for file in files - new if _is_table(file)}
    return Changes(files, new, keys, lines)


def _changed_lines(root: Path, revision: str, file: str) -> set[int]:
    lines: set[int] = set()
    for first, count in _HUNK.findall(_git_text(root, "diff", "-U0", "--relative", revision, "--", file)):
        lines.update(range(int(first), int(first) + int(count or 1)))
    return lines


def _entries(text: str) -> dict[str, str]:
    """The characters of each entry of a BibTeX text, by key."""
    return {entry.key: entry.raw for entry in raw_parsed(text).entries}


def _git_names(root: Path, *arguments: str) -> set[str]:
    """The names that git prints with NUL between them."""
    return {name for name in _git_text(root, *arguments).split("\0") if name}


def _git_text(root: Path, *arguments: str) -> str:
    return git(root, *arguments).decode("utf-8", "replace")
