"""Measured raw reads: arrays read again, and the accuracy that follows."""
