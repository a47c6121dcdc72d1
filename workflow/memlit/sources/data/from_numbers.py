"""Numbers of sentences by their answers become data: of which parameter, of which device, whose."""

import functools
from collections.abc import Iterable, Sequence

from memlit.asking.model import Answer, NumberAnswer
from memlit.asking.refusals import misfit
from memlit.datum import NOT_NAMED, UNASSIGNED, Datum, How, OfACandidate, SaidHow, TableQuestion, note_text, parsed_note
from memlit.naming import device_id, slug
from memlit.passages import Find
from memlit.sources.attribution.reference_list import References, read_references
from memlit.sources.data.from_answers import PROPOSED, identity_said, with_answers
from memlit.sources.data.numbers_asked import number_questions, what_is_asked
from memlit.sources.data.supplied import Supplied

SENTENCES = "sentences"
"""What the numbers of sentences are called together where they are asked about."""
_NOBODYS = f"{UNASSIGNED}: answered, and nothing says whose it is"


def name_in_ids(file: Supplied) -> str:
    """What stands for the text of a file in the ids of its values."""
    return f"text-{slug(file.path.name)}"


def flags_once_assigned(flags: Iterable[str], how: How | None = None) -> tuple[str, ...]:
    """The flags of a value of the text whose device somebody named: what only helped to choose is left out.

    how: how it was come by, as it was said.
    """
    said = (note_text(SaidHow(how)),) if how else ()
    return (*(flag for flag in flags if not isinstance(parsed_note(flag), OfACandidate)), *said)


class AnsweredNumbers:
    """The answers to the numbers of a file by their names; moved: a line for each whose place is not found any more."""

    def __init__(self, numbers: Sequence[Find], file: Supplied) -> None:
        self.file = file
        self.answers: dict[str, Answer] = {}
        self.moved: list[str] = []
        self._refused: list[str] = []
        places = {what_is_asked(one): one.place for one in number_questions(numbers, file.path.name)}
        for one in file.answers:
            name = places.get(what_is_asked(one.question))
            if name is None:
                asked = f"{one.question.text!r} ({one.question.place})"
                self.moved.append(f"{file.path.name}: {asked} is not found where {one.by} answered it; answer it again")
            else:
                self.answers[name] = one

    @functools.cached_property
    def references(self) -> References:
        """The list of references of the file."""
        return read_references(self.file.document or self.file.path)

    def said_of(self, name: str) -> NumberAnswer | None:
        """What was answered of a number, None where nobody answered."""
        said = self.answers[name].answer if name in self.answers else None
        return said if isinstance(said, NumberAnswer) else None

    def datum_of(self, name: str, find: Find, candidate: Datum) -> Datum | None:
        """The value as it was answered, None where its print does not fit, or where it is said to be none.

        candidate: the value under the parameter that was answered, of no device yet.
        """
        answer, said = self.answers[name], self.said_of(name)
        assert said is not None
        if said.skip:
            return None if answer.is_accepted else candidate
        problem = misfit(find.quantity, self.file.vocabulary.parameters[candidate.parameter])
        if problem is not None:
            self._refused.append(f"{name} {find.printed!r}: {problem}")
            return None
        about = identity_said(said, self.file.folder.key, lambda: self.references, cites=True)
        waits = None if answer.is_accepted else f"{PROPOSED}: answered by {answer.by}, accepted by nobody"
        named = (NOT_NAMED,) if not said.device else ()
        datum = candidate.model_copy(
            update={
                "paper": about.paper,
                "device": device_id(said.device or ""),
                "tier": about.tier,
                "cited": about.cited,
                "pulse": said.transition,
                "flags": (*flags_once_assigned(candidate.flags), *about.flags, *named),
            }
        )
        # A pulse says itself to which transition it belongs.
        told = with_answers(datum, said.model_copy(update={"transition": None}), waits)
        return told.model_copy(update={"excluded": told.excluded or (None if about.paper else _NOBODYS)})

    def questions(self) -> tuple[TableQuestion, ...]:
        """What waits for a person, and what was answered and gave no value."""
        waiting = sorted({one.by for one in self.answers.values() if not one.is_accepted})
        if not waiting and not self._refused:
            return ()
        asked = TableQuestion(file=self.file.path.name, table=name_in_ids(self.file), label=SENTENCES)
        told = {"waits": bool(waiting), "answered_by": ", ".join(waiting) or None, "refused": tuple(self._refused)}
        return (asked.model_copy(update=told),)
