"""Quantities as the field prints them: one function, `read_quantities`.

`spelling` (one spelling of a text), `concepts` and `context` (what a header says), `cut` (into tokens), `joined` (into
entries), `convert` (to SI), `read` (the flow of all). `parameters` checks a vocabulary, `model` prints too.
"""

from memlit.quantities.model import Quantity
from memlit.quantities.read import read_quantities
