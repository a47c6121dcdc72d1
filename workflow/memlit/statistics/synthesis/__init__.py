"""Several studies as one: `effect_sizes` (of spread), `heterogeneity` (between-study variance), `pooling` (random
effects, with moderators too)."""
