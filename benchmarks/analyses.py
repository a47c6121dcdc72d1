"""Processor time and memory of the stage `analyse` on a finished review: `python benchmarks/analyses.py [REVIEW]`.

Runs the stage once on results/resolved.json and benchmark.json of REVIEW (default: here) into a temporary folder and
compares each file with the one there.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from memlit.config import load_config
from memlit.plan import SECTIONS
from memlit.stages import analyse


def files(rule: str, block: str) -> dict[str, str]:
    """Files by name of the block `input` or `output` of a rule's text."""
    text = re.search(rf"^    {block}:\n((?:        .*\n)+)", rule, re.MULTILINE)
    return dict(re.findall(r'(\w+)="([^"]+)"', text.group(1))) if text else {}


def main(arguments: list[str]) -> int:
    """Run the stage and print seconds, MB and the files that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("review", nargs="?", type=Path, default=Path(), metavar="REVIEW")
    os.chdir(parser.parse_args(arguments).review)
    rule = Path("workflow/rules/analyse.smk").read_text(encoding="utf-8")
    inputs, places = (files(rule, block) for block in ("input", "output"))
    config = load_config(Path("config/config.yaml")).model_dump(mode="json")
    with tempfile.TemporaryDirectory() as folder:
        made = {name: str(Path(folder) / Path(place).name) for name, place in places.items()}
        start = time.process_time()
        analyse.run(inputs, {name: config[name] for name in SECTIONS["analyse"]}, made)
        spent = time.process_time() - start
        differ = [name for name in made if Path(made[name]).read_bytes() != Path(places[name]).read_bytes()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"analyse: {spent:.1f} CPU s, {peak:.0f} MB, {len(made)} files, differing: {', '.join(differ) or 'none'}")
    return int(bool(differ))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
