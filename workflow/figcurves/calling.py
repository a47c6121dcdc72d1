"""How a function that opens a file is called: in this process, or in one with limits that the caller provides."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Caller = Callable[..., Any]
"""`call(file, function, *args)` gives `function(*args)`, which reads the file: a stranger's file is better read in a
sandbox.
"""


def in_this_process(_file: Path, function: Callable[..., Any], *args: Any) -> Any:
    """The plain call."""
    return function(*args)
