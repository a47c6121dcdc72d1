"""A Snakemake that has imported itself and waits: each request is a run in a fork of its own, and so is each job of it.

Half the processor time of a dry run goes into Snakemake's own imports and those of its plugins, and half of that of a
whole run into what each of its jobs imports. memlit is not among what is imported here: a run and its jobs take it from
the path that the environment of the run names, as newly started ones do. A request may also be for `python -m MODULE`
or `python -c CODE`.

A request is a line of JSON on standard input: `folder`, `command`, `env`, and the files `out` and `err` for what the
run prints. The answer is a line with its exit code. Ends with its input.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import smart_open  # noqa: F401 (Snakemake imports it late)
from snakemake import cli
from snakemake.script import PythonScript

LIBRARIES = (
    "bibtexparser",
    "jinja2",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pyarrow.parquet",
    "scipy.optimize",
    "scipy.stats",
    "seaborn",
    "typst",
    "yaml",
)
"""What the jobs of a run import; a job imports anything else itself."""
SHARED = ("memlit.job", "memlit.devices.resolved")
"""What of memlit nearly all jobs import: once a run, from the run's folder, when its first job begins."""
SEND_JOB = (
    "import os,socket,sys;"
    "told=[os.fsencode(sys.argv[2]),os.getcwdb(),*(name+b'='+value for name,value in os.environb.items())];"
    "jobs=socket.socket(socket.AF_UNIX);jobs.connect(sys.argv[1]);jobs.sendall(bytes(1).join(told));jobs.shutdown(1);"
    "sys.exit(int(jobs.recv(9)or 1))"
)
"""What Snakemake's shell starts in place of a new Python: hands on script, folder and environment, ends as the job."""

# What is found out about plugins is kept: the executor of Slurm alone imports pandas.
cli.get_argument_parser()
for name in LIBRARIES:
    importlib.import_module(name)
# A fork would copy what a search for garbage touches.
gc.collect()
gc.freeze()


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


def work_of(request: dict[str, Any]) -> Callable[[], object]:
    """What a process that was started as the command of the request would do."""
    _, *arguments = request["command"]
    match arguments:
        case ["-m", module, *rest]:
            sys.argv = [module, *rest]
            sys.path[0] = str(Path.cwd())
            return lambda: runpy.run_module(module, run_name="__main__", alter_sys=True)
        case ["-c", code]:
            sys.path[0] = ""
            return lambda: exec(code, {"__name__": "__main__"})
    fork_jobs(f"{request['out']}.jobs")
    return cli.main


def fork_jobs(address: str) -> None:
    """Have the jobs of this run forked from here, before the run has threads or anything of memlit."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen()
    run_ends, end = os.pipe()
    server = os.fork()
    if not server:
        os.close(end)
        serve_jobs(listening, run_ends)
    listening.close()
    os.close(run_ends)
    atexit.register(lambda: (os.close(end), os.waitpid(server, 0)))

    def execute_script(script: PythonScript, fname: str, edit: bool = False) -> None:
        assert not edit
        started = {"python": sys.executable, "send": SEND_JOB, "address": address, "script": fname}
        script._execute_cmd("{python:q} -IS -c {send:q} {address:q} {script:q}", **started)

    PythonScript.execute_script = execute_script


def serve_jobs(listening: socket.socket, run_ends: int) -> None:
    """Fork a process for each job and answer with its exit code, until the run ends and with it the pipe."""
    jobs: dict[int, socket.socket] = {}
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    while run_ends not in (ready := select.select([listening, run_ends, ended], [], [])[0]):
        if ended in ready:
            os.read(ended, 4096)
            while jobs and (found := os.waitpid(-1, os.WNOHANG))[0]:
                # A run that is stopped no longer listens.
                with jobs.pop(found[0]) as connection, contextlib.suppress(OSError):
                    connection.sendall(str(os.waitstatus_to_exitcode(found[1]) % 256).encode())
        if listening in ready:
            for name in SHARED:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)
            connection, _ = listening.accept()
            job = os.fork()
            if not job:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listening.close()
                become_job(connection)
            jobs[job] = connection
    os._exit(0)


def become_job(connection: socket.socket) -> NoReturn:
    """Run the script of a request and end."""
    script, folder, *variables = b"".join(iter(lambda: connection.recv(65536), b"")).split(b"\0")
    connection.close()
    # A rule may be shadowed: its folder is not that of the run.
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(variable.split(b"=", 1) for variable in variables)
    sys.argv = [os.fsdecode(script)]
    sys.path[0] = str(Path(sys.argv[0]).parent)
    end_with(lambda: runpy.run_path(sys.argv[0], run_name="__main__"))


def end_with(last: Callable[[], object]) -> NoReturn:
    """End as a Python ends whose last call this is, but leave all that it shares with others as it is.

    Taking the libraries apart would first copy them for this fork: a third of what a short job costs.
    """
    code: Any = None
    try:
        last()
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    if not isinstance(code, int | None):
        print(code, file=sys.stderr)
        code = 1
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit((code or 0) % 256)


def serve() -> None:
    """Answer requests one after another; the fork of a request goes on as its run and ends with it."""
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            request = json.loads(line)
            become_run(request)
            end_with(work_of(request))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
