"""Documents with known tables, typeset from data in many looks."""
