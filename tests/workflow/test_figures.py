"""The data note's own figures in a run: digitized, compared with the record, shown, and audited."""

from __future__ import annotations

from ..conftest import FinishedReview, run_memlit
from . import tools


def test_figures_of_the_note_meet_the_record_within_the_goals(finished: FinishedReview) -> None:
    checks = {check["method"]: check for check in tools.table(finished.folder, "figure_checks")}
    assert checks["vector-figure"]["n"] == checks["raster-figure"]["n"] == "10"
    # Percent of the axis range, from the goals of the digitization.
    assert float(checks["vector-figure"]["maximum"]) <= 0.01
    assert float(checks["raster-figure"]["median"]) <= 0.05
    assert float(checks["raster-figure"]["p95"]) <= 0.5


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
