"""What a document asks, and the answers that somebody gives back: files that a person or any assistant can read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memlit.asking.model import Answerer
from memlit.asking.questions import questions_of_file
from memlit.asking.returned import Answering, BoxesOf, NumbersOf, Returned, answers_returned
from memlit.asking.stored import answers_path, as_accepted, boxes_drawn, read_answers, settled, with_new, write_answers
from memlit.curation.git import user_name
from memlit.errors import SourceError, counted
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import read_json, sha256_of, write_text
from memlit.passages.model import Find
from memlit.sources.attribution.table_names import names_of_tables, recorded_tables
from memlit.sources.data.numbers_asked import number_questions, numbers_asked, sentences_asked
from memlit.sources.data.supplied import Supplied
from memlit.sources.extract import load_record
from memlit.sources.folder import is_transcribed, read_folder
from memlit.sources.pictures import (
    kept_pictures,
    look_at_boxes,
    look_at_parts,
    pictures_path,
    seen_of,
)
from printed.tables.model import TableReading
from printed.worker import read_safely


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A file of a document that asks: its tables as printed, the text around them, and the numbers of its sentences."""

    file: Supplied
    reading: TableReading
    blocks: tuple[str, ...]
    numbers: tuple[Find, ...]

    @property
    def names(self) -> list[str]:
        """The names of its tables in ids."""
        return names_of_tables(self.reading.tables, self.file.path, self.file.recorded)


_Printed = tuple[TableReading, tuple[str, ...], tuple[Find, ...]]


def print_of_file(file: Supplied) -> _Printed:
    """Tables, texts of the blocks and numbers of a file, for the reader process; a file of tables alone has no text."""
    from memlit.errors import DocumentError
    from memlit.passages import read_passages
    from printed.tables import read_tables

    with file.opened() as opened:
        reading = read_tables(opened.document or opened.path)
        try:
            blocks = tuple(block.text for block in opened.document.blocks[0]) if opened.document else ()
            numbers = tuple(numbers_asked(read_passages(opened.document or opened.path, file.vocabulary)))
        except DocumentError:
            blocks, numbers = (), ()
        return reading, blocks, numbers


def asked_files(root: Path, key: str) -> Iterator[AskedFile]:
    """The files of a document that print tables, with those of pictures and of drawn boxes.

    Raises SourceError where there is no folder of that key, DocumentError where a file cannot be read.
    """
    if not (root / "sources" / key).is_dir():
        raise SourceError(key, "has no folder under sources/", f"memlit add it, or make sources/{key}")
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    folder = read_folder(root / "sources", key)
    records = root / "extracted"
    kept = kept_pictures(pictures_path(records, key))
    record = load_record(records, key)
    answers = settled(read_answers(answers_path(records, key))).answers
    cache = _cache(root)
    for path in folder.mined_files:
        if is_transcribed(path):
            continue
        sha256 = sha256_of(path)
        recorded = recorded_tables(record.data, path.name) if record else ()
        file = Supplied(path, sha256, folder, vocabulary, recorded, seen=seen_of(kept, path.name, sha256))
        boxes = boxes_drawn(answers, path.name)
        if boxes:
            file, _ = look_at_boxes(cache, file, boxes)
        reading, blocks, numbers = read_safely(path, print_of_file, file)
        pictured = [part for part in reading.unseen if part.why != "doubtful-cell"]
        if pictured:
            file, _ = look_at_parts(cache, file, pictured)
            reading, blocks, numbers = read_safely(path, print_of_file, file)
        if reading.tables or reading.orphan_captions or reading.n_pages or numbers:
            yield AskedFile(file, reading, blocks, numbers)


def _cache(root: Path) -> Any:
    from memlit.caching.entries import Cache
    from memlit.sources.throughput import CACHES

    return Cache(CACHES / "extract" if root == Path() else None)


def questions_of(root: Path, key: str) -> list[dict[str, Any]]:
    """What each file of a document asks, as plain values for JSON."""
    return [questions_in(key, one) for one in asked_files(root, key)]


def questions_in(key: str, one: AskedFile) -> dict[str, Any]:
    """What one file of a document asks."""
    asked = questions_of_file(key, one.file.path.name, one.reading, one.names, one.blocks, one.file.vocabulary)
    return {**asked, "sentences": sentences_asked(one.numbers)}


def written_questions(path: Path, asked: Sequence[dict[str, Any]]) -> list[str]:
    """Write the questions of each file of a document, of several beside each other, and say so, a line each."""
    lines = []
    for number, one in enumerate(asked):
        to = path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")
        write_text(to, json.dumps(one, ensure_ascii=False, indent=1) + "\n")
        count = f"{counted(len(one['tables']), 'table')} and {counted(len(one['sentences']), 'sentence')}"
        lines.append(f"{to.as_posix()}: {count} of {one['file']}; answers go into a file of the form it describes")
    return lines or ["nothing is asked: no table and no value is printed in its files"]


def take_answers(root: Path, key: str, told: Path, by: str, answerer: Answerer) -> Returned:
    """The answers of a file, checked against the print and kept beside the record; by: who gave them."""
    return take_given(root, key, read_json(told), list(asked_files(root, key)), Giver(by, answerer))


@dataclass(frozen=True, slots=True)
class Giver:
    """Who answered. by: the name of a person, model or program."""

    by: str
    answerer: Answerer


def take_given(root: Path, key: str, given: Any, files: Sequence[AskedFile], giver: Giver) -> Returned:
    """The answers in a parsed file to what the files of a document ask, checked against the print and kept."""
    from memlit.naming import slug

    found = Returned()
    if isinstance(given, dict) and given.get("document") not in (None, key):
        found.refused.append(f"they answer {given['document']!r}, not {key}; nothing is taken")
        return found
    by, answerer = " ".join(giver.by.split()), giver.answerer
    if not slug(by):
        found.refused.append("say who answered: --by NAME")
        return found
    wanted = given.get("file") if isinstance(given, dict) else None
    files = [one for one in files if wanted in (None, one.file.path.name)]
    tables: dict[str, Answering] = {}
    for one in files:
        tables |= _answering(one, by, answerer)
    paged = next((one for one in files if one.reading.n_pages), None)
    drawn = BoxesOf(None, None, 0, by, answerer)
    if paged is not None:
        drawn = BoxesOf(paged.file.path.name, paged.file.sha256, paged.reading.n_pages or 0, by, answerer)
    found = answers_returned(given, tables, drawn, _numbers(files, by, answerer))
    if found.answers:
        place = answers_path(root / "extracted", key)
        write_answers(place, with_new(read_answers(place), found.answers))
    return found


def accept_answers(root: Path, key: str, who: str | None) -> int:
    """A person stands for the answers of a document that a model or a program gave; how many these are.

    who: the person; git's user.name where it is None. Raises SourceError where nobody is named.
    """
    place = answers_path(root / "extracted", key)
    answers = read_answers(place)
    proposed = [one for one in answers if not one.is_accepted]
    if not proposed:
        return 0
    name = " ".join((who or user_name(root)).split())
    if not name:
        problem = f"has {counted(len(proposed), 'answer')} of a model, and no name of who accepts them is known"
        raise SourceError(key, problem, 'write --who "Jane Doe", or set user.name in git')
    write_answers(place, as_accepted(answers, name))
    return len(proposed)


def _numbers(files: Sequence[AskedFile], by: str, answerer: Answerer) -> NumbersOf | None:
    """The numbers of sentences that may be answered, of the first file that has some; None where there is none."""
    for one in files:
        if one.numbers:
            questions = number_questions(one.numbers, one.file.path.name, one.file.sha256)
            return NumbersOf({asked.place: asked for asked in questions}, one.file.vocabulary, by, answerer)
    return None


def _answering(one: AskedFile, by: str, answerer: Answerer) -> dict[str, Answering]:
    """The tables of a file by name, as they are answered."""
    file = one.file
    return {
        name: Answering(name, table, file.path.name, file.sha256, by, answerer, file.vocabulary)
        for name, table in zip(one.names, one.reading.tables, strict=True)
    }
