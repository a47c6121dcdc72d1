"""Classes compared: every paper, the pairs of classes, and the median under every choice of the analysis."""
