"""What people supply beside the documents, as the rules that join documents with the library read it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from memlit.config import load_classes
from memlit.devices.gather import unknown_classes
from memlit.devices.resolved import Shelf
from memlit.field import load_vocabulary
from memlit.library import Library, ScreeningRow, load_library, load_screening
from memlit.reconcile.checks import Check, load_checks, standing
from memlit.reconcile.corrections import Correction, load_corrections


@dataclass(frozen=True, slots=True)
class SuppliedLists:
    """The library, the screening, the corrections and the check that counts for each datum.

    problems: what is wrong with their files, a line each; of_checks: with the file of checks.
    """

    library: Library
    screening: tuple[ScreeningRow, ...]
    corrections: tuple[Correction, ...]
    checks: Mapping[str, Check]
    problems: tuple[str, ...]
    of_checks: tuple[str, ...]

    def shelf(self, problems: Iterable[str]) -> Shelf:
        """What later rules read of it; problems: what went wrong in all files, a line each."""
        return Shelf(entries=self.library.entries, screening=self.screening, problems=tuple(problems))

    def orphaned(self, documents: Collection[str]) -> list[str]:
        """A line for each correction of a document that there is not; documents: their keys."""
        return [
            f"curation/corrections.csv:{row.line}: there is no document {row.document}; mend the id or remove the row"
            for row in self.corrections
            if row.document not in documents
        ]


def read_supplied(files: Mapping[str, str], checks: Iterable[Path], problems: Iterable[str]) -> SuppliedLists:
    """files: references, screening, corrections, vocabulary, known_classes; checks: the file of checks if there is one;
    problems: lines about folder names.
    """
    library = load_library(Path(files["references"]))
    screening, unknown_stages = load_screening(Path(files["screening"]))
    corrections, unusable = load_corrections(Path(files["corrections"]), load_vocabulary(Path(files["vocabulary"])))
    found = [load_checks(file) for file in checks]
    return SuppliedLists(
        library=library,
        screening=tuple(screening),
        corrections=tuple(corrections),
        checks=standing(row for usable, _ in found for row in usable),
        problems=(
            *library.problems,
            *problems,
            *unknown_stages,
            *unusable,
            *unknown_classes(library, load_classes(Path(files["known_classes"]))),
        ),
        of_checks=tuple(line for _, unusable_rows in found for line in unusable_rows),
    )
