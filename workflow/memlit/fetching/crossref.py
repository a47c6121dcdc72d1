"""An entry's fields from the Crossref REST API (api.crossref.org/works/DOI), as plain text."""

import html
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Any

from memlit.config import Network
from memlit.errors import LibraryError, NetworkError
from memlit.fetching.http import StatusError, get_json, shown_url

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}\\]+")
_KINDS = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "book-chapter": "incollection",
    "book": "book",
    "monograph": "book",
    "report": "techreport",
    "dissertation": "phdthesis",
}


def doi_in(text: str) -> str | None:
    """The DOI in `text`, which is a DOI alone, after `doi:` or in an address of doi.org; otherwise None."""
    plain = re.sub(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", "", text.strip(), flags=re.I)
    return plain.rstrip(".,;") if _DOI.fullmatch(plain) else None


def look_up(doi: str, network: Network) -> tuple[str, dict[str, str]]:
    """Kind and fields of the entry of `doi`.

    Raises LibraryError for a DOI that Crossref does not know, NetworkError if Crossref cannot be reached.
    """
    url = f"{network.crossref.rstrip('/')}/works/{urllib.parse.quote(doi, safe='')}"
    try:
        answer = get_json(url, network.contact)
    except StatusError as error:
        if error.status == 404:
            raise LibraryError(doi, "is not a DOI that Crossref knows", "check it, or add a BibTeX entry") from None
        raise
    message = answer.get("message") if isinstance(answer, Mapping) else None
    if not isinstance(message, Mapping):
        raise NetworkError(shown_url(url), "sends JSON without a message", "add a BibTeX entry by hand")
    return entry_of_work(message, doi)


def entry_of_work(message: Mapping[str, Any], doi: str) -> tuple[str, dict[str, str]]:
    """Kind and fields of a Crossref work; missing fields, and those of another form, are left out."""
    kind = _KINDS.get(_text(message.get("type")), "misc")
    place = "booktitle" if kind in {"inproceedings", "incollection"} else "journal"
    fields = {
        "author": " and ".join(_names(message.get("author"))),
        "title": _first(message.get("title")),
        place: _first(message.get("container-title")),
        "volume": _text(message.get("volume")),
        "number": _text(message.get("issue")),
        "pages": _text(message.get("page")) or _text(message.get("article-number")),
        "year": _year(message),
        "publisher": _text(message.get("publisher")) if kind != "article" else "",
        "doi": doi,
    }
    return kind, {name: value for name, value in fields.items() if value}


def _text(value: object) -> str:
    """One line without markup and braces."""
    if not isinstance(value, str):
        return ""
    plain = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", value))
    return " ".join(re.sub(r"[{}\\]", "", plain).split())


def _first(value: object) -> str:
    return _text(value[0]) if isinstance(value, list) and value else ""


def _names(value: object) -> Iterator[str]:
    for person in value if isinstance(value, list) else ():
        if isinstance(person, Mapping):
            family, given, group = (_text(person.get(part)) for part in ("family", "given", "name"))
            if name := ", ".join(filter(None, (family, given))) if family else group and f"{{{group}}}":
                yield name


def _year(message: Mapping[str, Any]) -> str:
    for name in ("published-print", "issued", "published-online", "published"):
        parts = message.get(name)
        dates = parts.get("date-parts") if isinstance(parts, Mapping) else None
        if isinstance(dates, list) and dates and isinstance(dates[0], list) and dates[0]:
            year = dates[0][0]
            if isinstance(year, int) and 1000 <= year <= 9999:
                return str(year)
    return ""
