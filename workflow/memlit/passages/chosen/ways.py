"""The ways in which a value of a sentence gets its parameter, in the order in which they are tried."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from memlit.datum import RivalParameter, note_text
from memlit.field import Parameter, Vocabulary
from memlit.passages.chosen.by_operation import measures_a_state, of_operation
from memlit.passages.chosen.by_words import OF_A_ROLE, Choice, choose_term, fits, is_plausible
from memlit.passages.chosen.no_device.compared import is_spread_of
from memlit.passages.chosen.not_a_device_value import says_nothing
from memlit.passages.chosen.sentence_place import SentencePlace, si_unit_of
from memlit.passages.chosen.without_words import (
    by_unit_alone,
    by_unit_itself,
    by_what_is_beside,
    is_of_cells,
    of_clause,
    of_purpose,
)
from memlit.passages.sentences.numbers import NumberGroup
from memlit.passages.sentences.roles import with_role
from memlit.passages.sentences.spelling import Working
from memlit.passages.sentences.terms import Term
from memlit.quantities import Quantity, read_quantities
from printed.documents.blocks.model import Block
from printed.ordered_rules import first_answer

UNIT_ALONE = "by_unit_alone"
"""Flag of a value that no word of the vocabulary names."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words and numbers.

    named: words of the vocabulary in it; above: in what stands over its list; by_unit: groups of numbers by unit.
    paired: words by the start of their number, by unit, where names and values stand in order.
    """

    block: Block
    working: Working
    named: Sequence[Term]
    above: Sequence[Term]
    by_unit: Mapping[str, list[NumberGroup]]
    paired: Mapping[str, dict[int, Term]]
    vocabulary: Vocabulary


@dataclass(frozen=True)
class StatedValue:
    """A quantity of a sentence, the piece of its group that it was read from, and all that was read with it."""

    sentence: Sentence
    group: NumberGroup
    piece: NumberGroup
    quantity: Quantity
    together: Sequence[Quantity]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return self.sentence.working.text

    @property
    def unit(self) -> str:
        """The SI unit; `1` where the value has none."""
        return si_unit_of(self.quantity)

    @property
    def place(self) -> SentencePlace:
        """Where the group stands."""
        return SentencePlace(self.text, self.group, self.quantity)

    @property
    def others(self) -> Sequence[NumberGroup]:
        """All groups of the sentence that have a value of this unit."""
        return self.sentence.by_unit[self.unit]

    @property
    def known(self) -> Mapping[str, Parameter]:
        """The parameters of the vocabulary by name."""
        return self.sentence.vocabulary.parameters

    @cached_property
    def choice(self) -> Choice | None:
        """The word that is nearest to the value."""
        return choose_term(self.text, self.piece, self.sentence.named, self.others, self.quantity)

    def with_role(self, parameter: Parameter) -> Parameter:
        """The parameter of the role that the sentence gives the value, else the parameter itself."""
        return with_role(self.text, self.piece, self.others, parameter, self.known)

    def specific(self, parameter: Parameter, words: str = "") -> Parameter:
        """The specific parameter where a common one was found: by the operation, or one state and no range of them."""
        name = of_operation(self.text, self.piece, self.others, parameter.name)
        is_of_range = self.quantity.kind == "range" or "range" in words.casefold()
        name = "state_conductance" if name == "conductance_range" and not is_of_range else name
        return self.known.get(name, parameter)

    def read_as(self, parameter: Parameter) -> Quantity | None:
        """The quantity read anew as the parameter's, so that bare counts and kelvins are what they are there."""
        again = read_quantities(self.text[self.group.start : self.group.tail], parameter=parameter)
        if len(again) != len(self.together):
            return self.quantity
        found = again[list(self.together).index(self.quantity)]
        return found if found.kind != "none" else None


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value with its parameter, the words that name it, and flags; without a quantity it is not to be taken."""

    parameter: Parameter
    quantity: Quantity | None
    flags: tuple[str, ...] = ()
    words: str = ""


def name_value(value: StatedValue) -> NamedValue | None:
    """What the first way that knows a value's parameter says of it; None where none knows it."""
    return first_answer(WAYS, value)


def paired_unit(quantity: Quantity) -> str:
    """The unit by which values are paired with names; `per bit` stands behind the last energy alone."""
    return si_unit_of(quantity).removesuffix("/bit")


def _by_unit_itself(value: StatedValue) -> NamedValue | None:
    """`40 pulses`, `2 nJ per spike`."""
    parameter = value.known.get(by_unit_itself(value.text, value.quantity) or "")
    if parameter is None:
        return None
    again = value.read_as(parameter)
    is_taken = again is not None and is_plausible(again, parameter)
    return NamedValue(parameter, again if is_taken else None, (UNIT_ALONE,))


def _in_order(value: StatedValue) -> NamedValue | None:
    """`A and B are 1 % and 2 %, respectively`."""
    pairs = value.sentence.paired[paired_unit(value.quantity)]
    term = pairs.get(value.piece.start)
    return None if term is None else _of_term(value, term, ("respectively",))


def _above_its_list(value: StatedValue) -> NamedValue | None:
    """`Endurance:` above `FeRAM: 10^9 cycles`."""
    if value.choice is not None or (value.group.is_bare and "^" not in value.place.printed):
        return None
    for term in value.sentence.above:
        parameter = term.parameter
        if fits(term, value.unit) and not parameter.generic and is_plausible(value.quantity, parameter):
            again = value.read_as(parameter) or value.quantity
            return NamedValue(parameter, again, ("named_above",), value.sentence.block.lead)
    return None


def _beside(value: StatedValue) -> NamedValue | None:
    """`80 nm of Pt`, and amplitude and width in `1.5 V, 10 µs`, where no word says more."""
    if value.choice is not None and _says_more(value.choice.term, value.group):
        return None
    name = of_purpose(value.text, value.unit) or by_what_is_beside(value.place, value.sentence.by_unit)
    parameter = value.known.get(name or "")
    if parameter is None:
        return None
    return NamedValue(value.specific(value.with_role(parameter)), value.quantity, (UNIT_ALONE,))


def _by_unit_alone(value: StatedValue) -> NamedValue | None:
    """`3 pJ per operation`, where no word names it."""
    if value.choice is not None:
        return None
    parameter = value.known.get(by_unit_alone(value.place) or "")
    if parameter is None or says_nothing(value.quantity, parameter):
        return None
    return NamedValue(parameter, value.quantity, (UNIT_ALONE,))


def _by_words(value: StatedValue) -> NamedValue | None:
    """`The endurance exceeds 10^9 cycles`."""
    if value.choice is None:
        return None
    term, rival = value.choice.term, value.choice.rival
    is_of_others = term.parameter.name == "n_bits" and term.weak and not is_of_cells(value.place)
    if is_of_others or (value.unit != "1" and is_spread_of(value.text, term.start)):
        return NamedValue(term.parameter, None)
    flags = []
    if term.weak:
        flags.append("common_word")
    if rival is not None:
        flags.append(note_text(RivalParameter(rival.parameter.name)))
    return _of_term(value, term, tuple(flags))


NamingWay = Callable[[StatedValue], NamedValue | None]
WAYS: tuple[NamingWay, ...] = (_by_unit_itself, _in_order, _above_its_list, _beside, _by_unit_alone, _by_words)


def _of_term(value: StatedValue, term: Term, flags: tuple[str, ...]) -> NamedValue:
    """A value of the parameter that a term names, in its role and its clause."""
    parameter = value.with_role(term.parameter)
    if term.weak:
        parameter = value.known.get(of_clause(value.text, value.group, parameter.name), parameter)
    if term.weak or measures_a_state(value.text, value.piece):
        parameter = value.specific(parameter, value.text[term.start : term.end])
    again = value.read_as(parameter)
    is_taken = again is not None and is_plausible(again, parameter) and not says_nothing(again, parameter)
    return NamedValue(parameter, again if is_taken else None, flags, value.text[term.start : term.end])


def _says_more(term: Term, group: NumberGroup) -> bool:
    """Whether words say more of a value than that it stands beside the other part of its pulse."""
    is_of_a_role = term.parameter.name in OF_A_ROLE and term.end <= group.start
    return not term.weak or is_of_a_role or term.parameter.name == "read_voltage"
