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


def said_of_table(table: str) -> str:
    """What is said of a table, by its name in ids: its values, and what is said of it later, rest on it."""
    return f"table {table}"


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
    if place.kind == "table":
        needed.append(said_of_table(datum.id.rpartition("/")[0]))
    return needed + [word_name(head) for head in datum.printed.headers]
