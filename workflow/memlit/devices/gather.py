"""Join the documents with the library: which readings may be used, and why the others may not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.config import Classes, Config
from memlit.datum import (
    DOI,
    LINK,
    NO_LICENCE,
    NOT_NAMED,
    SUPPORTING_ONLY,
    CountsAs,
    Reading,
    ReconciledDocument,
    notes_of,
)
from memlit.errors import CountError, LibraryError, SourceError
from memlit.field.codes import NOT_STATED
from memlit.library import SIMULATED, CitedEntries, Entry, Library, is_cited_work

SELF_CHECK = "self_check"
DOCUMENT = "document"
UNRESOLVED = "unresolved"
SYSTEM = "system"
"""What a source says of an accelerator or a chip: whichever paper it is of, it is no device."""


@dataclass(frozen=True)
class Corpus:
    """All readings by id with their final status, the documents without theirs, and what went wrong."""

    documents: tuple[ReconciledDocument, ...]
    by_id: Mapping[str, Reading]
    problems: tuple[str, ...] = ()

    @property
    def readings(self) -> Collection[Reading]:
        """The readings in the order of their ids; of a finished run each is made when its turn comes."""
        return self.by_id.values()


def gather(
    documents: Iterable[ReconciledDocument], library: Library, config: Config, problems: Sequence[str] = ()
) -> Corpus:
    """Documents and readings sorted, as `Joining` joins them; problems: what is known to be wrong before.

    Raises CountError when a reading was lost, made up or has a repeated id.
    """
    joining = Joining(library, config)
    joined = [joining.join(document) for document in sorted(documents, key=lambda document: document.key)]
    readings = sorted((reading for _, own in joined for reading in own), key=lambda reading: reading.id)
    told = dict.fromkeys([*library.problems, *problems, *joining.problems])
    return Corpus(tuple(document for document, _ in joined), {reading.id: reading for reading in readings}, tuple(told))


class Joining:
    """Joins documents with the library, one at a time; one without an entry is excluded, and stops no other."""

    def __init__(self, library: Library, config: Config) -> None:
        self._library, self._config = library, config
        self._papers, self._cited = addresses(library), CitedEntries(library)
        self._problems: dict[str, list[str]] = {}
        self._unknown: dict[str, str] = {}
        self._nameless: dict[tuple[str, str, str], str] = {}

    def join(self, document: ReconciledDocument) -> tuple[ReconciledDocument, list[Reading]]:
        """The document without its readings, and these.

        Raises CountError for a repeated key, and for an id that is repeated or of another document.
        """
        own, of_entry = _with_entry(document, self._library)
        if document.key in self._problems:
            raise CountError(f"benchmark: {document.key}", "is the key of two documents", "rename one of them")
        self._problems[document.key] = [*document.problems, *of_entry]
        resolved = (_resolved_paper(reading, self._papers, self._cited) for reading in document.readings)
        readings = _printed_first([_judged(reading, own, self._library, self._config) for reading in resolved])
        _check_ids(document, readings)
        for reading in readings:
            paper = reading.datum.paper
            if paper and paper not in self._library.entries and not is_cited_work(paper):
                self._unknown.setdefault(paper, reading.id)
            if paper in self._library.entries and reading.status == "value" and NOT_NAMED in reading.flags:
                place = reading.datum.locator.named_place
                self._nameless.setdefault((document.key, place, reading.datum.device), paper)
        return own.model_copy(update={"readings": ()}), readings

    @property
    def problems(self) -> list[str]:
        """What was wrong with the documents, by key; a line for each paper without an entry and nameless device."""
        of_documents = (line for _, lines in sorted(self._problems.items()) for line in lines)
        unknown = (
            str(LibraryError(datum_id, f"is about {paper}, which has no entry", "add it to references.bib"))
            for paper, datum_id in sorted(self._unknown.items())
        )
        nameless = (
            str(
                SourceError(
                    f"sources/{key}",
                    f"{place} prints no name of a device of {paper}, which is called {device} by its place",
                    "name it under devices of the table in source.yaml",
                )
            )
            for (key, place, device), paper in sorted(self._nameless.items())
        )
        return [*of_documents, *unknown, *nameless]


def _with_entry(document: ReconciledDocument, library: Library) -> tuple[ReconciledDocument, list[str]]:
    """A document with its licence, excluded where it has no entry, and lines of why it is excluded."""
    problems = []
    entry = library.entries.get(document.key)
    if entry is None:
        error = SourceError(
            f"sources/{document.key}",
            "has no entry in references.bib",
            "add one with this key, or remove it",
        )
        problems.append(str(error))
        document = document.model_copy(update={"status": "excluded", "reason": f"no_entry: {error}"})
    elif document.status == "excluded" and document.reason and not document.warnings:
        problems.append(document.reason)
    licence = (entry.fields.get("licence") if entry else None) or document.licence or NO_LICENCE
    return document.model_copy(update={"licence": licence}), problems


def _check_ids(document: ReconciledDocument, readings: Sequence[Reading]) -> None:
    """Ids begin with their document's key, so that no two documents share one, and each is there once."""
    for reading in readings:
        if not reading.id.startswith(f"{document.key}:"):
            problem = f"reading {reading.id} does not begin with {document.key}:"
            raise CountError(f"benchmark: {document.key}", problem, f"mend the id in extracted/{document.key}.json")
    n_readings = len({reading.id for reading in readings})
    if n_readings != len(readings):
        problem = f"{len(readings)} readings in, {n_readings} out"
        raise CountError(f"benchmark: {document.key}", problem, "look for repeated ids")


def addresses(library: Library) -> dict[str, str]:
    """Keys of entries by `doi:...` (without case) and `link:...`."""
    found: dict[str, str] = {}
    for key, entry in library.entries.items():
        if entry.fields.get("doi"):
            found[f"{DOI}{entry.fields['doi'].lower()}"] = key
        if entry.fields.get("url"):
            found[f"{LINK}{entry.fields['url']}"] = key
    return found


def _resolved_paper(reading: Reading, papers: Mapping[str, str], cited: CitedEntries) -> Reading:
    """The reading with the key of its paper where its source gives a DOI, an address or a printed reference."""
    paper, reference = reading.datum.paper, reading.datum.cited
    key = cited.entry_of(reference) if reference and is_cited_work(paper) else papers.get(paper or "")
    if key is None:
        return reading
    return reading.model_copy(update={"datum": reading.datum.model_copy(update={"paper": key})})


def _judged(reading: Reading, document: ReconciledDocument, library: Library, config: Config) -> Reading:
    """The reading, excluded with a typed reason where it may not feed the benchmark."""
    if reading.status != "value":
        return reading
    reason = _exclusion(reading, document, library, config)
    return reading if reason is None else reading.model_copy(update={"status": "excluded", "reason": reason})


def _made_up_among_published(paper: str | None, config: Config) -> str | None:
    """Made-up and published papers never stand in one report."""
    if config.evidence.simulated:
        if paper is not None and not paper.startswith(SIMULATED):
            return "published: a simulated corpus takes no published data"
    elif paper is not None and paper.startswith(SIMULATED):
        return "simulated: synthetic data never reach the review"
    return None


def _exclusion(reading: Reading, document: ReconciledDocument, library: Library, config: Config) -> str | None:
    datum = reading.datum
    if document.key not in library.entries:
        return "no_entry: the document has no entry in references.bib"
    if (reason := _made_up_among_published(datum.paper, config)) is not None:
        return reason
    if document.kind == SELF_CHECK:
        return "duplicate: restates a reading of another document, compared with it and counted once"
    counted = next(iter(notes_of(CountsAs, reading.flags)), None)
    kind = f"{counted.kind if counted else ''}: is shown, never counted as a published device"
    if datum.paper is None and counted == CountsAs(SYSTEM):
        return kind
    if datum.paper is None:
        return "simulator_input: cites no device" if datum.tier == "simulator" else f"{UNRESOLVED}: no paper is named"
    if is_cited_work(datum.paper) and document.kind == DOCUMENT:
        return kind if counted is not None else None
    if datum.paper not in library.entries:
        return f"no_entry: paper {datum.paper} has no entry in references.bib"
    if datum.tier not in config.evidence.tiers:
        return f"tier: {datum.tier} readings do not feed the benchmark"
    return kind if counted is not None else None


def _printed_first(readings: list[Reading]) -> list[Reading]:
    """A number that a document prints stands; the same number read from a figure of it is kept and not used.

    Under conditions it stands for its own, and without one for all; what only supports stands for none.
    """

    def about(reading: Reading, condition: str | None) -> tuple[str, str | None, str, str, str | None]:
        datum = reading.datum
        return datum.locator.document, datum.paper, datum.device, reading.parameter, condition

    usable = [reading for reading in readings if reading.status == "value"]
    printed = {
        about(reading, reading.datum.condition)
        for reading in usable
        if reading.datum.locator.kind != "figure" and SUPPORTING_ONLY not in reading.flags
    }
    reason = "printed_value_stands: the document prints this number; the figure's reading stands beside it"

    def is_printed(reading: Reading) -> bool:
        if reading.status != "value" or reading.datum.locator.kind != "figure":
            return False
        return about(reading, reading.datum.condition) in printed or about(reading, None) in printed

    return [
        reading.model_copy(update={"status": "excluded", "reason": reason}) if is_printed(reading) else reading
        for reading in readings
    ]


def classes_of(entry: Entry, classes: Classes) -> tuple[str, ...]:
    """The entry's device classes by their short names; an unknown name stays as it is.

    A paper with a role but no class is a device paper of the class `not_stated`.
    """
    if entry.roles and not entry.device_classes:
        return (NOT_STATED,)
    return tuple(classes.canonical(name) or name for name in entry.device_classes)


def unknown_classes(library: Library, classes: Classes) -> list[str]:
    """One line for each entry whose class config/classes.yaml does not know."""
    known = ", ".join(sorted(classes.classes))
    return [
        str(LibraryError(_place(entry), f"{key} has the unknown device class {name!r}", f"write one of {known}"))
        for key, entry in sorted(library.entries.items())
        for name in entry.device_classes
        if classes.canonical(name) is None
    ]


def _place(entry: Entry) -> str:
    return f"references.bib:{entry.line}" if entry.line else "references.bib"


def set_of(entry: Entry, config: Config) -> str | None:
    """The first configured set that the entry belongs to."""
    return next((name for name in config.evidence.sets if name in entry.sets), None)
