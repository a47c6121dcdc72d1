"""Entries of a RIS export (EndNote, Mendeley, Web of Science, publishers' pages) as kinds and fields of BibTeX.

The tags and types are those of the RIS format, Research Information Systems 2011; files that it names are not opened.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

RIS_LINE = re.compile(r"^\ufeff?([A-Z][A-Z0-9])  - ?(.*)$")
RIS_START = re.compile(r"\A\ufeff?\s*TY  - ")
_KINDS = {
    "JOUR": "article",
    "EJOUR": "article",
    "MGZN": "article",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "CHAP": "incollection",
    "BOOK": "book",
    "EBOOK": "book",
    "THES": "phdthesis",
    "RPRT": "techreport",
}
_PLAIN = {
    "title": ("TI", "T1"),
    "volume": ("VL",),
    "number": ("IS",),
    "publisher": ("PB",),
    "abstract": ("AB", "N2"),
}
_CONTAINER = ("JO", "JF", "T2", "JA", "BT")
_AUTHORS = ("AU", "A1")
_DATES = ("PY", "Y1", "DA")


def entries_of_ris(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The line, kind and fields of each entry; a field that an entry lacks is left out."""
    record: dict[str, list[str]] = {}
    begin, last = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        match = RIS_LINE.match(line.rstrip())
        if match is None:
            # A long text may go on in lines without a tag.
            if last and line.strip():
                record[last][-1] += " " + line.strip()
            continue
        tag, value = match[1], match[2].strip()
        if tag == "TY":
            record, begin = {"TY": [value]}, number
        elif tag == "ER":
            if record:
                yield begin, *_entry(record)
            record, tag = {}, ""
        elif record:
            record.setdefault(tag, []).append(value)
        last = tag if tag in record else ""
    if record:
        yield begin, *_entry(record)


def _entry(record: Mapping[str, list[str]]) -> tuple[str, dict[str, str]]:
    def first(*tags: str) -> str:
        values = chain.from_iterable(record.get(tag, ()) for tag in tags)
        return _one_line(next(filter(None, values), ""))

    kind = _KINDS.get(first("TY").upper(), "misc")
    place = "booktitle" if kind in ("inproceedings", "incollection") else "journal"
    fields = {name: first(*tags) for name, tags in _PLAIN.items()}
    authors = chain.from_iterable(record.get(tag, ()) for tag in _AUTHORS)
    fields["author"] = " and ".join(_one_line(name).rstrip(",") for name in authors if name)
    fields[place] = first(*_CONTAINER)
    fields["pages"] = "--".join(filter(None, (first("SP"), first("EP"))))
    year = re.search(r"\b\d{4}\b", first(*_DATES))
    fields["year"] = year[0] if year else ""
    fields["doi"] = re.sub(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", "", first("DO"), flags=re.IGNORECASE)
    fields["keywords"] = ", ".join(_one_line(word.replace(",", " ")) for word in record.get("KW", ()) if word)
    return kind, {name: value for name, value in fields.items() if value}


def _one_line(text: str) -> str:
    """The text on one line without the characters that mean something to BibTeX."""
    return " ".join(re.sub(r"[{}\\]", "", text).split())
