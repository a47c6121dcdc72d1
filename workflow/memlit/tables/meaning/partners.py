"""Heads that are not known alone and are told by what stands beside them in their table.

Those that the vocabulary knows as a pair, `V_p/V_d`, where they stand apart, are told by each other; `Resistance` is
told by cells that name both states, `10 kΩ (LRS) / 1 MΩ (HRS)`.
"""

from collections.abc import Iterable, Iterator

from memlit.field import Vocabulary, parameters_of_states, split_header, state_of
from memlit.field.roles import STATE_WORD
from printed.tables.model import TableView

_OF_BOTH_STATES = {"r_on": "state_resistance", "g_on": "state_conductance"}


def with_partners(vocabulary: Vocabulary, heads: Iterable[str]) -> Vocabulary:
    """The vocabulary with the meaning of two heads of one table, at least one of which is not known alone."""
    printed: dict[str, list[str]] = {}
    for text in heads:
        printed.setdefault(_letters(split_header(text).base), []).append(text.strip())
    told: dict[str, str] = {}
    for halves, parts in _pairs(vocabulary):
        texts = [printed.get(_letters(half), []) for half in halves]
        if not all(texts) or all(vocabulary.match_header(text) for found in texts for text in found):
            continue
        for found, name in zip(texts, parts, strict=True):
            told.update(dict.fromkeys(found, name))
    return vocabulary.with_told({**told, **vocabulary.told}) if told else vocabulary


def with_states(vocabulary: Vocabulary, view: TableView) -> Vocabulary:
    """The vocabulary with the meaning of heads such as `Resistance` over, or beside, cells that name both states."""
    over = [(view.head(0, col), view.column(col)[1:]) for col in range(1, view.n_cols)]
    beside = [(view.head(row, 0), view.row(row)[1:]) for row in range(1, view.n_rows)]
    told: dict[str, str] = {}
    for head, cells in (*over, *beside):
        both = parameters_of_states(split_header(head).base)
        name = _OF_BOTH_STATES.get(both[0]) if both is not None else None
        if name is not None and any(map(_names_both_states, cells)) and vocabulary.match_header(head) is None:
            told[head.strip()] = name
    return vocabulary.with_told({**told, **vocabulary.told}) if told else vocabulary


def _names_both_states(text: str) -> bool:
    return {state_of(word) for word in STATE_WORD.findall(text)} == {0, 1}


def _pairs(vocabulary: Vocabulary) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """The two halves of each phrase of one word that names two parameters, with these."""
    for entry in vocabulary.combined:
        for phrase in (*entry.header, *entry.header_contains):
            halves = phrase.split("/")
            if len(entry.parts) == 2 and len(halves) == 2 and " " not in phrase:
                yield halves, tuple(entry.parts)


def _letters(text: str) -> str:
    return text.replace("_", "").replace(" ", "").casefold()
