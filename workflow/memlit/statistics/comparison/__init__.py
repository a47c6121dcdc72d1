"""Classes compared by their papers: `medians` (medians with intervals, ranks), `pairs` (rank tests and effect sizes),
`studentized` and `permutation` (exact levels), `groups` (tests of several classes), `multiplicity` (Holm), `decisions`
(the main comparison and what would flip it), `bounds` (the same for papers known only as intervals)."""
