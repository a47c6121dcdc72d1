"""Items by what they have in common, where a frame would lose what an item is."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> defaultdict[Key, list[Item]]:
    """The items by their key, in the order in which keys and items come; another key has no items."""
    groups: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def connected(marks: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """For each name the first of those that share a mark with it, directly or through others; marks: by name."""
    earlier = {name: name for name in marks}

    def first_of(name: str) -> str:
        while earlier[name] != name:
            earlier[name] = name = earlier[earlier[name]]
        return name

    holders: dict[str, str] = {}
    for name, own in marks.items():
        for mark in own:
            first, second = sorted((first_of(name), first_of(holders.setdefault(mark, name))))
            earlier[second] = first
    return {name: first_of(name) for name in marks}
