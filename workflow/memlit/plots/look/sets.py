"""Measured sets and their reads by names that a reader knows: the authors, and what lay before a read."""

import re
from collections.abc import Callable

from memlit.library import Library

READS = {"prebake": "before the bake", "postbake": "after the bake", "newwrite": "written anew"}
"""Names of reads in the sets; digits after them are the temperature of the bake."""
_READ = re.compile(rf"\b({'|'.join(READS)})\d*\b")
SetName = Callable[[str], str]
"""The name of a set by the key of its document."""


def read_words(label: str) -> str:
    """`before the bake, kept` for prebake85, kept; another word stays."""
    words = _READ.sub(lambda found: READS[found[1]], label)
    return words.replace("after the bake over before", "after over before")


def when(read: str) -> str:
    """When a read was made, to stand in a sentence."""
    words = read_words(read)
    return f"at {read}" if words == read else words.replace("written", "when written")


def set_name(library: Library) -> SetName:
    """The names under which the library cites the sets."""
    return lambda key: library.entries[key].short_name if key in library.entries else key
