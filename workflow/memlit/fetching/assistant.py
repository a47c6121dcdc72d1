"""A language model behind an OpenAI-compatible address: messages there, one reply back, and to nowhere else.

No proxy of the environment, no redirect, no other host; the reply is bounded in time and size. Nothing is tried again:
what a service refuses is one line.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import httpx

from memlit.errors import NetworkError
from memlit.fetching.http import is_loopback, shown_url

LARGEST_REPLY = 2_000_000
"""Bytes; the answers to the tables of a long review are a tenth of it."""
LONGEST_REPLY = 900.0
"""Seconds until the reply is whole: a model on a laptop writes a few words a second."""
_REMEDIES = {
    401: "set the key that the host gave you, MEMLIT_ASK_KEY",
    404: "check the address (it ends in /v1 for most servers) and the name of the model",
    413: "ask a model that takes longer questions",
    429: "wait, then ask again; what was answered is kept",
}


class Message(TypedDict):
    """One message of a conversation. role: `system`, `user` or `assistant`."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Assistant:
    """A model at an address such as http://localhost:11434/v1. key: of the host, sent to it alone; empty for none."""

    host: str
    model: str
    key: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the address is of this machine; what a server there passes on, nobody can promise."""
        return is_loopback(self.host)


def reply(assistant: Assistant, messages: Sequence[Message], transport: httpx.BaseTransport | None = None) -> str:
    """The text of the model's reply. transport: of httpx, for tests.

    Raises NetworkError for an address that is neither https nor of this machine, a redirect, any status but 200,
    silence, a reply that is too large, too slow, or none of a model.
    """
    url = f"{assistant.host.rstrip('/')}/chat/completions"
    if not url.startswith("https://") and not (url.startswith("http://") and assistant.is_here):
        raise NetworkError(shown_url(url), "is no https address", "write https://, or an address of this machine")
    told = {"model": assistant.model, "messages": list(messages), "temperature": 0, "stream": False}
    headers = {"Authorization": f"Bearer {assistant.key}"} if assistant.key else {}
    deadline = time.monotonic() + LONGEST_REPLY
    body = b""
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, transport=transport, timeout=LONGEST_REPLY) as client,
            client.stream("POST", url, json=told, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise _refused(url, response)
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LARGEST_REPLY or time.monotonic() > deadline:
                    raise NetworkError(shown_url(url), "sends too much, or too slowly", "ask another model")
    except httpx.TimeoutException:
        raise NetworkError(shown_url(url), f"sent nothing for {LONGEST_REPLY:g} s", "ask a faster model") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        problem = f"cannot be reached ({error or type(error).__name__})"
        raise NetworkError(shown_url(url), problem, "start the server, or check the address") from None
    return _text_of(url, body)


def _refused(url: str, response: httpx.Response) -> NetworkError:
    if response.is_redirect:
        return NetworkError(shown_url(url), "sends elsewhere; nothing is sent there", "name the right address")
    remedy = _REMEDIES.get(response.status_code, "see the log of the server, then ask again")
    return NetworkError(shown_url(url), f"answers with status {response.status_code}", remedy)


def _text_of(url: str, body: bytes) -> str:
    """The text in the first choice of a reply."""
    try:
        plain: Any = json.loads(body)
        text = plain["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        text = None
    if not isinstance(text, str):
        problem = "sends no reply of a model"
        raise NetworkError(shown_url(url), problem, "check the address: it is that of an OpenAI-compatible server")
    return text
