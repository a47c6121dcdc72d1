"""The field's parameters, units, and the words that tables print for them (config/vocabulary.yaml).

`units` (the one table of units, and reading one in a text), `declared` (those that a vocabulary adds), `header` (a
printed header taken apart), `model` (the file, and the parameter that a header means).
"""

from memlit.vocabulary.header import read_header_unit, split_header, words_of
from memlit.vocabulary.model import OF_ROLE, ROLES, HeaderMatch, Parameter, Vocabulary, load_vocabulary, role_of
