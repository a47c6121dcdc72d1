"""The field's parameters, units, and the words that tables print for them (config/vocabulary.yaml).

`units` (the one table of units, and reading one in a text), `declared` (those that a vocabulary adds), `header` (a
printed header taken apart), `model` (the file, and the parameter that a header means).

What checks the file is loaded when it is first used: a reader process needs the words of a header alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from memlit.field.header import read_header_unit, split_header, words_of

if TYPE_CHECKING:
    from memlit.field.model import OF_ROLE, ROLES, HeaderMatch, Parameter, Vocabulary, load_vocabulary, role_of


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(import_module("memlit.field.model"), name)
