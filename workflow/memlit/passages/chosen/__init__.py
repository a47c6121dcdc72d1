"""Which parameter a value is of.

by_words: the nearest words that fit; in_order: names and values in pairs; without_words: by unit, form or partner.
not_a_device_value: values of something else.
"""
