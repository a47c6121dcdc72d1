"""One module a rule of the workflow, of the rule's name: paths in, paths out; a person can call what Snakemake calls.

`mining` leads from documents to the benchmark, `analysis` on to verdicts, `showing` to what a reader gets.

Each has `run(job)`: a `job` holds the files by the names that the rule gives them, and what the rule's `params` hold.
"""

import contextlib
import errno
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from memlit.code_hash import stage_modules
from memlit.errors import MemlitError
from memlit.stages.job import Job

LOGS = Path("results/run/log")
MEND_DISK = "mend the disk and run again, nothing that was whole is lost"
_DISK_FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO), MEND_DISK),
    errno.EFBIG: "allow larger files (ulimit -f unlimited) and run again, nothing that was whole is lost",
}
"""What to do where a disk takes no more, by the number of the error."""


def run_stage(inputs: Any, outputs: Any, params: Any, log: str) -> None:
    """What the script of every rule calls; the files and the parameters are named lists of Snakemake.

    Where the workflow is a module of a larger one, its rules may have other names and its files a folder before theirs:
    the log names the stage and the folder, in which the job then runs.
    """
    prefix, _, name = log.rpartition(f"{LOGS.as_posix()}/")
    os.chdir(prefix or ".")
    log = f"{LOGS.as_posix()}/{name}"
    with logged(log):
        rule = name.removesuffix(".log").partition("/")[0]
        stage = importlib.import_module(stage_modules()[rule])
        stage.run(Job(_below(prefix, inputs), _below(prefix, outputs), {**dict(params.items()), "log": log}))


def _below(prefix: str, files: Any) -> dict[str, Any]:
    """Files of a rule by name, in the folder of the review; a list where the rule gives a list."""
    return {
        name: item.removeprefix(prefix) if isinstance(item, str) else [path.removeprefix(prefix) for path in item]
        for name, item in files.items()
    }


@contextlib.contextmanager
def logged(path: str) -> Iterator[None]:
    """A stage's failure goes to its log, which Snakemake prints, and ends the job with exit code 1.

    An error that a user can mend, a full disk too, is one line; a fault of the program keeps its traceback.
    """
    log = Path(path)
    # Records form no cycles and live until the job ends: looking for garbage among them took a third of the time.
    gc.disable()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("", encoding="utf-8")
        yield
    except MemlitError as error:
        _stop(log, f"memlit: {error}\n")
    except OSError as error:
        if error.errno not in _DISK_FAULTS:
            _stop(log, traceback.format_exc())
        place = error.filename or "results"
        _stop(log, f"memlit: {place}: {error.strerror}; {_DISK_FAULTS[error.errno]}\n")
    except Exception:
        _stop(log, traceback.format_exc())


def _stop(log: Path, words: str) -> NoReturn:
    """End the job; on a disk that takes no more the words go to the terminal."""
    try:
        log.write_text(words, encoding="utf-8")
    except OSError:
        sys.stderr.write(words)
    raise SystemExit(1) from None
