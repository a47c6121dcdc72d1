"""Proposers: plug-ins that say where a value may stand. Off by default; a proposal never counts before it is signed.

The built-in rules propose what `memlit.passages` finds. A language model is another proposer: it gets the text of one
page and answers with quotations. memlit looks for each quotation on the page, reads the value in it itself, and drops
what is not printed there; the answer is text, never markup and never preselected.

    MEMLIT_MODEL_ADDRESS=http://127.0.0.1:8080/v1  MEMLIT_MODEL_NAME=...  [MEMLIT_MODEL_KEY=...]  memlit desk

A proposer that the person set up is asked about one page; what it says is checked against the page.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from memlit.config import FieldOfScience
from memlit.desk.read.quotations import find_quotation
from memlit.desk.session import DeskPart
from memlit.errors import NetworkError
from memlit.fetching.http import RequestLimits, post
from memlit.field import Vocabulary
from printedpages.pdf.document import Document

ADDRESS, NAME, KEY = "MEMLIT_MODEL_ADDRESS", "MEMLIT_MODEL_NAME", "MEMLIT_MODEL_KEY"
_MOST_BYTES = 1_000_000
_SECONDS = 60.0
MOST_TEXT = 60_000
MOST_PROPOSALS = 50
_LONGEST = 600
QUESTION = (
    "Below is the text of a page of a paper about {subject}. List the values it states of these parameters: "
    "{parameters}. Answer with JSON alone: a list of objects with the texts quotation (the sentence, copied exactly), "
    "value (the number with its unit, copied exactly out of the quotation), parameter and {item}."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the model of the person's choice answers. The key is kept here and nowhere else."""

    address: str
    model: str
    key: str


@dataclass(frozen=True, slots=True)
class ValueProposal:
    """A value that the model named: where it stands word for word, its number, and whose it is said to be."""

    quotation: str
    text: str
    parameter: str
    device: str


def settings(environment: Mapping[str, str] = os.environ) -> Settings | None:
    """The model that the environment names, None where it names none."""
    address = environment.get(ADDRESS, "").rstrip("/")
    return Settings(address, environment.get(NAME, ""), environment.get(KEY, "")) if address else None


def text_of(path: Path, page: int) -> str:
    """The text of one page of a PDF, for the reader process."""
    with Document.open(path) as document:
        return document.page(page).plain_text[:MOST_TEXT]


def ask_model(
    text: str, vocabulary: Vocabulary, field: FieldOfScience, found: Settings | None = None
) -> list[ValueProposal]:
    """What the model proposes for a text. Raises NetworkError where it is not set up or does not answer as agreed."""
    found = found or settings()
    if found is None:
        raise NetworkError(ADDRESS, "is not set", "name the address of a model, or do without")
    names = ", ".join(name for name, one in vocabulary.parameters.items() if not one.is_text)
    body = {
        "model": found.model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": QUESTION.format(subject=field.subject, item=field.item, parameters=names)},
            {"role": "user", "content": text[:MOST_TEXT]},
        ],
    }
    answer = _posted(found, json.dumps(body).encode("utf-8"))
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
        listed = json.loads(content[content.index("[") : content.rindex("]") + 1])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise NetworkError(
            found.address, "answers with something else than a list", "try again, or another model"
        ) from None
    return list(_proposals(listed if isinstance(listed, list) else [], vocabulary, field.item))[:MOST_PROPOSALS]


def _proposals(listed: Iterable[Any], vocabulary: Vocabulary, item: str) -> Iterable[ValueProposal]:
    for one in listed:
        if not isinstance(one, dict):
            continue
        texts = {name: one.get(name) for name in ("quotation", "value", "parameter", item)}
        if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in texts.values()):
            continue
        quotation, text, parameter, device = (" ".join(str(text).split()) for text in texts.values())
        if parameter in vocabulary.parameters and text in quotation:
            yield ValueProposal(quotation, text, parameter, device)


def _posted(found: Settings, body: bytes) -> bytes:
    """One request, without redirects, at most a minute and a megabyte."""
    if urlsplit(found.address).username:
        raise NetworkError(ADDRESS, "is no https address alone", "write it without a name in it")
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {found.key}"} if found.key else {})}
    return post(f"{found.address}/chat/completions", body, headers, RequestLimits(seconds=_SECONDS, bytes=_MOST_BYTES))


class Proposals(DeskPart):
    """Nothing of a proposal is taken unasked. The answer may take a minute."""

    beside = frozenset({"propose"})

    def post_propose(self, key: str, file: str, page: int) -> Any:
        """What the model proposes for a page, as far as the page prints it."""
        path = self.review.document(key, file)
        text = self.review.pages.call(file, text_of, path, page)
        kept, refused = [], 0
        for one in ask_model(text, self.review.vocabulary(), self.review.field):
            places = self.review.pages.call(file, find_quotation, path, one.quotation)
            if places and one.text in one.quotation:
                kept.append({**asdict(one), **places[0], "file": file})
            else:
                refused += 1
        return {"proposals": kept, "refused": refused}
