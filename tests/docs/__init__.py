"""Each example and command of the documentation, run as it is printed."""
