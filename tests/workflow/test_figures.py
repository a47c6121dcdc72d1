"""The data note's own figures in a run: digitized, compared with the record, shown, and audited."""

from __future__ import annotations

import json

from ..conftest import FinishedReview, run_memlit
from . import tools


def test_figures_of_the_note_meet_the_record_within_the_goals(finished: FinishedReview) -> None:
    evidence = json.loads((finished.folder / "results/evidence.json").read_text(encoding="utf-8"))
    checks = {check["method"]: check for check in evidence["figures"]["checks"]}
    assert checks["vector-figure"]["n"]["value"] == checks["raster-figure"]["n"]["value"] == 10
    # Percent of the axis range, from the goals of the digitization.
    assert checks["vector-figure"]["maximum"]["value"] <= 0.01
    assert checks["raster-figure"]["median"]["value"] <= 0.05
    assert checks["raster-figure"]["p95"]["value"] <= 0.5


def test_every_series_is_listed_with_an_overlay_that_exists(finished: FinishedReview) -> None:
    rows = tools.table(finished.folder, "figures")
    assert {(row["label"], row["trust"]) for row in rows} == {
        ("Figure 1", "vector_verified"),
        ("Figure 2", "raster_verified"),
    }
    assert {row["status"] for row in rows} == {"read"}
    for row in rows:
        assert (finished.folder / row["overlay"]).read_bytes().startswith(b"\x89PNG")


def test_restated_figures_are_counted_once(finished: FinishedReview) -> None:
    taken = [row for row in tools.table(finished.folder, "readings") if "trust:" in row["flags"]]
    assert len(taken) >= 20
    assert {row["used"] for row in taken} == {"false"}


def test_audit_shows_calibration_residuals_and_overlay_of_a_point(finished: FinishedReview) -> None:
    shown = run_memlit(finished.folder, "audit", "memlit-note-1:f2/r0/3")
    assert shown.returncode == 0, shown.stderr
    for text in ("Figure 2", "raster_verified", "residual", "overlay  results/figures/overlays", "16900"):
        assert text in shown.stdout
    past = run_memlit(finished.folder, "audit", "memlit-note-1:f2/r0/5")
    assert past.returncode == 2
    assert "5 points" in past.stderr
