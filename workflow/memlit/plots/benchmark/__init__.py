"""The three metrics: `diagram` is Fig. 11a as data, `known` a metric by class, `fig11a`, `fig11b` and `fig11c` draw."""
