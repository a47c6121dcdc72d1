"""What the evidence says of the classes, and how complete it is."""
