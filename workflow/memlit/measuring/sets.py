"""The measured sets: where raw reads of one are at hand its summaries are made anew, else the committed ones stand.

`python -m memlit.measuring.sets RAW [SOURCES]` writes the summaries of all sets into SOURCES, the review's `sources`;
RAW holds a folder of raw files a set, of the set's key, as they are published.
"""

import math
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from memlit.config import read_yaml
from memlit.errors import SourceError
from memlit.files import read_csv, sha256_of
from memlit.measuring import arrays, trains
from memlit.sources.folder import MEASURED_PREFIX, RECIPE_FILE

RAW_FOLDER = "raw"
"""Folder of a review for raw files, which are not kept with it: a folder a set, of the set's key."""
SETS: Mapping[str, Callable[[Path, Path], None]] = {
    "almond8": trains.almond8,
    "anjiang-rram": arrays.anjiang,
    "gong2018": arrays.gong2018,
    "ni-rram": arrays.ni_rram,
    "ni-rram-cycles": trains.cycle_spreads,
    "yflash2022": trains.yflash,
}
"""What makes the summaries of a set from its raw files, by the key of its document."""
_TOLERANCE = 1e-6
"""Relative, between machines: sums are not taken in one order everywhere."""


def summaries(committed: Path, raw: Path, folder: Path) -> dict[str, str]:
    """Write the summaries of every set to `folder`, and say of each whether it was made anew or copied.

    committed, raw: a folder a set. Raises SourceError where raw files are others than the recipe names, or give other
    summaries than the committed ones.
    """
    told = {}
    for document in sorted({path.parent for path in committed.glob(f"*/{MEASURED_PREFIX}*.csv")}):
        key, target = document.name, folder / document.name
        shutil.copytree(document, target, ignore=_all_but_summaries, dirs_exist_ok=True)
        files = read_yaml(document / RECIPE_FILE)["files"] if (document / RECIPE_FILE).is_file() else {}
        if key not in SETS or not all((raw / key / name).is_file() for name in files):
            told[key] = "committed"
            continue
        for name, entry in files.items():
            if sha256_of(raw / key / name) != entry["sha256"]:
                where = f"{raw / key / name}"
                raise SourceError(where, "is not the file of the recipe", f"take that of {document / RECIPE_FILE}")
        made = folder / f"{key}.new"
        made.mkdir()
        SETS[key](raw / key, made)
        _check(made, document)
        shutil.rmtree(made)
        told[key] = "made anew"
    return told


def _all_but_summaries(_: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith(MEASURED_PREFIX) and name != RECIPE_FILE]


def _check(made: Path, committed: Path) -> None:
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


REMEDY = "make the summaries again: python -m memlit.measuring.sets raw"


def _is_same(first: str, second: str) -> bool:
    try:
        return math.isclose(float(first), float(second), rel_tol=_TOLERANCE, abs_tol=1e-18)
    except ValueError:
        return first == second


def main(raw: Path, sources: Path) -> None:
    """All summaries anew, of the sets without raw files too."""
    for key, make in SETS.items():
        make(raw / key, sources / key)
    arrays.digits_network(sources / "digits-network")
    arrays.printed_memristor(sources / "mos2-printed-memristor")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "sources"))
