"""Findings of `snakemake --lint`, but for the one that is accepted; fails where there is another.

    python evaluation/code/workflow_lint.py

No rule names a conda environment or a container of its own: all run in the one environment that `make` installs from
the lock (or `environment.yml`, or the container recipe), and a `conda:` that is not what runs would be untrue.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ACCEPTED = "Specify a conda environment or container for each rule."


def findings() -> list[str]:
    """A line for each finding that is not accepted: the rule or the file, and what Snakemake says.

    Snakemake's command prints no JSON, though its help offers it, so its text is read: `Lints for PLACE:`, and below it
    a line `    * TITLE:` for each finding.
    """
    snakemake = Path(sys.executable).with_name("snakemake")
    done = subprocess.run([snakemake, "--lint"], cwd=ROOT, capture_output=True, text=True, check=False)
    found, place, read = [], "", 0
    for line in done.stderr.splitlines():
        if line.startswith("Lints for "):
            place = line.removeprefix("Lints for ").rstrip(":")
        elif line.startswith("    * "):
            read += 1
            title = line.removeprefix("    * ").rstrip(":")
            found += [f"{place}: {title}"] if title != ACCEPTED else []
    if done.returncode and not read:
        return [done.stderr.strip()]
    return found


def main() -> int:
    """Name the findings; 1 where there is any."""
    lines = findings()
    print("\n".join(lines) or "snakemake --lint finds nothing but rules without an environment of their own")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
