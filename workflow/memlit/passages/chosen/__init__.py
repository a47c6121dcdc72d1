"""Which parameter a value is of.

by_words: the nearest words that fit; in_order: names and values in pairs; without_words: by unit, form or partner.
of_others: values that are of no device.
"""
