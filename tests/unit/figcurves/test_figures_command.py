"""The two commands: `python -m figcurves`, which needs nothing of memlit, and `memlit digitize`, which calls it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from figcurves import digitize_pdf
from figure_drawing import DRAWN_X, DRAWN_Y

from tests.builders import ROOT

FIGURE = ROOT / "tests/data/figures/r_a.pdf"
WITHOUT_MEMLIT = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "memlit":
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
from figcurves.__main__ import main
sys.exit(main())
"""


def without_memlit(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_MEMLIT, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_a_figure_is_read_drawn_and_written_where_memlit_cannot_be_imported(tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "page.svg"
    done = without_memlit(FIGURE, "--page", "1", "--out", out, "--explain", page, "--json")
    assert (done.returncode, done.stderr) == (0, f"figcurves: wrote 2 files into {out}\n")
    (panel,) = json.loads(done.stdout)
    assert [(one["name"], one["n_points"]) for one in panel["series"]] == [(f"d{n}", 15) for n in range(4)]
    assert page.read_text(encoding="utf-8").startswith("<svg")
    read_again = without_memlit(out / "r_a-p1-1-overlay.png")
    assert read_again.returncode == 2, "a picture waits for its scale"
    assert "Traceback" not in read_again.stderr


def test_a_panel_is_chosen_by_its_number_and_one_that_is_not_there_is_named() -> None:
    chosen = without_memlit(FIGURE, "--page", "1", "--panel", "1")
    assert (chosen.returncode, chosen.stdout.splitlines()[0].split("  ")[0]) == (0, "r_a.pdf, page 1, panel 1")
    refused = without_memlit(FIGURE, "--page", "1", "--panel", "7")
    assert (refused.returncode, refused.stderr) == (
        2,
        "figcurves: r_a.pdf: no panel 7 (there is 1); name one of them\n",
    )


def test_both_commands_print_the_same() -> None:
    from memlit.cli import main

    arguments = [str(FIGURE), "--page", "1", "--json"]
    ran = CliRunner().invoke(main, ["digitize", *arguments])
    assert (ran.exit_code, ran.stdout) == (0, without_memlit(*arguments).stdout)


def test_confirmed_with_one_command_the_curve_is_verified(drawn: Any, tmp_path: Path) -> None:
    from memlit.cli import main

    path, scales = drawn("a.pdf"), tmp_path / "scales.yaml"
    ran = CliRunner().invoke(
        main, ["digitize", str(path), "--page", "1", "--save", str(scales), "--curator", "A. Reader"]
    )
    assert ran.exit_code == 0, ran.output
    assert "curator: A. Reader" in scales.read_text(encoding="utf-8")
    (item,) = digitize_pdf(path, 1, calibration=scales)
    assert item.tier == "vector_verified", item.review_required
    got = sorted((point.x, point.y) for point in item.series[0].points)
    assert [x for x, _ in got] == pytest.approx(list(DRAWN_X), abs=0.01)
    assert np.log10([y for _, y in got]) == pytest.approx(np.log10(DRAWN_Y), abs=0.0004)
    again = CliRunner().invoke(main, ["digitize", str(path), "--page", "1", "--save", str(scales), "--curator", "B"])
    assert again.exit_code == 2
    assert "exists" in again.output


def test_nobody_signs_unnamed(drawn: Any, tmp_path: Path) -> None:
    from memlit.cli import main

    ran = CliRunner().invoke(main, ["digitize", str(drawn("a.pdf")), "--page", "1", "--save", str(tmp_path / "s.yaml")])
    assert ran.exit_code == 2
    assert "--curator" in ran.output
    assert not (tmp_path / "s.yaml").exists()


def test_labels_are_read_by_the_models_of_the_package_within_their_limits(drawn: Any) -> None:
    from memlit.cli import main

    ran = CliRunner().invoke(main, ["digitize", str(drawn("a.pdf")), "--page", "1", "--ocr"])
    assert ran.exit_code in (0, 1), ran.output
