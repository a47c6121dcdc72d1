"""What of a record stands where its file is absent: what a document printed, and nothing that a person deleted."""

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from memlit.datum import DEVICE_NAME, UNASSIGNED, Datum, DocumentRecord
from memlit.errors import SourceError, counted
from memlit.sources.figures_yaml import FIGURES_FILE
from memlit.sources.folder import SourceFolder, is_by_hand


def standing_data(folder: SourceFolder, read: Collection[str], record: DocumentRecord) -> tuple[Datum, ...]:
    """The recorded data of documents that are absent, as those that may not be redistributed are.

    read: names of the files that are there and were read.
    """
    return tuple(
        datum for datum in record.data if datum.locator.file not in read and _deleted_file(folder, read, datum) is None
    )


def deleted_lines(folder: SourceFolder, read: Collection[str], record: DocumentRecord) -> list[str]:
    """A line for each file that a person made, that the record has values of, and that is gone."""
    values = (datum for datum in record.data if datum.parameter != DEVICE_NAME)
    counts = Counter(_deleted_file(folder, read, datum) for datum in values)
    return [
        str(
            SourceError(
                f"{folder.path / name}",
                f"is gone, and the record still has {counted(count, 'value')} of it",
                f"memlit accept {folder.key} takes {'it' if count == 1 else 'them'} out, or put the file back",
            )
        )
        for name, count in sorted((name, count) for name, count in counts.items() if name is not None)
    ]


def _deleted_file(folder: SourceFolder, read: Collection[str], datum: Datum) -> str | None:
    """The absent file by which a person entered a recorded datum; None where there is none."""
    file = datum.locator.file
    if file not in read and is_by_hand(Path(file)):
        return file
    # What a series is, figures.yaml alone says.
    if datum.figure is not None and datum.device != UNASSIGNED and folder.figures is None:
        return FIGURES_FILE
    return None
