"""Every command that the documentation shows exists as shown: its options, its target, its script; the cheap ones run.

docs/add-a-paper.md, audit.md, place.md, living-review.md and desk.md are followed word for word by other tests.
"""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner
from memlit.cli import main
from memlit.curation.adding.add import new_review

from ..conftest import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "evaluation").glob("*.md")),
    ROOT / "evaluation/speed/workflow.md",
    ROOT / "config/README.md",
    ROOT / "workflow/figcurves/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
TOOLS = ("memlit", "snakemake", "make", "python")
NOT_RUN = {
    "cd": "goes into the folder of the page's review; tests/docs/test_another_field.py follows it",
    "cp": "copies the reader's own file",
    "rsync": "copies the results to a host of the reader's",
    "pip": "installs from the network; tests/unit/package/test_requirements.py holds what it may install",
}
"""First words of other lines in fences of commands, and why no test runs them."""
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.S | re.M)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


class Command(NamedTuple):
    """A command as a page shows it, in words, without its comment and the variables before it."""

    page: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}: {shlex.join(self.words)}"


def fenced(text: str) -> Iterator[str]:
    """Lines of commands in fences: those after `$ `, or all of a fence that opens with a command."""
    for kind, block in FENCE.findall(text):
        lines = block.replace("\\\n", " ").splitlines()
        if kind in {"", "console", "sh"} and any(line.startswith("$ ") for line in lines):
            yield from (line.removeprefix("$ ") for line in lines if line.startswith("$ "))
        elif kind in {"", "sh"} and lines and lines[0].split()[:1] and lines[0].split()[0] in {*TOOLS, *NOT_RUN}:
            yield from lines


def spans(text: str) -> Iterator[str]:
    """Commands within a sentence."""
    return (span for span in SPAN.findall(FENCE.sub("", text)) if span.split()[0] in TOOLS and " " in span)


def words(line: str) -> tuple[str, ...]:
    found = shlex.split(line.replace("[", "").replace("]", "").replace(" ...", ""), comments=True)
    while found and re.fullmatch(r"[A-Z_]+=\S*", found[0]):
        found = found[1:]
    return tuple(found)


def documented() -> list[Command]:
    commands = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        name = page.relative_to(ROOT).as_posix()
        commands |= {Command(name, words(line)) for line in (*fenced(text), *spans(text))}
    return sorted(commands)


COMMANDS = documented()


def of(tool: str) -> list[Command]:
    return [command for command in COMMANDS if command.words[0] == tool]


def test_every_line_is_a_known_tool_or_left_out_with_a_reason() -> None:
    assert len(COMMANDS) > 80
    assert {command.words[0] for command in COMMANDS} == {*TOOLS, *NOT_RUN}


@pytest.fixture(scope="module")
def other_field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other") / "review"
    new_review(folder, None, "thermoelectrics")
    return folder


@pytest.mark.parametrize("command", of("memlit"), ids=str)
def test_memlit_takes_the_command_as_it_is_shown(command: Command, other_field: Path, monkeypatch: Any) -> None:
    """By the real parser, in a review of the field that the page is about; a word in capitals stands for a value."""
    if command.page == "docs/another-field.md":
        monkeypatch.chdir(other_field)
    if command.words[1].startswith("-"):
        assert CliRunner().invoke(main, command.words[1:]).exit_code == 0
        return
    name, *arguments = command.words[1:]
    assert name in main.commands, command
    if not arguments or "--help" in arguments:
        return
    arguments = ["1" if word in {"N", "S"} else word for word in arguments]
    main.commands[name].make_context(name, arguments)


@pytest.mark.parametrize("command", of("snakemake"), ids=str)
def test_snakemake_takes_the_command_as_it_is_shown(command: Command) -> None:
    from snakemake.cli import get_argument_parser

    arguments = get_argument_parser([]).parse_args(list(command.words[1:]))
    for profile in arguments.profile or ():
        assert (ROOT / profile / "config.yaml").is_file()


@pytest.mark.parametrize("command", of("make"), ids=str)
def test_make_has_the_target_and_uses_its_variable(command: Command) -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in command.words[1:]:
        if "=" in word:
            assert f"$({word.split('=')[0]})" in text, word
        else:
            assert re.search(rf"^{word}:", text, re.M), word


def test_every_target_of_make_is_declared() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", text, re.M)
    assert declared is not None
    assert set(declared.group(1).split()) == set(re.findall(r"^([a-z][\w-]*):", text, re.M))


@pytest.mark.parametrize("command", of("python"), ids=str)
def test_python_command_names_a_script_and_options_that_exist(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *arguments = command.words[1:]
    if first == "-m":
        parts = arguments[0].split(".")
        place = (ROOT if parts[0] in ("evaluation", "curation") else ROOT / "workflow") / Path(*parts)
        module = place.with_suffix(".py")
        source = module if module.is_file() else place / "__main__.py"
        assert '__name__ == "__main__"' in source.read_text(encoding="utf-8")
        return
    monkeypatch.setattr(sys, "argv", [first, "--help"])
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.syspath_prepend(str((ROOT / first).parent))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / first), run_name="__main__")
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    for option in [word.split("=")[0] for word in arguments if word.startswith("--")]:
        assert re.search(rf"{option}\b", printed), option


DEVICE = "woo2016/alox-hfo2/set#action_energy"
RUNS: dict[str, tuple[list[str], int, str]] = {
    "quantity": (["16.9 KΩ"], 0, "16900"),
    "tables": (["docs/example/roe2024.pdf"], 0, "Table 1"),
    "passages": (["docs/example/note.txt"], 0, "1.2 V"),
    "sheet": (["docs/example/roe2024.pdf"], 0, "Not answered yet"),
    "digitize": (["docs/example/roe2024.pdf"], 2, "no panel with a scale"),
    "import-figure": (["docs/example/poe2024-fig2.json"], 0, "32 marks"),
    "audit": ([DEVICE], 0, "Table"),
    "new": (["field", "--title", "Another field"], 0, "field/config/classes.yaml"),
    "add": (["docs/example/zotero.bib", "--set", "tables", "--class", "VCM", "--role", "synapse"], 0, "doe2024"),
    "fetch": (["jerry2017"], 0, "jerry2017: no DOI"),
    "check": (["memlit-note-1"], 1, "24 values of ag-a-si"),
    "remove": (["doe2024", "--yes"], 0, "doe2024 is removed"),
    "diff": (["results", "results"], 0, ""),
    "place": (["--class", "VCM", "--v", "1.2V", "--tau", "50ns", "--g-on", "10uS"], 0, "E_a"),
    "ask": (["memlit-note-1", "--out", "asked.json"], 0, "asked.json: "),
    "accept": (["memlit-note-1"], 0, "extracted/memlit-note-1.json is written"),
    "release": (["1.2.3"], 0, "release/ is written"),
}
"""One cheap call of each command in a review after its first run: arguments, exit code, a piece of what it prints."""
SERVED = {"desk": "serves until it is stopped: tests/unit/desk/test_desk_guard.py, tests/browser/test_desk_walk.py"}


def test_every_command_is_run_here_or_elsewhere() -> None:
    assert {*RUNS, *SERVED} == set(main.commands)


@pytest.mark.parametrize("name", RUNS)
def test_command_runs_on_a_finished_review(name: str, finished_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of RUNS: `add` makes the entry that `check` finds without a document and `remove` takes away."""
    if not (finished_copy / "docs").exists():
        shutil.copytree(ROOT / "docs/example", finished_copy / "docs/example")
        (finished_copy / "docs/example/note.txt").write_text(
            "The device switches at a set voltage of 1.2 V.\n", encoding="utf-8"
        )
    monkeypatch.chdir(finished_copy)
    arguments, code, piece = RUNS[name]
    done = CliRunner().invoke(main, [name, *arguments])
    assert done.exit_code == code, (done.output, done.exception)
    assert piece in done.output, done.output


def test_a_wrong_option_is_no_command() -> None:
    with pytest.raises(click.UsageError):
        main.commands["quantity"].make_context("quantity", ["--no-such-option", "x"])
