"""Measured raw reads: arrays read again, their spread as effect sizes, and the accuracy that follows."""
