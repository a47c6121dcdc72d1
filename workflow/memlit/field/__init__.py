"""The words, units and habits of one field of science: what another field would bring in a folder of its own.

The parameters and the words of their heads are data (config/vocabulary.yaml). Here stands what reads that file, and
what no review changes, a file for each kind of knowledge:

- `parameters`: what a parameter is, and what a header may mean. `vocabulary`: the file, and the match of a header.
- `declared`: units that a vocabulary adds to the one table (printed.units).
- `roles`: what raises and what lowers, reads and erases, and the two states: in heads, beside numbers, as indices.
- `words`: statistics, remarks, conditions, what is counted, chemical formulas and names of layers.
- `head_meanings`: the dimension that the words of any head mean, and the unit of a bare number under it.
- `citation_marks`: how the number of a cited work is printed.
- `codes`: the words that published tables use as codes: sets, roles, whose number a value is.
- `doubts`: where a print has more than one reading, by what is possible for a device.

Of no field in particular: `header`, a printed header taken apart.

What checks the file is loaded when it is first used: a reader process needs the words of a header alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from memlit.field.header import read_header_unit, split_header, words_of
from memlit.field.roles import OF_ROLE, ROLE_OF_WORD, parameters_of_states, role_of, state_of

if TYPE_CHECKING:
    from memlit.field.parameters import HeaderMatch, Parameter
    from memlit.field.vocabulary import Vocabulary, load_vocabulary


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(import_module("memlit.field.vocabulary"), name)
