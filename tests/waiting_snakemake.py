"""A Snakemake that has imported itself and waits: each request is a run in a fork of its own.

Half the processor time of a dry run goes into Snakemake's own imports and those of its plugins. memlit is not among
what is imported here: a run takes it from the path that its environment names, as a newly started one does.

A request is a line of JSON on standard input: `folder`, `command`, `env`, and the files `out` and `err` for what the
run prints. The answer is a line with its exit code. Ends with its input.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import smart_open  # noqa: F401 (Snakemake imports it late)
from snakemake import cli

# What is found out about plugins is kept: the executor of Slurm alone imports pandas.
cli.get_argument_parser()


def become_run(request: dict[str, Any]) -> None:
    """Turn this process into one that was started as the command of the request."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = request["command"]
    given = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    sys.path[:0] = [str(Path(sys.argv[0]).parent), *given]
    for descriptor, name in ((1, request["out"]), (2, request["err"])):
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, descriptor)
        os.close(file)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def serve() -> None:
    """Answer requests one after another; the fork of a request goes on as its run and ends with it."""
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            become_run(json.loads(line))
            cli.main()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
