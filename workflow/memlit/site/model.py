"""What pages of the site are of: items of any field with their values, and what the first page says of all of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from memlit.changes.compare import RowChange
from memlit.config import Classes, Config, FieldOfScience
from memlit.datum import Reading, ReconciledDocument, Result
from memlit.field.codes import WHOSE
from memlit.library import Entry


@dataclass(frozen=True, slots=True)
class SiteRun:
    """What all pages take from a run."""

    root: Path
    config: Config
    classes: Classes
    field: FieldOfScience
    entries: Mapping[str, Entry]
    documents: tuple[ReconciledDocument, ...]

    def class_words(self, item_class: str) -> str:
        """A class by its full name; several, or one that is not declared, as they are."""
        known = self.classes.classes.get(item_class)
        return known.name if known else item_class.replace("_", " ")


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A reading on a page. sign, name: of what it is in its group; is_confirmed: another place prints it alike.

    reason: why it is not used, where the reading itself does not say it.
    """

    reading: Reading
    sign: str = ""
    name: str = ""
    is_confirmed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """Values under one condition, what follows from them, and what is not printed. remark: why nothing follows.

    anchor: the group's own address on the page. metrics: by their names. missing: signs.
    """

    title: str
    anchor: str
    values: tuple[ShownValue, ...]
    metrics: Mapping[str, Result]
    missing: tuple[str, ...] = ()
    caption: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of an item. file: empty where nothing is known; n: how many fields it has, left_out: why some lack."""

    name: str
    file: str
    version: str = ""
    n: int = 0
    left_out: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteItem:
    """What a page is of. kind: its role, in words; readings: all that are about it, sorted by id.

    short: its name in ids; named_by: the parameter whose words are its name; whose: whose numbers its page shows.
    left_out: why readings are not used, by id; is_own: whether a change is one of the item.
    """

    entry: Entry
    short: str
    name: str
    item_class: str
    groups: tuple[ValueGroup, ...]
    readings: tuple[Reading, ...]
    whose: tuple[str, ...]
    is_own: Callable[[RowChange], bool]
    role: str = ""
    kind: str = ""
    named_by: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    downloads: tuple[Download, ...] = ()

    @property
    def id(self) -> str:
        """Paper and item, as in the tables: `woo2016/alox-hfo2`."""
        return f"{self.entry.key}/{self.short}"

    @property
    def key(self) -> str:
        """The name of its page: `woo2016--alox-hfo2`."""
        return f"{self.entry.key}--{self.short}"


def in_order(whose: Iterable[str]) -> tuple[str, ...]:
    """Whose numbers, each once, nearest to the paper first."""
    found = set(whose)
    return tuple(name for name in WHOSE if name in found)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list of all items. is_narrow: whether a narrow screen has it too."""

    label: str
    is_number: bool = False
    is_narrow: bool = True


@dataclass(frozen=True, slots=True)
class SiteChart:
    """A run as its site shows it.

    picture: of all items, or with the key of one that stands out; empty where there is none. lines: the cells of each
    item's line in the list, by key, under `columns`, which stand between its class and whose numbers it has. links:
    further pages, each with its name and what it holds. caption: of the picture, listed: of the list.
    """

    run: SiteRun
    items: tuple[SiteItem, ...]
    picture: Callable[[str], Markup]
    lead: str
    caption: str
    listed: str
    columns: tuple[ListColumn, ...]
    lines: Mapping[str, tuple[str, ...]]
    picture_title: str
    links: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
