"""How far each paper itself was read. What nobody read is never told as not printed."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from memlit.datum import ReconciledDocument
from memlit.field.codes import ABSTRACT_OR_CAPTION, FULL_TEXT, NOT_JUDGED, NOT_SEEN

_IN_PART = re.compile(r"abstract|title|(?:fig\w*[- ])?caption(?: of .*)?", re.IGNORECASE)
"""A place that the page of an abstract or of a single figure shows: 'abstract', 'fig5-caption', 'caption of Fig. 2h'.
A caption with a page before it ('p. 5, caption Fig. 2') was read in the paper."""
_OF_A_NAME = "name of the device"
"""The place of what is known of a device by its name alone, which says nothing of how its paper was read."""


def how_read(readings: pd.DataFrame, documents: Iterable[ReconciledDocument]) -> dict[str, str]:
    """How far each document was read, by its key; papers without a document of their own are not in it.

    readings: columns `document` and `place`, of readings of any status. A document whose record nobody accepted waits.
    """
    places = dict(readings.dropna(subset=["place"]).groupby("document")["place"].agg(set))
    return {document.key: _of_document(document, places) for document in documents}


def _of_document(document: ReconciledDocument, places: Mapping[str, set[str]]) -> str:
    if document.status == "new":
        return NOT_JUDGED
    named = places.get(document.key, set()) - {_OF_A_NAME}
    if document.looked_for or document.pages or not all(_IN_PART.fullmatch(place) for place in named):
        return FULL_TEXT
    return ABSTRACT_OR_CAPTION if named else NOT_SEEN
