"""The commands: exit 0, 1 for a finding, 2 for bad use with one line; help pays for nothing heavy."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from memlit.cli import main, progress
from memlit.cli.options import fitted

from tests.builders import ROOT

HEAVY = ("pandas", "numpy", "scipy", "pydantic", "pypdfium2", "matplotlib", "pint", "lxml", "snakemake", "yaml")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="memlit")


@pytest.mark.parametrize("arguments", [("--help",), ("audit", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom memlit.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit as done:\n    assert not done.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_audit_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom memlit.cli import main\n"
        "try:\n    main(['audit', 'x'])\nexcept SystemExit as done:\n    assert done.code == 2\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_place_that_cannot_be_written_is_one_line_and_exit_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text("The device was set by a pulse of 1.5 V and 100 ns.\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    for out, said in (("folder", "folder: cannot be opened or written (is a directory)"), ("file/x.html", "file")):
        done = call("sheet", "paper.md", "--out", out)
        assert done.exit_code == 2
        assert isinstance(done.exception, SystemExit)
        (line,) = [line for line in done.output.splitlines() if line.startswith("memlit: ")]
        assert line.startswith(f"memlit: {said}")


@pytest.mark.parametrize(
    "arguments, line",
    [
        (("audit", "x"), "results/audit.sqlite: is missing; run snakemake --cores 4 first"),
        (("accept", "../x"), "sources/../x: is no folder"),
        (("accept", "nowhere"), "sources/nowhere: is no folder"),
        (("tables", "nowhere.pdf"), "nowhere.pdf"),
        (("tables",), "Missing argument 'FILE'; see memlit tables --help"),
        (("place", "--v", "1V"), "Missing option '--class'; see memlit place --help"),
        (("tables", "--page"), "Option '--page' requires an argument; see memlit"),
        (("--nowhere",), "No such option '--nowhere'; see memlit --help"),
        (("nowhere",), "No such command 'nowhere'; see memlit --help"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    arguments: tuple[str, ...], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call(*arguments)
    assert done.exit_code == 2
    assert line in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [("audit",), ("audit", "x", "--orphans"), ("unheard",), ("accept",), ("quantity", "5 V", "--origin", "x")],
)
def test_bad_use_is_exit_2_without_a_traceback(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("memlit: ")
    assert " --help" in line
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_check_exits_1_on_a_finding_and_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("check")
    assert done.exit_code == 1
    *findings, count, following = done.stdout.strip().splitlines()
    assert count == f"{len(findings)} findings"
    assert following == "Next: mend the first line, then memlit check"


def test_help_names_the_everyday_commands_first_and_cuts_no_line() -> None:
    lines = call("--help").stdout.splitlines()
    everyday, tools = lines.index("Everyday work:"), lines.index("Tools:")
    first = [line.split()[0] for line in lines[everyday + 1 : tools - 1]]
    assert first == ["add", "check", "ask", "accept", "audit", "desk", "sheet", "new"]
    assert {line.split()[0] for line in lines[tools + 1 :]} == set(main.commands) - set(first)
    assert all(len(line) <= 80 and not line.endswith("...") for line in lines[everyday:])


def test_a_shell_completes_commands_and_keys_of_folders(tmp_path: Path) -> None:
    for key in ("doe2024", "doe2025", "roe2024"):
        (tmp_path / "sources" / key).mkdir(parents=True)

    def completed(words: str, place: int) -> list[str]:
        asked = {**os.environ, "_MEMLIT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
        code = "from memlit.cli import main; main(prog_name='memlit')"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=asked, capture_output=True, text=True, check=True
        )
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert completed("memlit pa", 1) == ["passages"]
    assert completed("memlit accept doe", 2) == ["doe2024", "doe2025"]


def test_a_terminal_shows_what_a_long_command_is_at_and_nothing_else_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "SECONDS_OF_SILENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    own, theirs = pty.openpty()
    shown = ""
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress.ShownWork("reading") as work:
            for key in work.each(["a", "b", "c"]):
                while key == "b" and "reading, 1 of 3" not in shown:
                    shown += os.read(own, 4096).decode()
                work.say(f"line of {key}")
        monkeypatch.undo()
    os.close(own)
    assert capsys.readouterr().out == "line of a\nline of b\nline of c\n"


def test_where_there_is_no_terminal_nothing_is_shown_and_nothing_coloured(tmp_path: Path) -> None:
    code = (
        "import time\nfrom memlit.cli import progress\nprogress.SECONDS_OF_SILENCE = 0.0\n"
        "with progress.ShownWork('reading') as work:\n"
        "    for one in work.each(['a']):\n        time.sleep(0.3)\n        work.say(one)\n"
        "import sys\nassert 'rich' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("a\n", "")
    plain = subprocess.run([sys.executable, "-m", "memlit.cli", "check"], cwd=tmp_path, capture_output=True, text=True)
    assert "\x1b" not in plain.stdout + plain.stderr


def test_quantity_prints_json_with_the_si_value() -> None:
    done = call("quantity", "16.9 kΩ", "--json")
    assert done.exit_code == 0
    (item,) = json.loads(done.stdout)
    assert item["si_value"] == pytest.approx(16900)
    assert item["si_unit"] == "ohm"


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (("-2.8V/300µs", "--json"), [-2.8, 300.0]),
        (("--json", "-40 °C", "--header", "Temperature"), [-40.0]),
        (("-1.5", "--json", "--header", "-ResetVoltage (V)"), [-1.5]),
        (("--json", "--", "-3 V"), [-3.0]),
        (("--", "--json"), [None]),
        (("- -", "--json"), [None]),
    ],
)
def test_quantity_takes_a_text_that_begins_with_a_minus_sign(
    arguments: tuple[str, ...], values: list[float | None]
) -> None:
    done = call("quantity", *arguments)
    assert done.exit_code == 0, done.stderr
    assert [item["value"] for item in json.loads(done.stdout)] == values


@pytest.mark.parametrize("option", ["--heder", "-j", "--superscript=2"])
def test_quantity_knows_a_wrong_option_from_a_text(option: str) -> None:
    done = call("quantity", "3 V", option)
    assert done.exit_code == 2
    assert option.partition("=")[0] in done.stderr


def test_tables_reads_the_note() -> None:
    done = call("tables", str(ROOT / "sources/memlit-note-1/note-1.pdf"), "--json")
    assert done.exit_code == 0, done.stderr
    texts = json.dumps(json.loads(done.stdout), ensure_ascii=False)
    assert "16.9 kΩ" in texts
    assert "EpiRAM (Ag:SiGe) [6]" in texts


def test_a_long_line_is_broken_at_words_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "  where    neurosim-v3-manual, Table I, page 23, row 6"
    assert fitted(line) == line
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert fitted(line) == "  where    neurosim-v3-manual, Table I,\n           page 23, row 6"
