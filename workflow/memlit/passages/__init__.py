"""Values that running text and captions state: sentence, place, parameter and quantity, unassigned to a device.

`documents.blocks` gives the paragraphs of a document. sentences: one spelling, sentences, numbers, words and roles.
chosen: which parameter a value is of, by words, by their order, without words, or none.
find: the flow from paragraphs to values (`model`); read: any document; render: for the terminal and as JSON.
said: whose a value is and how it was come by, in words; tuples: the values of one pulse; printed_again: values that
several sentences print alike.
"""

from memlit.passages.model import Find
from memlit.passages.read import read_passages
