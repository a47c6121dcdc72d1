"""`python -m memlit.cli`, as the command `memlit`."""

from memlit.cli import main

main(prog_name="memlit")
