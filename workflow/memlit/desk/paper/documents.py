"""Documents of a paper taken out of its folder and put back; what was decided about them stands in their way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memlit.desk.session import DeskPart
from memlit.desk.show.paper import NO_DOCUMENTS
from memlit.errors import SourceError, some_of
from memlit.sources.folder import SourceFolder, read_folder

REMOVED = Path("results/run/removed")
_MOST_NAMED = 3


class PaperDocuments(DeskPart):
    """Which files are a paper's documents. One that is taken out is kept under results/run/removed/KEY/documents."""

    def get_removed(self, key: str) -> Any:
        """Names of the documents that were taken out and can be put back."""
        folder = self._kept(key)
        return {"names": sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []}

    def post_take_out(self, key: str, file: str) -> Any:
        """Move a document out of the folder, unless a decision names it."""
        path = self.review.document(key, file)
        if path.name in NO_DOCUMENTS:
            raise SourceError(path.name, "is no document", "change what it says, or remove the paper")
        if uses := list(_uses(read_folder(self.review.root / "sources", key), path.name)):
            problem = f"is named by {some_of(uses, _MOST_NAMED)}, and stays"
            raise SourceError(path.name, problem, "take these decisions back first")
        target = self._kept(key) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise SourceError(path.name, f"was taken out before, and is kept in {REMOVED.as_posix()}", "move that away")
        path.rename(target)
        self.review.readings.start(key)
        return {"kept": target.relative_to(self.review.root).as_posix()}

    def post_put_back(self, key: str, file: str) -> None:
        """Move a document that was taken out back into the folder; nothing that stands there is overwritten."""
        folder = self._kept(key)
        if not folder.is_dir() or file not in {path.name for path in folder.iterdir()}:
            raise SourceError(file, "was not taken out here", "load the page again")
        target = self.review.root / "sources" / key / file
        if target.exists():
            raise SourceError(file, "is there already", "take that one out first")
        (folder / file).rename(target)
        self.review.readings.start(key)

    def _kept(self, key: str) -> Path:
        return self.review.root / REMOVED / self.review.entry(key).key / "documents"


def _uses(folder: SourceFolder, name: str) -> Iterator[str]:
    """Decisions that speak of a document."""
    said = folder.description
    yield from (f"the assigned value at {one.place}" for one in said.passages if one.file == name)
    yield from (f"what is said of {one.label}" for one in said.tables if name in (one.file, one.printed_in))
    figures = folder.figures.figures if folder.figures is not None else ()
    yield from (f"a described figure of page {one.page}" for one in figures if one.file == name)
