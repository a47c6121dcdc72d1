"""What people supply beside the documents, as the rules that join documents with the library read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from memlit.devices.gather import unknown_classes
from memlit.field import load_vocabulary
from memlit.library import Library, ScreeningRow, load_library, load_screening
from memlit.reconcile.checks import Check, load_checks, standing
from memlit.reconcile.corrections import Correction, load_corrections
from memlit.stages.job import Job


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

    def orphaned(self, documents: Collection[str]) -> list[str]:
        """A line for each correction of a document that there is not; documents: their keys."""
        return [
            f"curation/corrections.csv:{row.line}: there is no document {row.document}; mend the id or remove the row"
            for row in self.corrections
            if row.document not in documents
        ]


def read_supplied(job: Job) -> SuppliedLists:
    """Of the inputs library, screening, corrections and checks; params: problems, lines about folder names."""
    library = load_library(job.path("library"))
    screening, unknown_stages = load_screening(job.path("screening"))
    corrections, unusable = load_corrections(job.path("corrections"), load_vocabulary(job.path("vocabulary")))
    found = [load_checks(file) for file in job.paths("checks")]
    return SuppliedLists(
        library=library,
        screening=tuple(screening),
        corrections=tuple(corrections),
        checks=standing(row for usable, _ in found for row in usable),
        problems=(
            *library.problems,
            *job.params["problems"],
            *unknown_stages,
            *unusable,
            *unknown_classes(library, job.classes),
        ),
        of_checks=tuple(line for _, unusable_rows in found for line in unusable_rows),
    )
