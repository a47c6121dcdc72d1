"""The commands: exit 0, 1 for a finding, 2 for bad use with one line; help pays for nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from memlit.cli import main

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
    lines = done.stdout.strip().splitlines()
    assert lines[-1] == f"{len(lines) - 1} findings"


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
