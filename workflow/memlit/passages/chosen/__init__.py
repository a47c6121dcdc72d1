"""Which parameter a value is of.

by_words: the nearest words that fit; by_operation: the specific name of a common word; in_order: names and values in
pairs; without_words: by unit, form or partner.
ways: these in the order in which they are tried. not_a_device_value: values of something else, by the rules in
`no_device`. sentence_place: a value with the words around it, which rules ask.
"""
