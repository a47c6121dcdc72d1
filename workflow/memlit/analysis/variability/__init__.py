"""Spread within devices, between devices and within arrays.

measured: summaries of measured sets; printed: spreads that documents print.
accuracy: what variability costs a network.
"""
