"""Quantities as the field prints them: one function, `read_quantities`.

`spelling` (one spelling of a text), `context` (what a header says), `cut` (into tokens), `joined` (into entries),
`absent` (no value at all), `convert` (to SI), `read` (the flow of all). `parameters` checks a vocabulary, `model`
prints too.

The reader is loaded when it is first used: the start of a run, and most rules, need the spelling alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memlit.quantities.model import Quantity
    from memlit.quantities.read import read_quantities

_PLACES = {"Quantity": "model", "read_quantities": "read"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
