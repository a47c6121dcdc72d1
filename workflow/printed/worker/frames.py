"""Messages between a run and its reader process: a length, then a pickle that can hold only records.

A document may take over its reader, so the answer is not trusted: unpickling finds only dataclasses of packages that
were named to it (`accept_records_of`), so it cannot run code.
"""

import dataclasses
import io
import os
import pickle
import select
import struct
import time
from importlib import import_module
from typing import Any

_LENGTH = struct.Struct("<Q")
_packages: tuple[str, ...] = ("printed",)
"""Packages whose dataclasses an answer may hold."""


def accept_records_of(packages: tuple[str, ...]) -> None:
    """Let answers hold the dataclasses of these packages: who stands on this one says so when it is imported."""
    global _packages
    _packages = packages


class BrokenFrame(Exception):
    """The stream ended within a message, or a message holds a value that may not be sent."""


class TooMuch(Exception):
    """A message is longer than allowed."""


class TooLate(Exception):
    """No complete message came in time."""


_PLAIN = {"float": float, "int": int, "bool": bool, "str": str}


class _RecordPickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Convert numpy's numbers to plain ones."""
        if type(value).__module__ == "numpy" and hasattr(value, "item"):
            plain = value.item()
            return type(plain), (plain,)
        return NotImplemented


class _RecordUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == "builtins" and name in _PLAIN:
            return _PLAIN[name]
        if module.split(".")[0] in _packages and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and dataclasses.is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a record")


def pack(value: Any) -> bytes:
    """The bytes of a message."""
    buffer = io.BytesIO()
    _RecordPickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def unpack(content: bytes) -> Any:
    """The value of a message of plain values and dataclasses of accepted packages; otherwise raises BrokenFrame."""
    try:
        return _RecordUnpickler(io.BytesIO(content)).load()
    except Exception as error:
        raise BrokenFrame(str(error)) from error


def send(descriptor: int, content: bytes) -> None:
    """Write a whole message."""
    rest = memoryview(_LENGTH.pack(len(content)) + content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def receive(descriptor: int, most: int, deadline: float | None = None) -> bytes:
    """Read a whole message of at most `most` bytes before `deadline` (time.monotonic)."""
    (length,) = _LENGTH.unpack(_exactly(descriptor, _LENGTH.size, deadline))
    if length > most:
        raise TooMuch(f"{length} bytes")
    return _exactly(descriptor, length, deadline)


def _exactly(descriptor: int, length: int, deadline: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        if deadline is not None:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TooLate
        part = os.read(descriptor, min(length - len(parts), 1 << 20))
        if not part:
            raise BrokenFrame("end of stream")
        parts += part
    return bytes(parts)
