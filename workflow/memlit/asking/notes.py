"""Footnotes of a table: the marks in a print, the notes that begin with them, and what a note says of a parameter."""

import re

from memlit.field import Vocabulary

_RAISED_MARK = re.compile(r"<sup>\s*([a-z]|[*†‡§¶#]+)\s*</sup>|\^\{?([a-z*†‡§#])\}?")
_MARKS_AT_END = (re.compile(r"([*†‡§¶#]+)\s*$"), re.compile(r"[)\]]([a-z])(?:\s|$)"))
_NOTE = re.compile(r"^\s*(?:<sup>)?\^?\(?\{?([a-z]|[*†‡§¶#]+|\d{1,2})\}?\)?(?:</sup>)?[\s:.)]+(?=\S)")
_NEXT_NOTE = re.compile(r"(?<=[.;])\s+(?=<sup>\s*(?:[a-z]|[*†‡§¶#]+)\s*</sup>)")
_CLAUSE_ENDS = re.compile(r"[,;:.]|\b(?:at|of|for|where|which|when)\b")


def note_marks(text: str) -> tuple[str, ...]:
    """Footnote marks at the end of a printed text, as in `(V)^a`, `60 pJ*`, `4,700<sup>c</sup>`."""
    found = [tagged or caret for tagged, caret in _RAISED_MARK.findall(text)]
    for pattern in _MARKS_AT_END:
        mark = pattern.search(text)
        if mark is not None:
            found.append(mark.group(1))
    return tuple(dict.fromkeys(found))


def notes_for(marks: tuple[str, ...], notes: tuple[str, ...]) -> tuple[str, ...]:
    """The notes under the table that begin with one of the marks; a line may hold several."""
    found = []
    for note in (note for line in notes for note in _NEXT_NOTE.split(line)):
        head = _NOTE.match(note)
        if head is not None and head.group(1) in marks:
            found.append(note)
    return tuple(found)


def meaning_from_notes(name: str, notes: tuple[str, ...], vocabulary: Vocabulary) -> str | None:
    """A more exact parameter that a footnote names for a generic header, e.g. that the voltage is a read voltage."""
    parameter = vocabulary.parameters[name]
    if not parameter.generic:
        return None
    clauses = [clause for note in notes for clause in _CLAUSE_ENDS.split(_NOTE.sub("", note))]
    for clause in clauses:
        match = vocabulary.match_header(clause)
        if match is None or len(match.parts) != 1 or match.parts[0] == name:
            continue
        if vocabulary.parameters[match.parts[0]].unit == parameter.unit:
            return match.parts[0]
    return None
