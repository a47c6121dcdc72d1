"""The sheet of a made-up paper: what it states is found at its place, what it does not state is not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typst
from click.testing import CliRunner
from memlit.cli import main
from memlit.sheet.page import printed, sheet_page, unread_lines
from memlit.sheet.sheet import Sheet, pictures_of, sheet_of
from memlit.sheet.summary import sheet_as_json, sheet_lines

ABSTRACT = (
    "We report a two-terminal synapse of tantalum oxide with an endurance of 10#super[6] cycles. Synapses of this kind "
    "are asked for, and a synapse must be small. This paragraph goes on with words that say nothing of a device, so "
    "that it is as long as an abstract is, and then it goes on with some more of them until it has reached the length "
    "which a reader of abstracts takes for one of these paragraphs, that is four hundred characters."
)
FIRST = f"""
#set page(width: 16cm, height: 22cm)
#text(size: 18pt)[A made-up oxide synapse]

{ABSTRACT}

Others reported a retention of 10#super[4] s at 85 °C [7].
"""
SECOND = """
#pagebreak()
The stack is TiN (20 nm)/TaO#sub[x] (10 nm)/Pt (50 nm). The device was set by a pulse of 1.5 V and 100 ns.

The on-state conductance of the device is 100 µS. The devices were read at a read voltage of 0.1 V.

The endurance of our device reaches 10#super[4] cycles.
"""


def _sheet(folder: Path, *pages: str) -> Sheet:
    return sheet_of(_paper(folder, *pages))


def _paper(folder: Path, *pages: str) -> Path:
    source = folder / "in.typ"
    source.write_text("\n".join(pages), encoding="utf-8")
    path = folder / "paper.pdf"
    path.write_bytes(typst.compile(str(source)))
    return path


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sheet]:
    """A paper of two pages and its sheet."""
    path = _paper(tmp_path_factory.mktemp("sheet"), FIRST, SECOND)
    return path, sheet_of(path)


def _states(sheet: Sheet) -> dict[str, tuple[str, list[int | None]]]:
    """Of each part its state and the pages that are shown."""
    return {
        part.part.id: (part.state, [place.page for place in part.places]) for item in sheet.items for part in item.parts
    }


@pytest.mark.parametrize(
    ("part", "state", "first_page"),
    [
        ("stack", "stated", 2),
        ("terminals", "stated", 1),
        ("amplitude", "stated", 2),
        ("width", "stated", 2),
        ("read_voltage", "stated", 2),
        ("on_state", "stated", 2),
        ("off_state", "not found", None),
        ("compliance", "not found", None),
        ("yield", "not found", None),
    ],
)
def test_what_a_paper_states_is_found_on_its_page_and_nothing_else(
    made_up: tuple[Path, Sheet], part: str, state: str, first_page: int | None
) -> None:
    found, pages = _states(made_up[1])[part]
    assert (found, pages[0] if pages else None) == (state, first_page)


def test_what_a_sentence_says_of_other_works_is_not_the_papers(made_up: tuple[Path, Sheet]) -> None:
    found = {part.part.id: part for item in made_up[1].items for part in item.parts}
    assert found["retention"].state == "not found"
    assert found["retention"].beside_citation == (1,)


@pytest.mark.parametrize(
    ("sentence", "part", "state"),
    [
        # What a sentence is about decides: a step of making, a network, a circuit.
        ("The precursor and the purge pulses had a duration of 5 s each.", "width", "not found"),
        (
            "The network was trained over 20 cycles with an accuracy of 93 % and an endurance of 20 cycles.",
            "endurance",
            "not found",
        ),
        (
            "The design has an area utilization of 6895 µm#super[2] and an energy consumption of 3 mJ.",
            "energy",
            "not found",
        ),
        # A slow sweep is no pulse, and a distance no size.
        ("A SET voltage of 1.2 V was found in the slow sweep.", "amplitude", "not found"),
        ("Its contacts lie 25 µm away from the centre.", "area", "not found"),
        # A word alone is no limit.
        ("Switching is assisted by a compliance current.", "compliance", "not found"),
        ("It switches without the need of a compliance current.", "compliance", "stated"),
        ("It was made in a 90 nm GPDK CMOS process.", "stack", "not found"),
        ("A small signal with a root-mean-square voltage of 50 mV was used.", "shape", "not found"),
        ("The compound was obtained as a red solid with a yield of 36 %.", "yield", "not found"),
        ("Data availability statement: not applicable.", "data", "not found"),
        ("Metal–ferroelectric–metal capacitors were fabricated as described previously [18].", "terminals", "stated"),
        # Beside a citation: what the authors show in a figure, measured or did is theirs.
        ("Fig. 3 shows the retention of 10#super[4] s at 85 °C as is usual [7].", "retention", "stated"),
        ("A retention of 10#super[4] s was reported, as Fig. 3 shows [7].", "retention", "not found"),
        ("The energy of a pulse is estimated by the formula V I t [7].", "energy_formula", "stated"),
        ("The film was deposited by conventional sputtering to a thickness of 12 nm.", "stack", "stated"),
        ("Fig. 4: The retention of 10#super[4] s at 85 °C, taken from [7].", "retention", "not found"),
        ("Fig. 4: The retention of 10#super[4] s at 85 °C.", "retention", "stated"),
        ("The 1T1R structure is widely used with a selector.", "series", "not found"),
        ("In total 100 capacitors were randomly selected in each array.", "n_devices", "stated"),
    ],
)
def test_what_a_sentence_is_about_decides_whether_it_states_a_part(
    tmp_path: Path, sentence: str, part: str, state: str
) -> None:
    assert _states(_sheet(tmp_path, sentence))[part][0] == state


def test_a_paper_on_no_synapse_is_not_asked_for_a_train_of_pulses(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, "A memory cell was set by a pulse of 1.5 V and 100 ns, and it was read at 0.1 V.")
    assert "train" not in _states(sheet)
    assert [item.number for item in sheet.items] == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12]


def test_a_paper_without_a_device_has_no_pulse_and_lacks_no_part_of_one(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, "A program of spiking neurons is described. It learns to tell digits apart.")
    lines = list(sheet_lines(sheet))
    assert "no pulse of a device found" in lines
    assert "No pulse of a device was found." in lines
    assert not any("of every pulse" in line for line in lines)


def test_a_page_that_cannot_be_read_leaves_open_what_was_not_found(tmp_path: Path) -> None:
    picture = "#pagebreak()\n#rect(width: 90%, height: 90%, fill: gray)"
    states = _states(_sheet(tmp_path, FIRST, SECOND, picture))
    assert states["stack"][0] == "stated"
    assert states["yield"][0] == "cannot tell"
    assert "not found" not in {state for state, _ in states.values()}


def test_of_a_scan_nothing_can_be_told(tmp_path: Path) -> None:
    states = _states(_sheet(tmp_path, "#rect(width: 90%, height: 90%, fill: gray)"))
    assert {state for state, _ in states.values()} == {"cannot tell"}


def test_the_energy_of_a_pulse_without_its_off_state_is_bounded_by_half_and_the_whole_of_its_on_state(
    made_up: tuple[Path, Sheet],
) -> None:
    # V^2 G_on tau = 1.5^2 * 100e-6 * 100e-9 J = 22.5 pJ; the mean of both states lies between its half and itself.
    (pulse,) = made_up[1].pulses
    energy = next(metric for metric in pulse.metrics if metric.symbol == "E_a")
    assert (pulse.transition, pulse.missing) == ("set", ("G_off",))
    assert (energy.low, energy.high) == pytest.approx((11.25e-12, 22.5e-12))


def test_three_terminals_have_no_resistive_energy(tmp_path: Path) -> None:
    text = "The FeFET is a FeFET. A FeFET was set by a pulse of 1.5 V and 100 ns. A FeFET and a FeFET and a FeFET. "
    sheet = _sheet(tmp_path, "\n\n".join([text, "This FeFET is a FeFET.", "A FeFET is small.", "One FeFET was used."]))
    assert not sheet.is_resistive
    assert all(pulse.metrics == () for pulse in sheet.pulses)


def test_an_abstract_that_says_more_than_the_body_is_a_question(made_up: tuple[Path, Sheet]) -> None:
    (one,) = made_up[1].contradictions
    assert re.sub("<[^>]+>", "^", one.text).startswith("The abstract says")
    assert [value.places[0].page for value in one.values] == [1, 2]


def test_tables_that_nobody_answered_contradict_nothing(tmp_path: Path) -> None:
    head = ", ".join(f"[{text}]" for text in ("Device", "R_ON (kΩ)", "R_OFF (kΩ)", "On/off ratio"))
    rows = ", ".join(f"[{text}]" for text in ("A of this work", "10", "100", "1000"))
    table = f"#figure(table(columns: 4, {head}, {rows}), caption: [Devices of this work.])"
    sheet = _sheet(tmp_path, "#set page(width: 24cm)\nA text about devices of this work.", table)
    assert sheet.contradictions == ()
    assert any(line.startswith("Not answered yet") for line in unread_lines(sheet))


def test_the_page_stands_alone_and_shows_each_place_as_a_picture(made_up: tuple[Path, Sheet]) -> None:
    path, sheet = made_up
    page = sheet_page(sheet, pictures_of(path, sheet))
    assert "<h1>A made-up oxide synapse</h1>" in page
    assert page.count('<img class="clip" src="data:image/png;base64,') >= 7
    assert re.findall(r'(?:src|href)="(?!data:)', page) == []
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert page == sheet_page(sheet, pictures_of(path, sheet))


def test_what_a_paper_prints_cannot_run_on_the_page(tmp_path: Path) -> None:
    text = FIRST.replace("[A made-up oxide synapse]", "[A made-up \\<script>alert(1)\\</script> synapse]")
    path = _paper(tmp_path, text, SECOND)
    sheet = sheet_of(path)
    assert "<script>alert(1)" in (sheet.paper.head["title"])
    assert "<script>alert" not in sheet_page(sheet, {})


def test_json_says_the_same_as_the_page(made_up: tuple[Path, Sheet]) -> None:
    plain = json.loads(json.dumps(sheet_as_json(made_up[1])))
    (pulse,) = plain["pulses"]
    named = {value["name"]: value for value in plain["values"]}
    assert [named[name]["printed"] for name in pulse["parts"]["V"]] == ["1.5 V"]
    assert pulse["missing"] == ["G_off"]
    assert {part["state"] for item in plain["items"] for part in item["parts"]} == {"stated", "not found"}


def test_the_command_writes_the_page_and_nothing_else(made_up: tuple[Path, Sheet], tmp_path: Path) -> None:
    work = tmp_path / "empty"
    work.mkdir()
    command = [sys.executable, "-m", "memlit.cli", "sheet", str(made_up[0])]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=True)
    assert [path.name for path in work.iterdir()] == ["paper.sheet.html"]
    assert "G_off not found" in done.stdout
    assert "paper.sheet.html is written" in done.stderr


def _broken(folder: Path, kind: str) -> Path:
    import pikepdf

    path = folder / "paper.pdf"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "no PDF":
        path.write_bytes(b"%PDF-1.7\nnothing of a file")
    elif kind == "encrypted":
        with pikepdf.open(_paper(folder, FIRST), allow_overwriting_input=True) as pdf:
            pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "no PDF", "encrypted"])
def test_a_file_that_cannot_be_read_is_one_line_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = _broken(tmp_path, kind)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    done = CliRunner().invoke(main, ["sheet", str(path)])
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "paper.pdf" in done.stderr
    assert list(work.iterdir()) == []


def test_a_print_keeps_scripts_within_scripts_and_nothing_else() -> None:
    assert printed("10^{-3} G_<sub>off<sup>2</sup></sub>") == "10<sup>-3</sup> G_<sub>off<sup>2</sup></sub>"
    assert printed("<b>1</b> <sub>open") == "&lt;b&gt;1&lt;/b&gt; &lt;sub&gt;open"
