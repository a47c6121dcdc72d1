"""What the last run of a review says of its observations, read back from results/."""

from dataclasses import dataclass
from pathlib import Path

from memlit.config import CLASSES_FILE, CONFIG_FILE, Classes, Config, FieldOfScience, load_classes, load_config
from memlit.datum import Reading, ReconciledDocument, read_record
from memlit.devices.resolved import RESOLVED_FILES, load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.errors import SourceError
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.library import Entry
from memlit.observations.record import Compared, MetricValue, MetricValues, Observations

_FILES = {
    **{name: RESOLVED_FILES[name] for name in ("library", "documents", "readings")},
    **{name: f"results/{name}.json" for name in ("observations", "metrics", "compared")},
}


@dataclass(frozen=True, slots=True)
class ObservedRun:
    """The tables of a run, with the settings of the review."""

    config: Config
    classes: Classes
    field: FieldOfScience
    vocabulary: Vocabulary
    entries: dict[str, Entry]
    documents: tuple[ReconciledDocument, ...]
    readings: tuple[Reading, ...]
    observed: Observations
    metrics: tuple[MetricValue, ...]
    compared: Compared


def load_observed(root: Path, field: FieldOfScience) -> ObservedRun:
    """The last run of the review in `root`. Raises SourceError where there was none."""
    files = {name: root / path for name, path in _FILES.items()}
    for name, path in files.items():
        if not path.is_file():
            raise SourceError(_FILES[name], "is missing", "run snakemake --cores 4 first")
    return ObservedRun(
        config=load_config(root / CONFIG_FILE),
        classes=load_classes(root / CLASSES_FILE),
        field=field,
        vocabulary=load_vocabulary(root / VOCABULARY_FILE),
        entries=load_shelf(files["library"]).entries,
        documents=tuple(load_documents(files["documents"])),
        readings=tuple(StoredReadings(files["readings"]).values()),
        observed=read_record(Observations, files["observations"]),
        metrics=read_record(MetricValues, files["metrics"]).values,
        compared=read_record(Compared, files["compared"]),
    )
