"""Every decision of every session: what was said, who said it, and what it changed, so that each can be taken back.

A decision is words of which a kind makes the new content of files. To take one back, the files are set to what they
were before it, and the decisions after it are taken once more by their own words. So the files are as if it had never
been taken, to the byte, and a decision that cannot be taken without it is named. What someone changed by hand in
between is carried over. The journal is a file under results/run: another session, and a second server, go on with it.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from itertools import chain, dropwhile
from pathlib import Path
from typing import Any, TypeVar

from memlit.desk.write.changes import Change, carried, change_of
from memlit.desk.write.files import alone, content_of, put_file
from memlit.desk.write.files import replace as write
from memlit.errors import MemlitError, SourceError
from memlit.files import write_bytes

JOURNAL = Path("results/run/desk/decisions.json")
KNOWN = Path("results/run/desk/known")
"""Each file as the last decision left it, under its sha256: a file that differs was changed by hand."""
_MOST = 2000
"""Decisions that are kept; what is older is for git."""

T = TypeVar("T")
_Contents = Mapping[str, bytes | None]
"""Files by their names in the review, None where there is none."""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision of `who` about the paper `key`: its kind, and the words that the kind needs, as JSON takes them.

    makes, needs: names of what exists by this decision, and of what has to exist for it.
    """

    key: str
    what: str
    words: Mapping[str, Any]
    who: str
    day: str
    makes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedDecision:
    """A decision told in words, and the files as it makes them."""

    told: str
    files: _Contents


PlanDecision = Callable[[Path, Said], PlannedDecision]
"""Makes the plan of a decision from the files of a review as they are. Raises MemlitError where it cannot be taken."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A decision that stands: its number, the time of day, and what it changed. A change by hand has no `what`."""

    number: int
    at: str
    told: str
    said: Said
    files: Mapping[str, Change]

    @property
    def is_by_hand(self) -> bool:
        """Whether it is no decision of the desk but what someone changed in between."""
        return not self.said.what

    def before(self, after: _Contents) -> dict[str, bytes | None]:
        """Its files before it, of those among the files after it."""
        return {name: one.before(after[name]) for name, one in self.files.items() if name in after}


_Step = tuple[JournalEntry, _Contents, _Contents]
"""A decision with its files before and after it."""


def made_file(name: str) -> str:
    """The name of a file among what decisions make and need."""
    return f"file {name}"


@dataclass(slots=True)
class _State:
    """The journal's file: the number of the next decision, folders that decisions made, the decisions, and the sha256
    of each file as they left it, "" where there is none.
    """

    following: int = 1
    folders: list[str] = field(default_factory=list)
    entries: list[JournalEntry] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)


class Journal:
    """The decisions in the review `root`; kinds: how each kind of decision is taken, by its name."""

    def __init__(self, root: Path, kinds: Mapping[str, PlanDecision] | None = None) -> None:
        self.root = root
        self.kinds = dict(kinds or {})
        self._kept: tuple[tuple[int, int], _State] | None = None

    def entries(self) -> list[JournalEntry]:
        """The decisions that stand, in the order in which they were taken."""
        return [one for one in self._load().entries if not one.is_by_hand]

    def last(self, who: str, is_it: Callable[[Said], bool]) -> JournalEntry | None:
        """The last decision of a person that `is_it` holds for."""
        return next((one for one in reversed(self.entries()) if one.said.who == who and is_it(one.said)), None)

    def take(self, said: Said) -> str:
        """Take a decision, and give it in words. One that changes nothing is not kept."""
        with alone(self.root):
            plan = self.kinds[said.what](self.root, said)
            state = self._with_hand(plan.files)
            before = {name: content_of(self.root / name) for name in plan.files}
            state.folders += self._absent_folders(plan.files)
            for name, content in plan.files.items():
                write(self.root, name, content)
            self._add(state, said, plan.told, before, plan.files)
        return plan.told

    def keep(self, said: Said, told: str, names: Sequence[str], work: Callable[[], T]) -> T:
        """Take a decision that `work` writes itself, and give what that gives; names: the files that it may write."""
        with alone(self.root):
            state = self._with_hand(names)
            if len(state.entries) > len(self._load().entries):
                self._save(state)
            before = {name: content_of(self.root / name) for name in names}
        folders = self._absent_folders(before)
        done = work()
        with alone(self.root):
            state = self._with_hand([])
            state.folders += folders
            self._add(state, said, told, before, {name: content_of(self.root / name) for name in before})
        return done

    def take_back(self, number: int, who: str) -> str:
        """Take back a decision of `who`, and say which: all files are as if it had never been taken.

        Raises SourceError where a later decision rests on it, or a person changed the same lines by hand.
        """
        with alone(self.root):
            state = self._load()
            # A change by hand has the number 0.
            numbers = [one.number for one in state.entries]
            place = numbers.index(number) if number and number in numbers else None
            if place is None or state.entries[place].said.who != who:
                raise SourceError("decision", "is none of yours that stands", "open the list again")
            own = state.entries[place]
            after = resting(own, state.entries[place + 1 :])
            if after:
                raise _rests(after[0], who)
            state = self._with_hand(_files_of(state.entries[place:]))
            later = state.entries[place + 1 :]
            contents, again = self._without(own, later)
            for name, content in contents.items():
                write(self.root, name, content)
            self._know(state, contents)
            self._remove_folders(state, contents)
            changed = {id(old): new for old, new in again}
            state.entries = [*state.entries[:place], *(changed.get(id(one), one) for one in later)]
            self._save(state)
        return own.told

    def _without(
        self, own: JournalEntry, later: Sequence[JournalEntry]
    ) -> tuple[_Contents, list[tuple[JournalEntry, JournalEntry]]]:
        """The files without a decision, and each later decision about them with what it changes now."""
        names = set(own.files)
        shared: list[JournalEntry] = []
        n_before = 0
        # A later decision about one of the files may be about others, and these of further decisions.
        while len(names) > n_before:
            n_before = len(names)
            shared = [one for one in later if names & one.files.keys()]
            names |= _files_of(shared)
        now: dict[str, bytes | None] = {name: content_of(self.root / name) for name in names}
        steps: list[_Step] = []
        for one in reversed(shared):
            after = {name: now[name] for name in one.files}
            now.update(one.before(now))
            steps.insert(0, (one, {name: now[name] for name in one.files}, after))
        now.update(own.before(now))
        again = []
        with tempfile.TemporaryDirectory() as folder:
            for name, content in now.items():
                put_file(Path(folder) / name, content)
            for step in steps:
                files = self._once_more(Path(folder), own.said.who, step, now)
                again.append((step[0], replace(step[0], files=_changes(now, files))))
                now.update(files)
                for name, content in files.items():
                    put_file(Path(folder) / name, content)
        return now, again

    def _once_more(self, folder: Path, who: str, step: _Step, now: _Contents) -> _Contents:
        """What a later decision, or a change by hand, makes of the files in `folder`, whose content is `now`."""
        one, before, after = step
        if one.is_by_hand:
            return {name: carried(name, before[name], now[name], after[name]) for name in before}
        kind = self.kinds.get(one.said.what)
        try:
            files = kind(folder, one.said).files if kind else {}
        except MemlitError:
            raise _rests(one, who) from None
        if kind is None or not files.keys() <= now.keys():
            raise _rests(one, who)
        return files

    def _with_hand(self, names: Iterable[str]) -> _State:
        """The journal with what someone changed by hand in these files since its last decision."""
        state = self._load()
        for name in sorted(state.known.keys() & set(names)):
            digest, found = state.known[name], content_of(self.root / name)
            known = content_of(self.root / KNOWN / digest) if digest else None
            if known != found:
                change = {name: change_of(known, found)}
                state.entries.append(
                    JournalEntry(0, "", f"{name} was changed by hand", Said("", "", {}, "", ""), change)
                )
                self._know(state, {name: found})
        return state

    def _know(self, state: _State, contents: _Contents) -> None:
        """Keep files as they are now, to tell later what was changed by hand."""
        for name, content in contents.items():
            digest = "" if content is None else hashlib.sha256(content).hexdigest()
            if content is not None:
                put_file(self.root / KNOWN / digest, content)
            state.known[name] = digest

    def _add(self, state: _State, said: Said, told: str, before: _Contents, after: _Contents) -> None:
        if before == dict(after):
            return
        files = _changes(before, after)
        made = [made_file(name) for name in files if before[name] is None]
        said = replace(said, makes=(*said.makes, *made))
        state.entries.append(JournalEntry(state.following, datetime.now().strftime("%H:%M"), told, said, files))
        state.following += 1
        self._know(state, {name: after[name] for name in files})
        self._save(state)

    def _absent_folders(self, names: Iterable[str]) -> list[str]:
        """The folders of files that are not there yet, each before those in it."""
        parents = chain.from_iterable(list(Path(name).parents)[-2::-1] for name in names)
        return [folder.as_posix() for folder in parents if not (self.root / folder).exists()]

    def _remove_folders(self, state: _State, contents: _Contents) -> None:
        """Remove folders that a decision made, where the last file in them is gone."""
        gone: set[str] = set()
        for name, content in contents.items():
            if content is None:
                gone.update(parent.as_posix() for parent in Path(name).parents)
        for name in sorted(gone.intersection(state.folders), reverse=True):
            folder = self.root / name
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                state.folders.remove(name)

    def _load(self) -> _State:
        path = self.root / JOURNAL
        found = path.stat() if path.is_file() else None
        stamp = (found.st_mtime_ns, found.st_size) if found else (0, 0)
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, _read(path) if found else _State())
        known = self._kept[1]
        return _State(known.following, [*known.folders], [*known.entries], {**known.known})

    def _save(self, state: _State) -> None:
        kept = list(dropwhile(lambda one: one.is_by_hand, state.entries[-_MOST:]))
        touched = _files_of(kept)
        known = {name: digest for name, digest in sorted(state.known.items()) if name in touched}
        told: dict[str, Any] = {"next": state.following, "folders": sorted(set(state.folders))}
        told |= {"known": known, "decisions": [_plain(one) for one in kept]}
        write_bytes(self.root / JOURNAL, json.dumps(told, ensure_ascii=False).encode("utf-8"))
        for path in (self.root / KNOWN).iterdir():
            if path.name not in known.values():
                path.unlink()
        found = (self.root / JOURNAL).stat()
        state.entries, state.known = kept, known
        self._kept = ((found.st_mtime_ns, found.st_size), state)


def _files_of(entries: Iterable[JournalEntry]) -> set[str]:
    """The files that decisions are about."""
    return set(chain.from_iterable(one.files for one in entries))


def _changes(before: _Contents, after: _Contents) -> dict[str, Change]:
    """What a decision changed of its files; one that it left as it was stays among them."""
    return {name: change_of(before[name], content) for name, content in after.items()}


def resting(own: JournalEntry, later: Iterable[JournalEntry]) -> list[JournalEntry]:
    """Of later decisions those that need what a decision makes."""
    return [one for one in later if set(own.said.makes).intersection(one.said.needs)]


def told_to(one: JournalEntry, who: str) -> str:
    """A decision as a person may see it: not what another decided, for second readings are blind."""
    return one.told if one.said.who == who else f"a decision of {one.said.who}"


def _rests(one: JournalEntry, who: str) -> SourceError:
    where = f"{told_to(one, who)} ({one.said.day} {one.at})"
    return SourceError(where, "rests on this decision", "take that one back first")


def _read(path: Path) -> _State:
    try:
        told = json.loads(path.read_bytes())
        return _State(told["next"], told["folders"], [_entry(one) for one in told["decisions"]], told["known"])
    except (KeyError, TypeError, ValueError):
        raise SourceError(JOURNAL.as_posix(), "is no journal of decisions", "remove it; git diff shows them") from None


def _plain(one: JournalEntry) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("number", "at", "told")}
    said = {name.name: getattr(one.said, name.name) for name in fields(Said)}
    return {**told, "said": said, "files": {name: change.as_plain() for name, change in one.files.items()}}


def _entry(told: Mapping[str, Any]) -> JournalEntry:
    said = told["said"]
    words = {**said, "makes": tuple(said["makes"]), "needs": tuple(said["needs"])}
    files = {name: Change.of_plain(change) for name, change in told["files"].items()}
    return JournalEntry(told["number"], told["at"], told["told"], Said(**words), files)
