"""How much was read in a run: files, pages of PDF, CPU time, and what the cache gave. No result depends on it."""

import contextlib
import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from memlit.caching.entries import Cache
from memlit.files import write_json

RUN_FOLDER = Path("results/run")
CACHES = RUN_FOLDER / "cache"
TALLY_FOLDER = RUN_FOLDER / "extract"


@dataclass(slots=True)
class Tally:
    """Counts of one bucket. pages: of PDF files; cpu: CPU s of the stage, its reader process too."""

    files: int = 0
    cached: int = 0
    unreadable: int = 0
    pages: int = 0
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
    return tally_line(total) if paths else ""


def print_end(stream: IO[str], root: Path) -> None:
    """`end_run` of the review in `root`, printed where there is something to say."""
    line = end_run(root / TALLY_FOLDER, root / CACHES)
    if line:
        print(line, file=stream)


def tally_line(tally: Tally) -> str:
    """The counts as one line."""
    read = f"extraction: {tally.files} files read anew, {tally.cached} from the cache"
    pages = f"; {tally.pages} PDF pages" if tally.pages else ""
    cpu = f"; {tally.cpu:.1f} s of CPU" if tally.cpu else ""
    failed = f"; {tally.unreadable} could not be read, see the problems in the report" if tally.unreadable else ""
    network = f"; documents kept from the network by: {tally.network}" if tally.network else ""
    return f"{read}{pages}{cpu}{failed}{network}"
