"""The lock of a run: two runs never write into results/ at once. The kernel releases it however its holder dies.

Snakemake's own lock is a file that stays after a kill, which a person then has to remove.
"""

import fcntl
import os
import sys
import time
from pathlib import Path
from typing import IO

from memlit.errors import ConfigError
from memlit.files import TEMPORARY_MARK

LOCK_FILE = Path("results/.run.lock")
CLOCK_TOLERANCE = 5.0
"""Seconds by which the clock of a file system may be ahead."""


def take_lock(root: Path) -> IO[str]:
    """Hold the lock of the review in `root` until the stream is closed or the process ends.

    Temporary files of a killed writer are removed. If the clock was set back, results from the future get the time of
    now, so that files written from now on count as newer. Raises ConfigError, of one line, where another run has it.
    """
    path = root / LOCK_FILE
    results = path.parent
    try:
        results.mkdir(parents=True, exist_ok=True)
        newest = max((file.stat().st_mtime for file in results.iterdir()), default=0.0)
        stream = path.open("a")
    except OSError as error:
        raise ConfigError(
            LOCK_FILE.as_posix(), f"cannot be written ({error.strerror})", "make results/ writable"
        ) from None
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise ConfigError(LOCK_FILE.as_posix(), "another run is using results/", "wait for it to end") from None
    for leftover in results.rglob(f".*{TEMPORARY_MARK}*"):
        leftover.unlink(missing_ok=True)
    now = time.time()
    if newest > now + CLOCK_TOLERANCE:
        print("memlit: the clock was set back since the last run; results are checked by content", file=sys.stderr)
        for file in results.rglob("*"):
            if file.stat().st_mtime > now:
                os.utime(file, (now, now))
    return stream
