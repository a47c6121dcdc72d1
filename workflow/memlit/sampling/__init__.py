"""How well accepted records print what the papers do: `draw` a sample of their values by method, `agreement` of two
readers with it, each of whom sees neither what stands in the record nor what the other typed."""
