"""How fast documents were read in a run: pages a second, pages spared, cache hits. No result depends on it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from memlit.files import Cache, write_json

RUN_FOLDER = Path("results/run")
CACHES = RUN_FOLDER / "cache"
TALLY_FOLDER = RUN_FOLDER / "extract"


@dataclass(slots=True)
class Tally:
    """Counts of one bucket; seconds: wall time of reading `pages` pages of PDF, of which `spared` were not searched."""

    files: int = 0
    cached: int = 0
    unreadable: int = 0
    pages: int = 0
    spared: int = 0
    seconds: float = 0.0
    network: str = ""

    def add(self, other: Tally) -> None:
        for field in dataclasses.fields(self):
            if field.name != "network":
                setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        self.network = other.network or self.network


def write_tally(bucket: str, tally: Tally, folder: Path = TALLY_FOLDER) -> None:
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
            total.add(Tally(**_plain(path)))
    return summary(total) if paths else ""


def print_end(stream: IO[str]) -> None:
    """`end_run`, printed where there is something to say."""
    line = end_run()
    if line:
        print(line, file=stream)


def _plain(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def summary(tally: Tally) -> str:
    """The counts as one line."""
    read = f"extraction: {tally.files} files read anew, {tally.cached} from the cache ({_share(tally.cached, tally)})"
    pages = ""
    if tally.pages:
        speed = tally.pages / tally.seconds if tally.seconds > 0 else 0.0
        spared = f"{tally.spared} of them ({100 * tally.spared / tally.pages:.0f} %) spared the look for tables"
        pages = f"; {tally.pages} PDF pages at {speed:.1f} pages/s a process, {spared}"
    failed = f"; {tally.unreadable} could not be read, see the problems in the report" if tally.unreadable else ""
    network = f"; documents kept from the network by: {tally.network}" if tally.network else ""
    return f"{read}{pages}{failed}{network}"


def _share(part: int, tally: Tally) -> str:
    whole = tally.files + tally.cached
    return f"{100 * part / whole:.0f} %" if whole else "none"
