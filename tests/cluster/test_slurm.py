"""The workflow through Slurm: the same bytes as on one machine, and a killed job is tried again."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import SNAKEMAKE, environment, make_small_review, run_snakemake
from ..workflow import tools
from . import one_node

pytestmark = [
    pytest.mark.skipif(bool(one_node.missing()), reason=f"not installed: {', '.join(one_node.missing())}"),
    pytest.mark.skipif(one_node.configured(), reason="this machine already belongs to a cluster"),
    pytest.mark.skipif(os.geteuid() != 0, reason="the daemons of a one-node cluster need root"),
]
ON_CLUSTER = (
    "--profile=profiles/slurm",
    "--slurm-status-command=squeue",
    "--slurm-keep-successful-logs",
    "--slurm-init-seconds-before-status-checks=2",
    "--seconds-between-status-checks=2",
    "--default-resources",
    "slurm_partition=debug",
    "mem_mb=500",
    "runtime=10",
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[dict[str, str]]:
    with one_node.cluster() as variables:
        yield variables


@pytest.fixture(scope="module")
def on_one_machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = make_small_review(tmp_path_factory.mktemp("local") / "review")
    run = run_snakemake(folder)
    assert run.returncode == 0, run.stderr
    return tools.contents(folder)


def start(folder: Path, cluster: dict[str, str]) -> subprocess.Popen[str]:
    """Snakemake in `folder`, its jobs on the cluster."""
    return subprocess.Popen(
        [str(SNAKEMAKE), "--cores", "2", *ON_CLUSTER],
        cwd=folder,
        env=environment(folder, {"PATH": cluster["PATH"]}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_results_through_slurm_are_the_bytes_of_a_local_run_even_when_a_job_is_killed(
    cluster: dict[str, str], on_one_machine: dict[str, bytes], tmp_path: Path
) -> None:
    folder = make_small_review(tmp_path / "review")
    run = start(folder, cluster)
    while run.poll() is None and not (jobs := one_node.running_jobs(cluster)):
        time.sleep(0.2)
    assert run.poll() is None, run.communicate()[0]
    subprocess.run(["scancel", "--signal=KILL", "--full", jobs[0]], env=cluster, check=True)
    output = run.communicate(timeout=600)[0]
    assert run.returncode == 0, output
    assert "Trying to restart job" in output
    assert tools.contents(folder) == on_one_machine
    sent = {path.name for path in (folder / ".snakemake/slurm_logs").iterdir()}
    # The reading of documents, and the one rule over the whole corpus that computes for minutes.
    assert sent == {"rule_read", "rule_classes"}
    assert not one_node.running_jobs(cluster)
