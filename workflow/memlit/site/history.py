"""What was corrected by hand, each with its day, and what changed since the last release."""

from dataclasses import dataclass
from pathlib import Path

from memlit.cards.named import OF_RUN
from memlit.changes.compare import RELEASE_FILE, Difference, compare_snapshots, load_snapshot
from memlit.changes.release import RELEASE_FOLDER, ReleaseNote
from memlit.changes.render import ChangeSection, change_sections, changes_of_item
from memlit.datum import read_record
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.reconcile.corrections import CORRECTIONS_FILE, Correction, load_corrections
from memlit.site.model import SiteItem


@dataclass(frozen=True, slots=True)
class SiteHistory:
    """Corrections with the newest day first. release: the last one, None where there is none yet."""

    corrections: tuple[Correction, ...]
    release: ReleaseNote | None = None
    difference: Difference | None = None

    @property
    def sections(self) -> list[ChangeSection]:
        """What changed since the release, by kind."""
        return change_sections(self.difference) if self.difference else []

    def corrections_of(self, item: SiteItem) -> list[Correction]:
        """Corrections of the values of an item."""
        own = {reading.datum.id for reading in item.readings}
        return [row for row in self.corrections if row.id in own]

    def changes_of(self, item: SiteItem) -> list[str]:
        """A line for each change of an item since the release."""
        return changes_of_item(self.difference, item.is_own) if self.difference else []


def history_of(root: Path) -> SiteHistory:
    """The history of the review in `root`."""
    rows, _ = load_corrections(root / CORRECTIONS_FILE, load_vocabulary(root / VOCABULARY_FILE))
    newest = tuple(sorted(rows, key=lambda row: row.date, reverse=True))
    note = root / RELEASE_FOLDER / RELEASE_FILE
    if not note.is_file():
        return SiteHistory(newest)
    difference = compare_snapshots(load_snapshot(root / RELEASE_FOLDER), load_snapshot(root / OF_RUN))
    return SiteHistory(newest, read_record(ReleaseNote, note), difference)
