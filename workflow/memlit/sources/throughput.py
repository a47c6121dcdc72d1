"""How fast documents were read in a run: pages a second, pages spared, cache hits. No result depends on it."""

import contextlib
import dataclasses
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from memlit.caching.entries import Cache
from memlit.files import write_json

RUN_FOLDER = Path("results/run")
CACHES = RUN_FOLDER / "cache"
TALLY_FOLDER = RUN_FOLDER / "extract"


@dataclass(slots=True)
class Tally:
    """Counts of one bucket: `pages` of PDF, of which `spared` were not searched for tables.

    spans: begin and end of the reading of each PDF in s; cpu: CPU s of the stage, its reader process too.
    """

    files: int = 0
    cached: int = 0
    unreadable: int = 0
    pages: int = 0
    spared: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list)
    cpu: float = 0.0
    network: str = ""

    def add(self, other: "Tally") -> None:
        """Count what another tally counted too."""
        for part in dataclasses.fields(self):
            if part.name != "network":
                setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))
        self.network = other.network or self.network


def write_tally(bucket: str, tally: Tally, folder: Path = TALLY_FOLDER) -> None:
    """Keep the counts of a bucket for the last lines of the run."""
    write_json(folder / f"{bucket}.json", dataclasses.asdict(tally))


def start_run(folder: Path = TALLY_FOLDER) -> None:
    """Forget the counts of the run before."""
    for path in folder.glob("*.json"):
        path.unlink(missing_ok=True)


def end_run(folder: Path = TALLY_FOLDER, caches: Path = CACHES) -> str:
    """One line on the extraction of this run, "" where no bucket was read; the caches of all stages are pruned."""
    for kind in sorted(path for path in caches.glob("*") if path.is_dir()):
        Cache(kind).prune()
    total = Tally()
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        # A tally cut off by a full disk tells nothing, and stops nothing.
        with contextlib.suppress(OSError, ValueError, TypeError):
            total.add(Tally(**json.loads(path.read_text(encoding="utf-8"))))
    return summary(total) if paths else ""


def print_end(stream: IO[str]) -> None:
    """`end_run`, printed where there is something to say."""
    line = end_run()
    if line:
        print(line, file=stream)


def summary(tally: Tally) -> str:
    """The counts as one line."""
    read = f"extraction: {tally.files} files read anew, {tally.cached} from the cache ({_share(tally.cached, tally)})"
    pages = f"; {_speed(tally)}" if tally.pages else ""
    failed = f"; {tally.unreadable} could not be read, see the problems in the report" if tally.unreadable else ""
    network = f"; documents kept from the network by: {tally.network}" if tally.network else ""
    cpu = f"; {tally.cpu:.1f} s of CPU" if tally.cpu else ""
    return f"{read}{pages}{cpu}{failed}{network}"


def _speed(tally: Tally) -> str:
    """Pages a second of one process, and of all that read at a time."""
    spent, busy = sum(end - begin for begin, end in tally.spans), _covered(tally.spans)
    one, all_of_them = (tally.pages / seconds if seconds > 0 else 0.0 for seconds in (spent, busy))
    processes = f", {all_of_them:.1f} by {spent / busy:.1f} processes at a time" if busy > 0 else ""
    spared = f"{tally.spared} of them ({100 * tally.spared / tally.pages:.0f} %) spared the look for tables"
    return f"{tally.pages} PDF pages at {one:.1f} pages/s a process{processes}, {spared}"


def _covered(spans: Iterable[tuple[float, float]]) -> float:
    """Length of the union of intervals."""
    total, reached = 0.0, -math.inf
    for begin, end in sorted(spans):
        total += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return total


def _share(part: int, tally: Tally) -> str:
    whole = tally.files + tally.cached
    return f"{100 * part / whole:.0f} %" if whole else "none"
