"""What a person decides, as lines of source.yaml, readings.csv, figures.yaml, the vocabulary, and as answers.

Every decision reads the file as it is now, changes its own lines and is refused where it would say something else than
another person's line; the file is checked as a run checks it. The plan of a decision is written by the journal.
"""

import csv
import io
import itertools
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from memlit.asking.model import Answer, HeadAnswer
from memlit.asking.stored import answers_path, read_answers, text_of_answers, with_new
from memlit.config import Section, validated
from memlit.desk.read.tables import as_csv, table_file
from memlit.desk.write.files import content_of
from memlit.desk.write.journal import PlannedDecision
from memlit.desk.write.rows import csv_line
from memlit.desk.write.unread import refuse_unread
from memlit.errors import ConfigError, SourceError
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.header import split_header
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import csv_field
from memlit.naming import READINGS_FILE
from memlit.reconcile.document import reconcile
from memlit.sources.data.from_readings import LIST_COLUMNS, OPTIONAL_COLUMNS, columns_of_list, read_readings
from memlit.sources.figures_yaml import FIGURES_FILE, FigureEntry, FiguresDescription
from memlit.sources.folder import SECOND_FILE, SOURCE_FILE, SourceDescription
from memlit.yaml_files.edit import append, drop, put_value
from printed.yaml_files.read import parsed_yaml

_LONGEST = 2000
"""Characters of one text that a person writes."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Plans one person's decisions about the files of the review in `root`."""

    root: Path
    who: str
    day: str

    def assign(
        self,
        key: str,
        file: str,
        place: str,
        printed: str,
        device: str,
        parameter: str,
        why: str = "",
        paper: str = "",
        how: str = "",
    ) -> PlannedDecision:
        """A value of the text is of a device: an entry of `passages`; one's own earlier entry is replaced.

        paper: the work whose value it is, where it is not this one's; how: how it was come by, where it is known.
        """
        value = {"place": place, "printed": printed, "parameter": parameter}
        told = f"{printed!r} is the {parameter} of {device}"
        return self._assigned(key, file, [value], {"device": device, "paper": paper, "how": how, "why": why}, told)

    def assign_tuple(
        self, key: str, file: str, values: Sequence[Mapping[str, str]], device: str, paper: str = "", how: str = ""
    ) -> PlannedDecision:
        """Values that a sentence states together are of a device: `passages` of all of them, or of none.

        values: each with its place, printed text and parameter.
        """
        told = f"{', '.join(value['printed'] for value in values)} are of {device}"
        return self._assigned(key, file, values, {"device": device, "paper": paper, "how": how, "why": ""}, told)

    def _assigned(
        self, key: str, file: str, values: Sequence[Mapping[str, str]], said: Mapping[str, str], told: str
    ) -> PlannedDecision:
        """Entries of `passages` for values of the text; said: the device, and what holds for all of them."""
        _named(said["device"], "device")
        vocabulary = load_vocabulary(self.root / VOCABULARY_FILE)
        for value in values:
            _known_parameter(value["parameter"], vocabulary)
        whose = {"paper": said["paper"], "tier": "secondary"} if said["paper"] not in ("", key) else {}
        how = {"how": said["how"]} if said["how"] else {}
        why = said["why"] or "stated in the sentence"

        def changed(text: str, description: SourceDescription) -> str:
            places = {value["place"] for value in values}
            old = [
                number for number, one in enumerate(description.passages) if one.file == file and one.place in places
            ]
            for number in reversed(old):
                standing = description.passages[number]
                said_so = f"{standing.place} is {standing.device}'s {standing.parameter}"
                _own_or_refused(standing.curator, self.who, said_so)
                text = drop(text, ("passages", number))
            for value in values:
                place = value["place"]
                entry = {"file": file, "place": place, "printed": value["printed"], "device": said["device"]}
                entry |= {"parameter": value["parameter"], **whose, **how, "curator": self.who, "why": why}
                text = append(text, ("passages",), entry)
            return text

        return self._changed(key, told, changed)

    def unassign(self, key: str, file: str, place: str) -> PlannedDecision:
        """Take back the assignment of a value of the text, one's own."""

        def changed(text: str, description: SourceDescription) -> str:
            old = _place(description.passages, lambda one: (one.file, one.place) == (file, place))
            if old is None:
                raise SourceError(place, "is assigned to no device", "load the page again")
            _own_or_refused(description.passages[old].curator, self.who, f"{place} is assigned")
            return drop(text, ("passages", old))

        return self._changed(key, f"{place} is no longer assigned", changed)

    def answered(self, key: str, answers: Sequence[Answer], told: str) -> PlannedDecision:
        """What is said of a table, as answers; of one person the new answer takes the place of the old."""
        for one in answers:
            if isinstance(one.answer, HeadAnswer):
                for name in one.answer.parameters:
                    _known_parameter(name, load_vocabulary(self.root / VOCABULARY_FILE))
        path = answers_path(Path("extracted"), key)
        text = text_of_answers(with_new(read_answers(self.root / path), answers))
        return PlannedDecision(told, {str(path): text.encode("utf-8")})

    def teach(self, text: str, parameter: str) -> PlannedDecision:
        """The vocabulary knows a head from now on, in every document and with any unit."""
        told = split_header(text).base or " ".join(text.split())
        before = _text(self.root / VOCABULARY_FILE)
        vocabulary = load_vocabulary(self.root / VOCABULARY_FILE)
        _known_parameter(parameter, vocabulary)
        after = append(before, ("parameters", parameter, "header"), told)
        _checked_vocabulary(after)
        return PlannedDecision(f"{told!r} means {parameter}", {VOCABULARY_FILE: after.encode("utf-8")})

    def looked_for(self, key: str, parameters: Sequence[str], pages: str = "", supplement: str = "") -> PlannedDecision:
        """Parameters that the paper does not print, and what of it was read for them."""
        if not pages.strip() and not supplement.strip():
            raise SourceError(key, "nothing is said of what was read", "give the pages, or those of the supplement")

        def changed(text: str, _: SourceDescription) -> str:
            read = {name: said for name, said in (("pages", pages.strip()), ("supplement", supplement.strip())) if said}
            entry = {"parameters": list(parameters), **read, "curator": self.who, "date": self.day}
            return append(text, ("looked_for",), entry)

        return self._changed(key, f"{', '.join(parameters)}: looked for, not printed", changed)

    def listed(
        self, key: str, row: Mapping[str, str], vocabulary: Vocabulary, is_second: bool = False
    ) -> PlannedDecision:
        """A printed value with its place, as the last row of readings.csv, or of a second reader's list."""
        name = f"sources/{key}/{SECOND_FILE if is_second else READINGS_FILE}"
        path = self.root / name
        columns = columns_of_list(path) if path.is_file() else LIST_COLUMNS
        before = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
        wanted = [column for column in OPTIONAL_COLUMNS if row.get(column)]
        if missing := [column for column in wanted if column not in columns]:
            before, columns = _with_columns(before, columns, missing)
        if not before.strip():
            before = ",".join(columns) + "\n"
        values = {"tier": "primary", **{name: csv_field(" ".join(text.split())) for name, text in row.items()}}
        after = before + ("" if before.endswith("\n") else "\n") + csv_line(values.get(name, "") for name in columns)
        _checked_readings(after, key, vocabulary)
        told = f"{row['text']!r} is the {row['parameter']} of {row['device']}"
        return PlannedDecision(told + (", by the second reader" if is_second else ""), {name: after.encode("utf-8")})

    def drawn(
        self, key: str, label: str, page: int, caption: str, rows: Sequence[Sequence[str]], file: str = ""
    ) -> PlannedDecision:
        """A table that a person drew: a file of its own, and on which page of `file` it stands; no file is replaced."""
        name = table_file(label)
        entry: dict[str, Any] = {"file": name, "label": label.strip(), "page": page}
        entry |= {"printed_in": file} if file else {}
        entry |= {"caption": caption.strip()} if caption.strip() else {}
        entry |= {"paper": key, "tier": "primary", "notes": [f"drawn on the page by {self.who}, {self.day}"]}
        target = f"sources/{key}/{name}"

        def changed(text: str, _: SourceDescription) -> str:
            if (self.root / target).exists():
                raise SourceError(target, "is there already", "remove it first, or change it by hand")
            return append(text, ("tables",), entry)

        return self._changed(
            key, f"{label} is drawn, {len(rows)} rows", changed, more={target: as_csv(rows).encode("utf-8")}
        )

    def figure(self, key: str, entry: Mapping[str, Any]) -> PlannedDecision:
        """One panel of a figure as figures.yaml describes it, in the place of its earlier entry. What is written is in
        the order in which it was said, without what was not.
        """
        plain = FigureEntry.model_validate(entry).model_dump(mode="json", exclude_defaults=True)
        described = {part: plain[part] for part in entry if part in plain}
        wanted = tuple(entry.get(part) for part in ("file", "page", "image", "panel"))

        def changed(text: str, known: FiguresDescription) -> str:
            old = _place(known.figures, lambda one: (one.file, one.page, one.image, one.panel) == wanted)
            kept = text if old is None else drop(text, ("figures", old))
            return append(kept, ("figures",), described)

        label = entry.get("label") or f"figure on page {entry.get('page')}"
        return self._changed(key, f"{label} is described", changed, FIGURES_FILE)

    def cut(self, key: str, file: str, page: int, picture: bytes) -> PlannedDecision:
        """A figure cut out of a page, as a picture of its own; no file is replaced."""
        folder = self.root / "sources" / key
        names = (f"fig_p{page}_{number}.png" for number in itertools.count(1))
        name = next(name for name in names if not (folder / name).exists())
        return PlannedDecision(f"{name} is cut out of {file}, page {page}", {f"sources/{key}/{name}": picture})

    def _changed(
        self,
        key: str,
        told: str,
        changed: Callable[[str, Any], str],
        file: str = SOURCE_FILE,
        more: Mapping[str, bytes] | None = None,
    ) -> PlannedDecision:
        """A description of sources/KEY as `changed` makes it of its text and what that says, valid before and
        after; more: files of the same decision by their paths.
        """
        name = f"sources/{key}/{file}"
        text = _text(self.root / name) or self._beginning(file)
        after = changed(text, _valid(text, name))
        _valid(after, name)
        return PlannedDecision(told, {**(more or {}), name: after.encode("utf-8")})

    def _beginning(self, file: str) -> str:
        """What a new description begins with."""
        if file != FIGURES_FILE:
            return ""
        return put_value(put_value("", ("curator",), self.who), ("date",), date.fromisoformat(self.day))


def _text(path: Path) -> str:
    try:
        return (content_of(path) or b"").decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigError(str(path), "is not UTF-8 text", "save it as UTF-8") from None


def _valid(text: str, where: str) -> Section:
    model = FiguresDescription if where.endswith(FIGURES_FILE) else SourceDescription
    return validated(model, parsed_yaml(text, where), where)


def _place(items: Sequence[Any], is_it: Callable[[Any], bool]) -> int | None:
    return next((number for number, item in enumerate(items) if is_it(item)), None)


def _own_or_refused(curator: str, who: str, said: str) -> None:
    if curator != who:
        raise SourceError(said, f"{curator} said so", "dispute the value, or change that line by hand")


def _known_parameter(parameter: str, vocabulary: Vocabulary) -> None:
    if parameter not in vocabulary.parameters:
        near = ", ".join(vocabulary.nearest(parameter))
        raise ConfigError(VOCABULARY_FILE, f"unknown parameter {parameter!r}", f"write one such as {near}")


def _named(text: str, what: str) -> None:
    if not text.strip() or len(text) > _LONGEST:
        raise SourceError(what, "has no name", "write it as the paper calls it")


def _with_columns(text: str, columns: Sequence[str], more: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The list with more columns, which the reader allows after the others, in their order."""
    all_columns = (*LIST_COLUMNS, *(name for name in OPTIONAL_COLUMNS if name in columns or name in more))
    rows = [[row.get(name) or "" for name in all_columns] for row in csv.DictReader(io.StringIO(text))]
    return "".join(map(csv_line, [all_columns, *rows])), all_columns


def _checked_readings(text: str, key: str, vocabulary: Vocabulary) -> None:
    """Raise SourceError where the last row of a list could not be used, or is read as no value of its parameter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / READINGS_FILE
        path.write_text(text, encoding="utf-8")
        data, problems = read_readings(path, key, vocabulary)
    last = f"{READINGS_FILE}:{text.count(chr(10))}: "
    for line in problems:
        if last in line:
            problem, _, remedy = line.split(last, 1)[1].partition("; ")
            raise SourceError(f"sources/{key}/{READINGS_FILE}", problem, remedy)
    refuse_unread(reconcile(data[-1], (), vocabulary), "correct the value, its unit or its parameter")


def _checked_vocabulary(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocabulary.yaml"
        path.write_text(text, encoding="utf-8")
        load_vocabulary(path)
