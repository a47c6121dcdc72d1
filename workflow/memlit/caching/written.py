"""What each job of a run wrote: the digests of its files, so that one that is lost, cut or edited later is noticed.

A job, RULE or RULE/BUCKET, leaves a note of its files when it ends. Snakemake itself compares times only: it hands a
damaged file on, and does not miss an intermediate one that is gone.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.caching.contents import Remembered
from memlit.errors import RecordError
from memlit.files import json_line, sha256_of, write_text

NOTES = Path("results/run/written")
LOGS = Path("results/run/log")
SEEN_FILE = Path("results/run/seen.json")
SEEN = Remembered()
"""Digests of the files of results/, of which one is read again only if its size or a time of it has changed."""
AGAIN = "run snakemake again, which makes it anew"
"""What to do about a fault that is found under way."""


class Fault(NamedTuple):
    """A file that is not as the rule wrote it."""

    file: str
    rule: str
    is_missing: bool

    def error(self, remedy: str) -> RecordError:
        """What a person is told: the file, what is wrong with it, and what to do."""
        problem = f"is missing, {self.rule} wrote it" if self.is_missing else f"is not as {self.rule} wrote it"
        return RecordError(self.file, problem, remedy)


def job_of(log: str) -> str:
    """The name of a job, by its log."""
    return Path(log).relative_to(LOGS).with_suffix("").as_posix()


class JobNote(NamedTuple):
    """What a job left word of: its parameter `code`, and the digests of its files."""

    code: str
    files: dict[str, str]


def write_note(root: Path, job: str, code: str, outputs: Iterable[str]) -> None:
    """Note the code of a job and the digests of its files, and of those in its folders."""
    digests = {file: sha256_of(root / file) for output in outputs for file in _files_of(root, output)}
    write_text(_note(root, job), json_line(JobNote(code, digests)._asdict()) + "\n")


def read_note(root: Path, job: str) -> JobNote | None:
    """What a job noted, None where there is no note or it is damaged."""
    try:
        return JobNote(**json.loads(_note(root, job).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def code_of_job(root: Path, job: str, digest: str, faults: Sequence[Fault]) -> str:
    """The parameter `code` of a job: the digest of its code, with a mark where its files have to be made again.

    Snakemake runs a job anew whose parameters differ from those of its last run, and knows nothing of a file that was
    cut or edited since. The mark is kept in the job's note, so that the parameter is the same once the job has run.
    faults: of the job's files.
    """
    note = read_note(root, job)
    if note is not None and not faults:
        return note.code if note.code.partition(" ")[0] == digest else digest
    try:
        damage = _note(root, job).read_bytes()
    except OSError:
        # Nobody knows what stands there: Snakemake's own record of the job decides.
        return digest
    for fault in faults:
        damage += f"{fault.file} {_digest(root, fault.file)}\n".encode()
    return f"{digest} again {hashlib.sha256(damage).hexdigest()[:16]}"


def drop_note(root: Path, job: str) -> None:
    """Forget what a job wrote: it is about to write again."""
    _note(root, job).unlink(missing_ok=True)


def keep_notes(root: Path, rules: Collection[str], buckets: Collection[str]) -> None:
    """Forget the jobs of rules and of buckets that are no more."""
    for job in _noted(root):
        rule, _, bucket = job.partition("/")
        if rule not in rules or (bucket and bucket not in buckets):
            drop_note(root, job)


def faults_of(root: Path, job: str) -> tuple[Fault, ...]:
    """The files of a job that are not as it wrote them; none where it left no note."""
    note = read_note(root, job)
    found = []
    for file, digest in note.files.items() if note else ():
        now = _digest(root, file)
        if now != digest:
            found.append(Fault(file, _rule_of(job), now is None))
    return tuple(found)


def all_faults(root: Path) -> dict[str, tuple[Fault, ...]]:
    """The files that are not as their job wrote them, by job."""
    found = ((job, faults_of(root, job)) for job in _noted(root))
    return {job: faults for job, faults in found if faults}


def check_written(root: Path, files: Iterable[str]) -> None:
    """Raise RecordError for one of `files` that is not as its job wrote it, before it is handed on."""
    handed_on = set(files)
    for job in _noted(root):
        note = read_note(root, job)
        digests = note.files if note else {}
        for file in sorted(handed_on & digests.keys()):
            if sha256_of(root / file) != digests[file]:
                raise Fault(file, _rule_of(job), is_missing=False).error(AGAIN)


def _note(root: Path, job: str) -> Path:
    return root / NOTES / f"{job}.json"


def _noted(root: Path) -> list[str]:
    """The jobs of which there is a note."""
    folder = root / NOTES
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json"))


def _rule_of(job: str) -> str:
    return job.partition("/")[0]


def _files_of(root: Path, output: str) -> Iterator[str]:
    """A file, or the files of a folder; names that begin with a dot are Snakemake's."""
    whole = root / output
    if not whole.is_dir():
        yield output
        return
    for folder, _, names in os.walk(whole):
        place = Path(folder).relative_to(root).as_posix()
        yield from (f"{place}/{name}" for name in names if not name.startswith("."))


def _digest(root: Path, file: str) -> str | None:
    path = root / file
    try:
        return str(SEEN.find(file, path.stat(), lambda: sha256_of(path)))
    except OSError:
        return None
