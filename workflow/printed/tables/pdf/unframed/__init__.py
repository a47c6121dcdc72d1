"""Tables that no frame closes.

candidates: neighbouring rows that white space parts into columns.
between_rules: tables that rules above and below close.
first_and_last_lines: where a table begins and ends.
verdict: whether a candidate is a table.
"""
