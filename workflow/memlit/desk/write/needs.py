"""Names of what a decision makes and a later one rests on, so that neither is left without the other."""

import re
from collections.abc import Mapping

from memlit.datum import Datum
from memlit.desk.write.journal import made_file
from memlit.field.header import split_header
from memlit.naming import READINGS_FILE, device_id, slug


def record_name(key: str) -> str:
    """The draft of a paper, on which its signature rests."""
    return f"draft {key}"


def head_name(key: str, file: str, text: str) -> str:
    """The meaning of a head of a table, on which the values below it rest."""
    return f"head {key}/{file} {_plain(text)}"


def word_name(text: str) -> str:
    """A word that the vocabulary was taught."""
    return f"word {split_header(text).base or _plain(text)}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def listed_name(key: str, row: Mapping[str, str]) -> str:
    """A listed value: the id of its datum, of which rows alike differ by a number at its end."""
    return f"listed {key}:{slug(row['place'])}/{device_id(row['device'])}/{row['parameter']}"


def needed_by_verdict(datum: Datum) -> list[str]:
    """What a verdict on a value rests on: its file or its line in the list, and what its heads mean."""
    place = datum.locator
    if place.file == READINGS_FILE:
        return [f"listed {re.sub(r'[.][0-9]+$', '', datum.id)}"]
    needed = [made_file(f"sources/{place.document}/{place.file}")]
    for head in datum.printed.headers:
        needed += [head_name(place.document, place.file, head), word_name(head)]
    return needed
