"""The example of the reader of figures' own README, word for word: drawn, read by the command, read in Python."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import figcurves
import pytest
from figcurves.__main__ import main

from ..conftest import ROOT

README = (ROOT / "workflow/figcurves/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.S | re.M)


def blocks(kind: str) -> list[str]:
    return [text for one, text in BLOCKS if one == kind]


def test_the_example_reads_what_it_drew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    drawn, read = blocks("python")
    exec(compile(drawn, "README.md", "exec"), {})
    (console,) = blocks("console")
    command, _, printed = console.partition("\n")
    assert command.startswith("$ python -m figcurves ")
    assert main(command.split()[4:]) == 0
    assert capsys.readouterr().out == printed
    (expected,) = blocks("text")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(read, "README.md", "exec"), {})
    assert out.getvalue() == expected


def test_the_names_of_the_table_are_the_public_ones() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", README, re.M)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == set(figcurves._PLACES)
    assert all(getattr(figcurves, name).__doc__ for name in named)
