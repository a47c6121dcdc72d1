"""config/tags.csv: design tags of papers, each with the place that says so, and how many papers have each."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from memlit.datum import Numbers, Record, Result
from memlit.errors import SourceError
from memlit.files import numbered_rows
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table

TAGS_FILE = "config/tags.csv"
TAG_COLUMNS = ("paper", "kind", "tag", "document", "locator", "curator", "note")
_NEEDED = TAG_COLUMNS[:-1]
_KINDS = ("pathway", "configuration")


class Tag(Record):
    """What a source says of a paper's device; `document` and `locator` are where it says so."""

    paper: str
    kind: str
    tag: str
    document: str
    locator: str
    curator: str
    note: str


TAGS_TABLE: PublishedTable[Tag] = published_table(__file__, "tags")


class TagCount(Record):
    """How many papers are named with one tag."""

    n: Result


def tag_counts(tags: Iterable[Tag]) -> Iterator[TagCount]:
    """The papers of each tag, in the order of the file."""
    for (kind, name), members in grouped(tags, lambda tag: (tag.kind, tag.tag)).items():
        make = Numbers(f"guidelines/{kind}/{name}", rule="papers counted in config/tags.csv")
        papers = {member.paper for member in members}
        yield TagCount(n=make.count("n", f"papers named with {name}", len(papers)))


def load_tags(path: Path, papers: Collection[str]) -> tuple[Tag, ...]:
    """The tags in the order of the file. papers: keys of the library.

    Raises SourceError, with file and line, for a row that is not usable.
    """
    tags = []
    for number, row in numbered_rows(path, TAG_COLUMNS):
        where = f"{path.as_posix()}:{number}"
        empty = [name for name in _NEEDED if not row[name].strip()]
        if empty:
            raise SourceError(where, f"has no {', '.join(empty)}", "a tag needs its source, place and curator")
        if row["kind"] not in _KINDS:
            raise SourceError(where, f"unknown kind {row['kind']!r}", f"write {' or '.join(_KINDS)}")
        for name in ("paper", "document"):
            if row[name] not in papers:
                raise SourceError(where, f"{name} {row[name]} has no entry", "add it to references.bib")
        tags.append(Tag(**{name: row[name] for name in TAG_COLUMNS}))
    return tuple(tags)
