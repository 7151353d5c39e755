"""A case as a mapping, as YAML and as a fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import yaml

from feasibility.case.file.sourced import NOTE_KEYS, with_notes
from feasibility.case.file.text import is_doubtful, scalar_value
from feasibility.case.form.stated import StatedCase

_UNHASHED: dict[str, Any] = {
    "sources": True,
    "uncertainty": True,
    "scenarios": True,
    "bank": {"stress": True},
    "papers": True,
    "actual": True,
}


def plain_mapping(case: StatedCase) -> dict[str, object]:
    """Return what the case states, without defaults and source notes, as dicts, lists and plain values."""
    stated = _as_stated(case).model_dump(exclude_unset=True, exclude={"sources"})
    return {name: _plain(value) for name, value in stated.items()}


def to_mapping(case: StatedCase) -> dict[str, object]:
    """Return the case as the user would write it: defaults left out, numbers with their source notes.

    ``case_from_mapping(to_mapping(case)) == case``.
    """
    return with_notes(plain_mapping(case), case.sources)


def to_yaml(case: StatedCase) -> str:
    """Return the case as a YAML text that :func:`parse_case` reads back to an equal case.

    Source notes are kept; comments of the file it was once read from are not.
    """
    return mapping_to_yaml(to_mapping(case))


def mapping_to_yaml(stated: Mapping[str, object]) -> str:
    """Return what a case states, or a part of it, as YAML that this package's reader reads back."""
    noted = _with_flow_notes(dict(stated))
    # libyaml is four times as fast, and folds a text with signs that must be escaped in another way
    text = _dumped(noted, _QuickDumper) if _QuickDumper is not None else "\\"
    return _dumped(noted, _Dumper) if "\\" in text else text


def _dumped(noted: object, dumper: Any) -> str:
    text: str = yaml.dump(noted, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def case_hash(case: StatedCase) -> str:
    """Return the case's fingerprint: SHA-256, in hex, of everything that a run of the case depends on.

    Names, labels and defaults count; source notes, uncertainty, stress rows, scenarios, booked figures and
    words for the papers do not, as none changes the case's own result. The order of keys, a default written
    out and 5 for 5.0 make no difference.
    """
    content = _canonical(_as_stated(case).model_dump(exclude=_UNHASHED))
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _as_stated(case: StatedCase) -> StatedCase:
    """What a case states, for pydantic's writer of a stated case: the reader of the file has made that one.

    A checked case has no field more, but its class's own writer would take the time to make all over again.
    """
    if type(case) is StatedCase:
        return case
    fields = {name: getattr(case, name) for name in StatedCase.model_fields}
    return StatedCase.model_construct(case.model_fields_set, **fields)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    # Whole amounts are written as people write them: 1799, not 1799.0.
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _canonical(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        # + 0.0: minus zero is the same number as zero.
        return float(value) + 0.0
    return value


class _FlowNote(dict[str, object]):
    """A sourced value, written on one line."""


def _with_flow_notes(value: object) -> object:
    if isinstance(value, dict):
        is_note = "value" in value and all(key in NOTE_KEYS for key in value)
        items = {key: _with_flow_notes(item) for key, item in value.items()}
        return _FlowNote(items) if is_note else items
    return [_with_flow_notes(item) for item in value] if isinstance(value, list) else value


class _Dumper(yaml.SafeDumper):
    """Writes so that this package's reader gets back what was written."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never write anchors: the reader refuses them."""
        return True


def _text_node(dumper: _Dumper, text: str) -> yaml.Node:
    # The reader knows more plain numbers than the writer does (1e6); such a text must be quoted.
    style = None if scalar_value(text) == text else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _note_node(dumper: _Dumper, note: _FlowNote) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", note, flow_style=True)


def _number_node(dumper: _Dumper, number: float) -> yaml.Node:
    # 1.125 might be read as 1125, so the reader refuses it; 1.1250 is 1.125 to everyone.
    node = dumper.represent_float(number)
    if is_doubtful(node.value):
        node.value += "0"
    return node


_QuickDumper: Any = None
"""The same, where PyYAML has libyaml's writer."""
if yaml.__with_libyaml__:
    _QuickDumper = type("_QuickDumper", (yaml.CSafeDumper,), {"ignore_aliases": _Dumper.ignore_aliases})

for _each in filter(None, (_Dumper, _QuickDumper)):
    _each.add_representer(float, _number_node)
    _each.add_representer(str, _text_node)
    _each.add_representer(_FlowNote, _note_node)
