"""Every example of docs/audit.md, run on the whole committed review: the lines it shows are printed, in their order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ..conftest import ROOT, run_memlit

BLOCK = re.compile(r"```console\n\$ memlit ([^\n]*)\n(.*?)```", re.S)
EXAMPLES = [
    (command, shown.splitlines()) for command, shown in BLOCK.findall((ROOT / "docs/audit.md").read_text("utf-8"))
]


def test_there_are_examples_of_every_question() -> None:
    commands = " ".join(command for command, _ in EXAMPLES)
    for question in ("--number", "--in", "--claim", "--why-not", "--orphans"):
        assert question in commands


@pytest.mark.parametrize("command, shown", EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_example_prints_what_the_page_shows(whole_review: Path, command: str, shown: list[str]) -> None:
    arguments = shlex.split(command)
    done = run_memlit(whole_review, *arguments)
    printed = iter((done.stdout + done.stderr).replace("\u00a0", " ").splitlines())
    for line in shown:
        assert any(found.startswith(line) for found in printed), f"{line!r} is not printed, or not in this order"
    assert done.returncode == (2 if shown[0].startswith("memlit: ") else 0)
