"""Proposers: plug-ins that say where a value may stand. Off by default; a proposal never counts before it is signed.

The built-in rules propose what `memlit.passages` finds. A language model is another proposer: it gets the text of one
page and answers with quotations. memlit looks for each quotation on the page, reads the value in it itself, and drops
what is not printed there; the answer is text, never markup and never preselected.

    MEMLIT_MODEL_ADDRESS=http://127.0.0.1:8080/v1  MEMLIT_MODEL_NAME=...  [MEMLIT_MODEL_KEY=...]  memlit desk

A proposer that the person set up is asked about one page; what it says is checked against the page.
"""

import http.client
import json
import os
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from memlit.desk.read.quotations import find_quotation
from memlit.desk.serve.answer import Answer, Message, Routes, as_json
from memlit.desk.session import Review
from memlit.documents.pdf.opened import opened, page_text
from memlit.errors import NetworkError
from memlit.vocabulary import Vocabulary

ADDRESS, NAME, KEY = "MEMLIT_MODEL_ADDRESS", "MEMLIT_MODEL_NAME", "MEMLIT_MODEL_KEY"
MOST_BYTES = 1_000_000
SECONDS = 60.0
MOST_TEXT = 60_000
MOST_PROPOSALS = 50
LONGEST = 600
LOOPBACK = ("127.0.0.1", "localhost", "::1")
QUESTION = (
    "Below is the text of a page of a paper about memristive devices. List the values it states of these parameters: "
    "{parameters}. Answer with JSON alone: a list of objects with the texts quotation (the sentence, copied exactly), "
    "value (the number with its unit, copied exactly out of the quotation), parameter and device."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the model of the person's choice answers. The key is kept here and nowhere else."""

    address: str
    model: str
    key: str

    def as_plain(self) -> dict[str, str]:
        """What the page tells of it: where the text of a page would go."""
        return {"address": self.address, "model": self.model}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that the model named: where it stands word for word, its number, and whose it is said to be."""

    quotation: str
    text: str
    parameter: str
    device: str

    def as_plain(self) -> dict[str, str]:
        """The proposal as the page takes it."""
        return {"quotation": self.quotation, "text": self.text, "parameter": self.parameter, "device": self.device}


def settings(environment: Mapping[str, str] = os.environ) -> Settings | None:
    """The model that the environment names, None where it names none."""
    address = environment.get(ADDRESS, "").rstrip("/")
    return Settings(address, environment.get(NAME, ""), environment.get(KEY, "")) if address else None


def text_of(path: Path, page: str) -> str:
    """The text of one page of a PDF, for the reader process."""
    number = int(page) if page.isdecimal() else 1
    with opened(path) as document:
        return page_text(document[number - 1])[:MOST_TEXT]


def ask(text: str, vocabulary: Vocabulary, found: Settings | None = None) -> list[Proposal]:
    """What the model proposes for a text. Raises NetworkError where it is not set up or does not answer as agreed."""
    found = found or settings()
    if found is None:
        raise NetworkError(ADDRESS, "is not set", "name the address of a model, or do without")
    names = ", ".join(name for name, one in vocabulary.parameters.items() if not one.is_text)
    body = {
        "model": found.model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": QUESTION.format(parameters=names)},
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
    return list(_proposals(listed if isinstance(listed, list) else [], vocabulary))[:MOST_PROPOSALS]


def _proposals(listed: Iterable[Any], vocabulary: Vocabulary) -> Iterable[Proposal]:
    for item in listed:
        if not isinstance(item, dict):
            continue
        texts = {name: item.get(name) for name in ("quotation", "value", "parameter", "device")}
        if not all(isinstance(text, str) and 0 < len(text) <= LONGEST for text in texts.values()):
            continue
        quotation, text, parameter, device = (" ".join(str(text).split()) for text in texts.values())
        if parameter in vocabulary.parameters and text in quotation:
            yield Proposal(quotation, text, parameter, device)


def _posted(found: Settings, body: bytes) -> bytes:
    """One request, without redirects, at most a minute and a megabyte."""
    parts = urlsplit(found.address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or (parts.scheme == "http" and host not in LOOPBACK) or parts.username:
        raise NetworkError(
            ADDRESS, "is no https address and none of this machine", "write https://..., without a name in it"
        )
    deadline = time.monotonic() + SECONDS
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            host, parts.port, timeout=SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=SECONDS)
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {found.key}"} if found.key else {})}
    try:
        connection.request("POST", f"{parts.path}/chat/completions", body, headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise NetworkError(found.address, f"answers {answer.status}", "see the address and the model's name")
        content = b""
        while chunk := answer.read1(65_536):
            content += chunk
            if len(content) > MOST_BYTES:
                raise NetworkError(found.address, "answers with more than a megabyte", "try again, or another model")
            if time.monotonic() > deadline:
                raise TimeoutError
            if connection.sock is not None:
                connection.sock.settimeout(max(0.1, deadline - time.monotonic()))
        return content
    except TimeoutError:
        raise NetworkError(found.address, f"takes longer than {SECONDS:g} s", "try again, or another model") from None
    except (OSError, http.client.HTTPException) as error:
        raise NetworkError(
            found.address, f"does not answer ({type(error).__name__})", "start it, or see its address"
        ) from None
    finally:
        connection.close()


class Proposals:
    """Nothing of a proposal is taken unasked."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def routes(self) -> Routes:
        """The one path that asks the model. An answer may take a minute and holds up nothing else."""
        return Routes(posts={"propose": self._propose}, beside=frozenset({"propose"}))

    def _propose(self, message: Message) -> Answer:
        key = self.review.entry(str(message["key"])).key
        file = self.review.document(key, str(message["file"]))
        text = self.review.pages.call(file.name, text_of, file, str(message.get("page") or ""))
        kept, refused = [], 0
        for one in ask(text, self.review.vocabulary()):
            places = self.review.pages.call(file.name, find_quotation, file, one.quotation)
            if places and one.text in one.quotation:
                kept.append({**one.as_plain(), **places[0], "file": file.name})
            else:
                refused += 1
        return as_json({"proposals": kept, "refused": refused})
