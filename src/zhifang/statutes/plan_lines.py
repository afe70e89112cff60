"""Reading a plan file: its content, and the line on which each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from zhifang.core.errors import UserError

#: A plan is a page or two of text; anything longer is another kind of file.
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Document:
    """A plan file as read. ``lines``: the line of each place, such as ``targets.I01.value``;
    ``repeated``: fields written twice in one group, as (place, line)."""

    content: dict[str, Any]
    lines: dict[str, int]
    repeated: tuple[tuple[str, int], ...]

    def line_of(self, place: str) -> int:
        """The line of a place, or of the nearest part around it that is there."""
        while place:
            if place in self.lines:
                return self.lines[place]
            place = place.rpartition(".")[0]
        return 1


def _refused(zh: str, en: str, path: Path, line: int = 0) -> UserError:
    return UserError(zh, en, where=f"{path}:{line}" if line else str(path))


def read_document(path: Path) -> Document:
    """The content of a plan file with its lines; a UserError when it cannot be read as one."""
    try:
        text = _text(path)
        _without_aliases(text, path)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except FileNotFoundError:
        raise _refused(
            "找不到这个文件，请核对路径。", "The file is not there; check the path.", path
        ) from None
    except (ValueError, TypeError, IsADirectoryError, RecursionError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _refused(
            "文件不是有效的 UTF-8 YAML，请改正后再试。",
            "The file is not valid YAML in UTF-8; mend it and try again.",
            path,
            mark.line + 1 if mark else 0,
        ) from None
    if not isinstance(content, dict):
        raise _refused("文件应是一组“字段: 内容”。", "The file must hold fields and values.", path)
    lines: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for place, line, again in _places(node, ""):
        if again:
            repeated.append((place, line))
        lines.setdefault(place, line)
    return Document(content, lines, tuple(repeated))


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise _refused(
            "文件太大，不像规划文件；请核对路径。",
            "The file is too large for a plan; check the path.",
            path,
        )
    return path.read_text(encoding="utf-8")


def _without_aliases(text: str, path: Path) -> None:
    """Refuses ``&name`` and ``*name``: a plan says everything where it stands."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _refused(
                "规划文件不使用 YAML 的“*引用”，请把内容写全。",
                "A plan file uses no YAML alias (*name); write the content out.",
                path,
                event.start_mark.line + 1 if event.start_mark else 0,
            )


def _places(node: yaml.Node | None, place: str) -> Iterator[tuple[str, int, bool]]:
    """(place, line, written twice) of every field and entry below ``node``.

    An entry of a list stands under its number (``targets[1]``) and, where it has one, under its
    id (``targets.I01``); a plain entry under its text (``towns.110109001``).
    """
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = f"{place}.{key.value}" if place else str(key.value)
            yield name, key.start_mark.line + 1, name in seen
            seen.add(name)
            yield from _places(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for number, entry in enumerate(node.value, start=1):
            for name in _names(entry, place, number):
                yield name, entry.start_mark.line + 1, False
                yield from ((p, line, False) for p, line, _ in _places(entry, name))
            # what is written twice is said once, under the number
            yield from (found for found in _places(entry, f"{place}[{number}]") if found[2])


def _names(entry: yaml.Node, place: str, number: int) -> list[str]:
    names = [f"{place}[{number}]"]
    if isinstance(entry, yaml.ScalarNode):
        names.append(f"{place}.{entry.value}")
    if isinstance(entry, yaml.MappingNode):
        names += [f"{place}.{v.value}" for k, v in entry.value if k.value == "id"][:1]
    return names
