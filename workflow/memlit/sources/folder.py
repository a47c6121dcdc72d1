"""A folder sources/KEY: what a person supplied about one document, and the source.yaml that explains it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from figcurves.model import PICTURE_SUFFIXES
from figcurves.projects.formats import PROJECT_SUFFIXES
from memlit.config import Section, read_yaml, validated
from memlit.datum import Grade, How, SourceKind, Tier
from memlit.errors import SourceError
from memlit.library import is_safe_key
from memlit.naming import MEASURED_PREFIX, READINGS_FILE, RECIPE_FILE
from memlit.sources.figures_yaml import FIGURES_FILE, FiguresDescription
from printed.documents.kind import DOCUMENT_KINDS, KIND_OF_SUFFIX

SOURCE_FILE = "source.yaml"
SECOND_FILE = "readings_second.csv"
"""A second reader's list of the same printed values, held against the first and never used."""
"""What an author saved on the page of a sheet; its values are in the list of readings."""
FIGURE_PREFIX = "fig_"
LISTS = (READINGS_FILE, SECOND_FILE)
TRANSCRIBED_PREFIX = "table_"
NOT_MINED = (FIGURE_PREFIX, MEASURED_PREFIX)
"""Digitizations and summaries of measured sets are no tables to mine."""
IGNORED_FOLDERS = ("__pycache__", "make")
FIGURE_SUFFIXES = (*PROJECT_SUFFIXES, ".pdf", *PICTURE_SUFFIXES)
DOCUMENT_SUFFIXES = tuple(KIND_OF_SUFFIX)
TEXT_SUFFIXES = (
    *(suffix for kind in DOCUMENT_KINDS.values() if kind.has_text for suffix in kind.suffixes),
    ".txt",
)
CountsAsWord = Literal["published", "simulator", "class_level", "one_laboratory", "system", "unresolved"]
ReadFor = Literal["tables", "list", "text", "figures"]


class NamedDevice(Section):
    """Which paper and device a printed label means. `tier` and `counts_as` override the table's.

    label: the label without what is glued to it, where no `device` is told.
    """

    paper: str | None = None
    device: str | None = None
    label: str | None = None
    tier: Tier | None = None
    counts_as: CountsAsWord | None = None
    why: str | None = None


class HeaderMeaning(Section):
    """What a printed header means where its words alone cannot say it.

    exclude: a typed reason why what stands under it is no value of the device.
    """

    parameter: str
    exclude: str | None = None
    why: str


class LostExponent(Section):
    """A cell whose raised digits were lost in the copy that was read: never parsed plainly."""

    row: int
    column: int
    printed: str
    note: str = ""


class ColumnRule(Section):
    """What the cells of a column mean in rows where other columns hold certain values.

    scope: `cell` binds the column's cells, `row` every cell of the row. exclude: a typed reason.
    """

    column: str
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    scope: Literal["cell", "row"] = "cell"
    parameter: str | None = None
    unit: str | None = None
    flag: str | None = None
    exclude: str | None = None
    unit_of_analysis: tuple[str, ...] = ()
    why: str


class TableEntry(Section):
    """One table of a document: where it stands and what its labels and citation marks mean.

    devices: by their label, or by another text of their row or column where labels repeat. merged_columns: heads of
    columns whose blank cells are part of the cell above them in the print. printed_in: the document of the folder whose
    page it is, where the table is a transcription in a file of its own. A table with an entry is of devices.
    """

    file: str
    label: str
    page: int | None = None
    printed_in: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()
    tier: Tier | None = None
    grade: Grade | None = Field(default=None, description="how far its pulses and states are of one experiment")
    how: How | None = Field(default=None, description="how its values were obtained, as a person says it")
    lineage: str | None = None
    paper: str | None = None
    references: dict[str, str] = Field(default_factory=dict)
    devices: dict[str, NamedDevice] = Field(default_factory=dict)
    headers: dict[str, HeaderMeaning] = Field(default_factory=dict)
    merged_columns: tuple[str, ...] = ()
    lost_exponents: tuple[LostExponent, ...] = ()
    counts_as: CountsAsWord = "published"
    paper_columns: tuple[str, ...] = ()
    device_columns: tuple[str, ...] = ()
    class_column: str | None = None
    rules: tuple[ColumnRule, ...] = ()


class PassageEntry(Section):
    """A value stated in running text, and what a person says it is of: found by its place, checked by its print.

    set_or_reset: the pulse to which a state belongs, where its parameter does not name one. condition: what was varied
    on one device, as printed. grade: how far the pulse and its states are of one experiment, at its amplitude.
    """

    file: str
    place: str
    printed: str
    device: str
    parameter: str | None = None
    paper: str | None = None
    tier: Tier = "primary"
    how: How | None = Field(default=None, description="how the value was obtained, as a person says it")
    set_or_reset: Literal["set", "reset"] | None = None
    condition: str | None = None
    grade: Grade | None = None
    curator: str
    why: str


class LookedForEntry(Section):
    """What a person looked for and did not find printed, by the names of config/vocabulary.yaml.

    paper: the document's own where none is named.
    """

    paper: str | None = None
    parameters: tuple[str, ...] = Field(min_length=1)
    pages: str = Field(default="", description="Pages or sections that were read; empty: none")
    supplement: str = Field(default="", description="Pages of the supplement that were read; empty: none")
    curator: str
    date: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")


class FetchedFile(Section):
    """A document that `memlit fetch` took from the network: where from, under which licence, and which bytes.

    licence: as the service states it, None where it states none; version: of the article, as the service calls it.
    """

    file: str = Field(pattern=r"^[^./\\{}\r\n][^/\\{}\r\n]*$")
    url: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    service: str
    licence: str | None = None
    version: str | None = None
    fetched: str | None = Field(default=None, description="day, YYYY-MM-DD")


class SourceDescription(Section):
    """sources/KEY/source.yaml."""

    kind: SourceKind = "document"
    title: str | None = None
    licence: str | None = None
    confidential: bool = Field(default=False, description="its text is sent to no other machine")
    url: str | None = None
    lineage: str | None = None
    note: str | None = None
    read_at: str | None = None
    tables: tuple[TableEntry, ...] = ()
    passages: tuple[PassageEntry, ...] = ()
    looked_for: tuple[LookedForEntry, ...] = ()
    fetched: tuple[FetchedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The supplied files of one document, sorted by name; `description` from source.yaml or its defaults.

    `figures` is figures.yaml, None where there is none.
    """

    key: str
    path: Path
    files: tuple[Path, ...]
    description: SourceDescription
    figures: FiguresDescription | None = None

    def named(self, name: str) -> Path | None:
        """The supplied file of this name, None where there is none."""
        return next((path for path in self.files if path.name == name), None)

    def _with_suffix(self, suffixes: Sequence[str]) -> tuple[Path, ...]:
        return tuple(path for path in self.files if path.suffix.lower() in suffixes)

    @property
    def mined_files(self) -> tuple[Path, ...]:
        """Documents and tables to read, without readings and digitizations."""
        found = self._with_suffix(DOCUMENT_SUFFIXES)
        return tuple(path for path in found if not path.name.startswith(NOT_MINED) and path.name not in LISTS)

    @property
    def text_files(self) -> tuple[Path, ...]:
        """Documents with running text, whose sentences are read for the values they state."""
        return tuple(path for path in self._with_suffix(TEXT_SUFFIXES) if not path.name.startswith(NOT_MINED))

    @property
    def figure_files(self) -> tuple[Path, ...]:
        """Digitizations, and the documents whose figures figures.yaml names."""
        named = {entry.file for entry in self.figures.figures} if self.figures else set()
        found = self._with_suffix(FIGURE_SUFFIXES)
        return tuple(path for path in found if path.name in named or path.name.startswith(FIGURE_PREFIX))

    @property
    def parts(self) -> dict[ReadFor, tuple[Path, ...]]:
        """The files by what they are read for, in the order of a run: one with text and tables is in both."""
        listed = self.named(READINGS_FILE)
        lists = (listed,) if listed else ()
        return {"tables": self.mined_files, "list": lists, "text": self.text_files, "figures": self.figure_files}

    @property
    def figure_descriptions(self) -> tuple[Path, ...]:
        """figures.yaml, and the scales and notes beside digitizations."""
        found = self._with_suffix((".yaml", ".yml"))
        return tuple(path for path in found if path.name == FIGURES_FILE or path.name.startswith(FIGURE_PREFIX))

    @property
    def files_not_read(self) -> tuple[Path, ...]:
        """Files that nothing reads for what they are; the person who put them there may think they are read."""
        read = {*self.mined_files, *self.text_files, *self.figure_files, *self.figure_descriptions}
        known = {*LISTS, SOURCE_FILE, RECIPE_FILE}
        rest = (path for path in self.files if path not in read and path.name not in known)
        return tuple(path for path in rest if not path.name.startswith(NOT_MINED))


def is_transcribed(path: Path) -> bool:
    """Whether a file is a table that a person transcribed, by its name."""
    return path.name.startswith(TRANSCRIBED_PREFIX) and path.suffix.lower() in {".csv", ".tsv"}


def is_by_hand(path: Path) -> bool:
    """Whether a person made the file of a folder (a list, a transcribed table, a digitizer's project), by its name.

    All others are documents or measurements of a publication, which often may not be redistributed.
    """
    is_project = path.name.startswith(FIGURE_PREFIX) and path.suffix.lower() in PROJECT_SUFFIXES
    return path.name in LISTS or is_transcribed(path) or is_project


def source_keys(root: Path) -> tuple[list[str], list[str]]:
    """Keys of all folders under `root`, sorted, and one line for each name that is not a safe key."""
    keys, problems = [], []
    for entry in _entries(root):
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            remedy = "put it in a folder named as the entry's key"
            problems.append(str(SourceError(entry.path, "is no folder", remedy)))
        elif not is_safe_key(entry.name):
            problems.append(str(SourceError(entry.path, "is not a safe key", "rename it to its entry's key")))
        else:
            keys.append(entry.name)
    return keys, problems


def source_files(folder: Path) -> list[Path]:
    """Plain files of a source folder, sorted; see `unused_files` for what is left alone."""
    return [folder / name for name in source_names(folder)[0]]


def unused_files(folder: Path) -> list[str]:
    """One line for each file of a source folder that is not read for its name or kind, hidden ones apart."""
    return source_names(folder)[1]


def source_names(folder: Path | str) -> tuple[list[str], list[str]]:
    """Names of the files of a source folder that are read, sorted, and the lines of `unused_files`.

    One listing, no look at the files: a run asks this of every folder.
    """
    used, unused = [], []
    for entry in _entries(folder):
        name = entry.name
        if name.startswith("."):
            continue
        # Snakemake would read braces as a wildcard.
        if entry.is_file(follow_symlinks=False) and not set(name) & set("{}\r\n"):
            used.append(name)
        elif name not in IGNORED_FOLDERS:
            unused.append(_unused_line(entry))
    return used, unused


def _unused_line(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        problem, remedy = "is a link and is not read", "put the file itself there"
    elif entry.is_dir():
        problem, remedy = "is a folder and is not read", "put its files beside source.yaml"
    else:
        problem, remedy = "has a name that is not read", "rename it without braces and line ends"
    return str(SourceError(entry.path, problem, remedy))


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    """What a folder holds, sorted by name; nothing where there is no folder."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def read_folder(root: Path, key: str) -> SourceFolder:
    """sources/KEY with its description; a table entry whose name is repeated is a SourceError."""
    path = root / key
    description = SourceDescription()
    if (path / SOURCE_FILE).is_file():
        where = f"{path / SOURCE_FILE}"
        description = validated(SourceDescription, read_yaml(path / SOURCE_FILE), where)
        seen = set()
        for table in description.tables:
            if (table.file, table.label, table.page) in seen:
                problem = f"lists {table.label} of {table.file} twice"
                raise SourceError(where, problem, "remove one of the two, or give each its page")
            seen.add((table.file, table.label, table.page))
    figures = None
    if (path / FIGURES_FILE).is_file():
        figures = validated(FiguresDescription, read_yaml(path / FIGURES_FILE), f"{path / FIGURES_FILE}")
    return SourceFolder(key, path, tuple(source_files(path)), description, figures)
