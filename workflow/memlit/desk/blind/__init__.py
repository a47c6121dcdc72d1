"""Blind readings of a drawn sample: the print is shown, neither what the record holds nor what another reader typed."""
