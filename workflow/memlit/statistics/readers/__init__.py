"""How well values were read: `agreement` (two readers of the same places), `inputs` (errors of extraction)."""
