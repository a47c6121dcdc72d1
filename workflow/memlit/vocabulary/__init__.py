"""The field's parameters and the words that tables print for them (config/vocabulary.yaml)."""

from memlit.vocabulary.header import HeaderText, read_header_unit, split_header, words_of
from memlit.vocabulary.load import load_vocabulary
from memlit.vocabulary.model import OF_ROLE, ROLES, Combined, HeaderMatch, Parameter, Vocabulary, role_of

__all__ = [
    "OF_ROLE",
    "ROLES",
    "Combined",
    "HeaderMatch",
    "HeaderText",
    "Parameter",
    "Vocabulary",
    "load_vocabulary",
    "read_header_unit",
    "role_of",
    "split_header",
    "words_of",
]
