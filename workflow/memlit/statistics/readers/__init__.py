"""How well values were read: `agreement` (two readers of the same places), `inputs` (errors of extraction and what they
do to a result), `carried` (intervals with the errors of their values)."""
