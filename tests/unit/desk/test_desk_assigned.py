"""A value of the text that a person assigned is shown by the desk as a run reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import Datum
from memlit.desk.read.readings import with_passage, without_passages
from memlit.desk.read.sentence import transitions_or_any
from memlit.desk.serve.server import DeskServer
from memlit.files import sha256_of
from memlit.sources.data.from_text import mine_text
from memlit.sources.data.supplied import MinedFile, Supplied, read_as_plain
from memlit.sources.folder import SourceFolder, read_folder

from tests.builders import vocabulary
from tests.unit.desk.desk_review import root_of, until_read

PAPER = "<html><body><p>The device A switches at a set voltage of 1.2 V, and its on state is 10 µS.</p></body></html>"
SAID = ("device", "paper", "parameter", "tier", "pulse", "condition", "grade", "excluded", "flags")


def finds(folder: SourceFolder) -> list[Datum]:
    path = folder.path / "paper.html"
    file = Supplied(path, sha256_of(path), folder, vocabulary())
    return [*MinedFile.model_validate(read_as_plain(mine_text, file)).data]


@pytest.mark.parametrize(
    "more", ["", "set_or_reset: set", "condition: 8.7 V", "grade: B", "how: simulated", "how: measured, grade: A"]
)
def test_an_assigned_value_is_shown_as_a_run_reads_it(tmp_path: Path, more: str) -> None:
    folder = tmp_path / "sources/doe2024"
    folder.mkdir(parents=True)
    (folder / "paper.html").write_text(PAPER, encoding="utf-8")
    free = finds(read_folder(folder.parent, "doe2024"))
    state = next(one for one in free if one.parameter == "g_on")
    entry = f"file: paper.html, place: {state.locator.place}, printed: {state.printed.text}, device: A, {more}"
    said = f"passages:\n  - {{{entry.rstrip(', ')}, curator: Jane Doe, why: stated}}\n"
    (folder / "source.yaml").write_text(said, encoding="utf-8")
    described = read_folder(folder.parent, "doe2024")
    entries = {(one.file, one.place): one for one in described.description.passages}
    shown = [with_passage(one, entries) for one in finds(without_passages(described))]
    read = finds(described)
    assert next(one for one in read if one.parameter == "g_on").device == "a"
    assert [[getattr(one, name) for name in SAID] for one in shown] == [
        [getattr(one, name) for name in SAID] for one in read
    ]


def test_the_amplitude_of_a_pulse_that_erases_is_proposed_as_its_width_is(served: DeskServer) -> None:
    page = "<html><body><p>The cells were erased by a pulse of −5 V with a width of 10 ms.</p></body></html>"
    (root_of(served) / "sources/doe2024/paper.html").write_text(page, encoding="utf-8")
    said = {one["printed"]: one["proposed"] for one in until_read(served, "doe2024")["text"]}
    assert said == {"−5 V": "reset_voltage", "10 ms": "reset_pulse_width"}


@pytest.mark.parametrize(
    "words, pulses",
    [
        ("programmed by 4 V for 10 ms", ["any"]),
        ("erased by −5 V", ["reset"]),
        ("a SET pulse of 1 V", ["set"]),
        ("1.8 V 100 ns", []),
        ("programmed at 4 V and erased at −5 V", ["any", "reset"]),
    ],
)
def test_the_pulses_that_the_words_of_a_box_name(words: str, pulses: list[str]) -> None:
    assert transitions_or_any(words) == pulses
