"""The measured sets: which raw files are made into which summaries, and whether the committed ones are those.

`python -m curation.measured.sets RAW [SOURCES]` writes the summaries of all sets into SOURCES, the review's `sources`;
with `--check` it writes nothing and compares those whose raw files are at hand. RAW holds a folder of raw files a set,
of the set's key, as they are published.
"""

import argparse
import math
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from memlit.config import read_yaml
from memlit.errors import SourceError
from memlit.files import read_csv, sha256_of
from memlit.naming import MEASURED_PREFIX, RECIPE_FILE

from curation.measured import arrays, trains

SETS: Mapping[str, Callable[[Path, Path], None]] = {
    "almond8": trains.almond8,
    "anjiang-rram": arrays.anjiang,
    "gong2018": arrays.gong2018,
    "ni-rram": arrays.ni_rram,
    "ni-rram-cycles": trains.cycle_spreads,
    "yflash2022": trains.yflash,
}
"""What makes the summaries of a set from its raw files, by the key of its document."""
REMEDY = "make the summaries again: python -m curation.measured.sets RAW"
_TOLERANCE = 1e-6
"""Relative, between machines: sums are not taken in one order everywhere."""


def check(sources: Path, raw: Path) -> list[str]:
    """The sets whose raw files are at hand and give the committed summaries again.

    sources, raw: a folder a set. Raises SourceError where raw files are others than the recipe names, or give other
    summaries than the committed ones.
    """
    checked = []
    for key, make in SETS.items():
        files = read_yaml(sources / key / RECIPE_FILE)["files"] if (sources / key / RECIPE_FILE).is_file() else {}
        if not files or not all((raw / key / name).is_file() for name in files):
            continue
        for name, entry in files.items():
            if sha256_of(raw / key / name) != entry["sha256"]:
                remedy = f"take that of {sources / key / RECIPE_FILE}"
                raise SourceError(f"{raw / key / name}", "is not the file of the recipe", remedy)
        with tempfile.TemporaryDirectory() as made:
            make(raw / key, Path(made))
            _compare(Path(made), sources / key)
        checked.append(key)
    return checked


def _compare(made: Path, committed: Path) -> None:
    """SourceError for the first cell in which the committed summaries are not what the raw files give."""
    names = sorted({path.name for folder in (made, committed) for path in folder.glob(f"{MEASURED_PREFIX}*.csv")})
    for name in names:
        rows, own = read_csv(made / name), read_csv(committed / name)
        if len(rows) != len(own):
            raise SourceError(str(committed / name), f"has {len(own)} rows, the raw reads give {len(rows)}", REMEDY)
        for number, (row, other) in enumerate(zip(rows, own, strict=True), start=2):
            for column, text in row.items():
                if not _is_same(text, other.get(column, "")):
                    problem = f"{column} is {other.get(column)!r}, the raw reads give {text!r}"
                    raise SourceError(f"{committed / name}:{number}", problem, REMEDY)


def _is_same(first: str, second: str) -> bool:
    try:
        return math.isclose(float(first), float(second), rel_tol=_TOLERANCE, abs_tol=1e-18)
    except ValueError:
        return first == second


def write(sources: Path, raw: Path) -> None:
    """All summaries anew, of the sets without raw files too."""
    for key, make in SETS.items():
        make(raw / key, sources / key)
    arrays.digits_network(sources / "digits-network")
    arrays.printed_memristor(sources / "mos2-printed-memristor")


def main() -> None:
    """Write or check the summaries, as the command says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("sources", type=Path, nargs="?", default=Path("sources"))
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    given = parser.parse_args()
    if given.check:
        print("as committed: " + ", ".join(check(given.sources, given.raw)))
    else:
        write(given.sources, given.raw)


if __name__ == "__main__":
    main()
