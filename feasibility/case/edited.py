"""A case's own text, changed only where it must be: what people wrote beside the numbers stays.

The text is what is kept of a case that somebody edits in the app. Its comments, its order and the way its
numbers are written are the user's, so an edit touches the lines it changes and no others (ruamel.yaml).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.tokens import CommentToken
from ruamel.yaml.util import load_yaml_guess_indent

from feasibility.case.case import Case
from feasibility.case.file.writing import mapping_to_yaml, to_mapping, to_yaml
from feasibility.case.loader import parse_case
from feasibility.case.messages.problems import CaseError

_WIDE = 100_000  # lines are not broken anew
_USUAL_INDENT = 2


def edited(text: str, case: Case) -> str:
    """The YAML text of a case, changed so that it states `case`.

    Comments stay where the thing they stand by stays. Where a text cannot be kept (JSON, or a form that does
    not read back to just this case), the case is written anew, as :func:`to_yaml` has it.

    Args:
        text: what the case was read from. It has to be a sound case.

    Raises:
        CaseError: `text` is no sound case.
    """
    before = parse_case(text)
    if before == case:
        return text
    try:
        found = _edited(text, to_mapping(before), to_mapping(case))
        if parse_case(found) == case:
            return found
    except (YAMLError, CaseError, LookupError, TypeError, ValueError):
        pass  # whatever the text has that cannot be followed, the case itself is whole
    return to_yaml(case)


def _edited(text: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    _, indent, offset = load_yaml_guess_indent(text)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    mapping = indent if offset is None and indent else _USUAL_INDENT
    yaml.indent(mapping=mapping, sequence=(offset or 0) + 2, offset=offset or 0)
    tree = yaml.load(text)
    if not isinstance(tree, CommentedMap):
        raise TypeError(type(tree))
    _change_mapping(tree, before, after)
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _change_mapping(tree: CommentedMap, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for key in [key for key in tree if key in before and key not in after]:
        _remove(tree, key)
    last = None
    for key, value in after.items():
        if key not in tree:
            place = 0 if last is None else list(tree).index(last) + 1
            _insert(tree, place, key, value)
        elif key not in before or before[key] != value:
            _change(tree, key, before.get(key), value)
        last = key


def _change(tree: Any, key: Any, before: object, after: object) -> None:
    child = tree[key]
    if (
        isinstance(child, CommentedMap)
        and isinstance(before, Mapping)
        and isinstance(after, Mapping)
        and after
    ):
        _change_mapping(child, before, after)
    elif (
        isinstance(child, CommentedSeq) and isinstance(before, Sequence) and isinstance(after, list) and after
    ):
        _change_list(child, before, after)
    else:
        tail = _taken(tree, key)
        tree[key] = _node(after)
        _give(tree, key, tail)


def _change_list(tree: CommentedSeq, before: Sequence[object], after: list[object]) -> None:
    old, new = ([repr(item) for item in items] for items in (before, after))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, start, end, new_start, new_end in reversed(steps):
        if tag == "equal":
            continue
        alike = min(end - start, new_end - new_start)
        for place in range(end - 1, start + alike - 1, -1):
            _remove(tree, place)
        for place in range(new_end - 1, new_start + alike - 1, -1):
            _insert(tree, start + alike, None, after[place])
        for step in range(alike):
            _change(tree, start + step, before[start + step], after[new_start + step])


def _node(value: object) -> Any:
    """A value as the reader wants it written: numbers, texts and notes as in a case written anew."""
    return YAML().load(mapping_to_yaml({"part": value}))["part"]


@dataclass(frozen=True)
class _Comment:
    """What follows an item: on its own last line from a column, and on the lines below."""

    text: str
    column: int = 0

    def parted(self) -> tuple[_Comment | None, _Comment | None]:
        """The part on the item's own line, and the part below it."""
        own, _, below = self.text.partition("\n")
        return (
            _Comment(f"{own}\n", self.column) if own else None,
            _Comment(f"\n{below}") if below.strip() else None,
        )


def _insert(tree: Any, place: int, key: Any, value: object) -> None:
    """Put an item in, after whatever is written below the one before it."""
    item = [_node(value)] if key is None else [key, _node(value)]
    if place == 0:
        tree.insert(place, *item)
        return
    before = _keys(tree)[place - 1]
    tail = _taken(tree, before)
    tree.insert(place, *item)
    if tail is not None:
        own, below = tail.parted()
        _give(tree, before, own)
        _give(tree, _keys(tree)[place], below)


def _remove(tree: Any, key: Any) -> None:
    """Take an item out; what is written below it belongs to the next, and stays."""
    keys = _keys(tree)
    place = keys.index(key)
    tail = _taken(tree, key)
    del tree[key]
    below = None if tail is None else tail.parted()[1]
    if below is None:
        return
    if place:
        before = keys[place - 1]
        own = _taken(tree, before)
        joined = below if own is None else _Comment(own.text + below.text.removeprefix("\n"), own.column)
        _give(tree, before, joined)
    elif _keys(tree):
        said = [line.strip().removeprefix("#").removeprefix(" ") for line in below.text.split("\n") if line]
        first = _keys(tree)[0]
        tree.yaml_set_comment_before_after_key(first, before="\n".join(said), indent=tree.lc.col)


def _keys(tree: Any) -> list[Any]:
    return list(tree) if isinstance(tree, CommentedMap) else list(range(len(tree)))


def _last(tree: Any, key: Any) -> tuple[Any, Any]:
    """Where the comment is kept that follows an item: beside its last part."""
    child = tree[key]
    if isinstance(child, CommentedMap | CommentedSeq) and child and not child.fa.flow_style():
        return _last(child, _keys(child)[-1])
    return tree, key


def _taken(tree: Any, key: Any) -> _Comment | None:
    """The comment that follows an item, taken away from it."""
    holder, last = _last(tree, key)
    slot = 2 if isinstance(holder, CommentedMap) else 0
    found: Any = None
    child = holder[last]
    if isinstance(child, CommentedMap | CommentedSeq) and child.ca.comment and child.ca.comment[0]:
        found = child.ca.comment[0]
        child.ca.comment[0] = None
    kept = holder.ca.items.get(last)
    if kept is not None and kept[slot] is not None:
        found = kept[slot]
        kept[slot] = None
    return None if found is None else _Comment(found.value, found.start_mark.column)


def _give(tree: Any, key: Any, comment: _Comment | None) -> None:
    """Let a comment follow an item."""
    if comment is None:
        return
    holder, last = _last(tree, key)
    token = CommentToken(comment.text, CommentMark(comment.column), None)
    child = holder[last]
    if isinstance(child, CommentedMap | CommentedSeq):
        if child.ca.comment is None:
            child.ca.comment = [token, None]
        else:
            child.ca.comment[0] = token
    slot, slots = (2, 4) if isinstance(holder, CommentedMap) else (0, 2)
    kept = holder.ca.items.setdefault(last, [None] * slots)
    kept[slot] = token
