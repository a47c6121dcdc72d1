"""docs/place.md: every command runs after a run of the workflow, and prints the lines that the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.conftest import ROOT, run_memlit

BLOCK = re.compile(r"```\n\$ memlit (.+)\n((?:.*\n)*?)```")


def test_commands_of_the_page_print_what_it_shows(finished_copy: Path) -> None:
    blocks = BLOCK.findall((ROOT / "docs" / "place.md").read_text(encoding="utf-8"))
    assert len(blocks) == 5
    for command, shown in blocks:
        done = run_memlit(finished_copy, *shlex.split(command))
        printed = (done.stdout + done.stderr).splitlines()
        assert [line for line in shown.splitlines() if line not in printed] == [], command
        assert done.returncode == (2 if shown.startswith("memlit:") else 0)
    assert (finished_copy / "place.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")


def test_nearest_device_of_the_small_review_is_wu2018(finished_copy: Path) -> None:
    done = run_memlit(
        finished_copy, "place", "--class", "VCM", "--v", "1.2V", "--tau", "50ns", "--g-on", "10uS", "--g-off", "1uS"
    )
    near = done.stdout.split("Nearest published devices")[1].splitlines()[1]
    assert "wu2018/taox-hfox/set" in near


def test_the_answer_is_a_dozen_lines_and_the_percentiles_are_asked_for(finished_copy: Path) -> None:
    device = ("--class", "VCM", "--v", "1.2V", "--tau", "50ns", "--g-on", "10uS", "--g-off", "1uS")
    short, whole = (run_memlit(finished_copy, "place", *device, *more).stdout for more in ((), ("--all",)))
    assert len(short.splitlines()) <= 14
    assert "Percentile" not in short
    begin, _, rest = whole.partition("\nPercentile: ")
    assert short.startswith(begin)
    assert short.endswith(rest[rest.index("\nNearest published devices") :])


def test_without_a_run_one_line_says_so(small_review: Path) -> None:
    done = run_memlit(small_review, "place", "--class", "VCM", "--v", "1V", "--g-on", "1uS")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "memlit: results/library.json: is missing; run snakemake --cores 4 first\n"
