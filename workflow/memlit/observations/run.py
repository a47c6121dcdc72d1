"""What the last run of a review says of its observations, read back from results/."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from memlit.config import CLASSES_FILE, CONFIG_FILE, Classes, Config, FieldOfScience, load_classes, load_config
from memlit.datum import Reading
from memlit.devices.resolved import RESOLVED_FILES, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.errors import SourceError
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.frames import PublishedFrames
from memlit.library import Entry
from memlit.numbers import numbers_of_run
from memlit.observations.lines import OBSERVED, ObservedLines
from memlit.published import DATA_FOLDER

_TABLES = [(DATA_FOLDER / table.file).as_posix() for table in OBSERVED]
_NUMBERS = "results/numbers/observed_benchmark.parquet"


@dataclass(frozen=True, slots=True)
class ObservedRun:
    """The tables of a run, with the settings of the review."""

    config: Config
    classes: Classes
    field: FieldOfScience
    vocabulary: Vocabulary
    entries: dict[str, Entry]
    readings: Mapping[str, Reading]
    lines: ObservedLines


def stored_lines(tables: Iterable[Path], numbers: Iterable[Path]) -> ObservedLines:
    """The lines of published tables. Raises RecordError for a file that is none of them."""
    return ObservedLines(PublishedFrames(OBSERVED, tables), numbers_of_run(numbers))


def load_observed(root: Path, field: FieldOfScience) -> ObservedRun:
    """The last run of the review in `root`. Raises SourceError where there was none."""
    for name in (RESOLVED_FILES["library"], RESOLVED_FILES["readings"], _NUMBERS, *_TABLES):
        if not (root / name).is_file():
            raise SourceError(name, "is missing", "run snakemake --cores 4 first")
    return ObservedRun(
        config=load_config(root / CONFIG_FILE),
        classes=load_classes(root / CLASSES_FILE),
        field=field,
        vocabulary=load_vocabulary(root / VOCABULARY_FILE),
        entries=load_shelf(root / RESOLVED_FILES["library"]).entries,
        readings=StoredReadings(root / RESOLVED_FILES["readings"]),
        lines=stored_lines([root / name for name in _TABLES], [root / _NUMBERS]),
    )
