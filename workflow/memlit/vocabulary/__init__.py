"""The field's parameters and the words that tables print for them (config/vocabulary.yaml)."""

from memlit.vocabulary.header import read_header_unit, split_header, words_of
from memlit.vocabulary.load import load_vocabulary
from memlit.vocabulary.model import OF_ROLE, ROLES, HeaderMatch, Parameter, Vocabulary, role_of
