"""Screening by two readers: rows (a reader's decision as a row of screening.csv), queue (what one reader may see of
it), routes (what the page asks).
"""
