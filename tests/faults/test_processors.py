"""The analyses of the whole review on an older processor: the same bytes.

What a library computes with depends on the processor: numpy and OpenBLAS choose loops by its features, and so does the
C library for logarithms and powers. An older one is made of this one by telling the three to leave features out.
"""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

import pytest
from numpy._core import _multiarray_umath as loops

from ..conftest import run_snakemake
from ..workflow import tools

ANALYSES = {
    "evidence": "data/coverage.csv",
    "classes": "data/comparisons.csv",
    "variability": "data/variability.csv",
    "synapses": "data/synapses.csv",
    "claims": "claims.json",
    "figures": "figures/fig11a.svg",
}
"""Rules that compute and draw, with a file of each."""


def older() -> dict[str, str]:
    """Settings under which numpy, OpenBLAS and the C library compute as on a processor without AVX2 and FMA."""
    features = [name for name in loops.__cpu_dispatch__ if loops.__cpu_features__[name]]
    return {
        "NPY_DISABLE_CPU_FEATURES": " ".join(features),
        "OPENBLAS_CORETYPE": "Prescott",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA,-AVX",
    }


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the names of the features are those of x86-64")
def test_an_older_processor_gives_the_same_bytes(whole_review: Path, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    shutil.copytree(whole_review, folder, symlinks=True, ignore=shutil.ignore_patterns(".git", ".venv"))
    before = tools.contents(folder)
    made = [f"results/{name}" for name in ANALYSES.values()]
    done = run_snakemake(folder, *made, "--forcerun", *ANALYSES, env=older())
    assert done.returncode == 0, done.stderr[-3000:]
    assert {name for name, _ in tools.jobs(done.stdout + done.stderr)} >= set(ANALYSES)
    after = tools.contents(folder)
    assert [name for name in before if before[name] != after.get(name)] == []
