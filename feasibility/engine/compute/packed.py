"""A model with its program as bytes, for another process that needs the same.

Lines come back with all that is said of them; their formulas stay bytes, each for itself, until somebody asks
for one. The program comes back as it was checked and written, so that nothing is ordered or generated again.
What is read back is carried out: only bytes that are surely one's own may be unpacked.
"""

from __future__ import annotations

import copyreg
import io
import marshal
import pickle
from collections.abc import Mapping, Sequence
from typing import Any

from feasibility.engine.compute.generated import Generated
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import Expr, Input, Line, Table
from feasibility.engine.folding import Folding
from feasibility.engine.lines import Unread
from feasibility.engine.model import Model
from feasibility.language import Label


class CannotPack(ValueError):
    """Something in it cannot be made bytes of."""


def pack(holder: object, program: Program) -> bytes:
    """Bytes of anything that holds a model's lines and perhaps its program.

    Raises:
        CannotPack: something in it is of a kind that cannot be packed.
    """
    try:
        file = io.BytesIO()
        _Packer(file, pickle.HIGHEST_PROTOCOL).dump((holder, program.model))
        return pickle.dumps((file.getvalue(), [_formula(line) for line in program.lines]))
    except (pickle.PicklingError, RecursionError, TypeError, AttributeError) as error:
        raise CannotPack(str(error)) from error


def unpack(packed: bytes) -> Any:
    """What was packed, with lines, model and program of its own."""
    shown, formulas = pickle.loads(packed)
    holder, model = pickle.loads(shown)
    unread = _Formulas(model, formulas)
    for line in model.lines.values():
        line._formula = unread
    return holder


class _Packer(pickle.Pickler):
    """Leaves formulas out, and makes what there is most of from its fields, which is fastest."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, Line):
            return copyreg.__newobj__, (Line,), {**obj.__dict__, "_formula": None}  # type: ignore[attr-defined]
        if isinstance(obj, Expr | Label) and not isinstance(obj, Input):
            return _made_from(obj)
        if isinstance(obj, Model):
            state = {**obj.__dict__, "_folding": Folding()}
            return copyreg.__newobj__, (Model,), state  # type: ignore[attr-defined]
        if isinstance(obj, Program):
            single = obj.single
            written = marshal.dumps(single.code), single.inputs, dict(single.tables)
            return _program, (obj.model, [line.number for line in obj.nullable], *written)
        return NotImplemented


def _made_from(obj: Any) -> tuple[type, tuple[object, ...]]:
    return type(obj), tuple(getattr(obj, name) for name in obj.__match_args__)


def _program(
    model: Model, nullable: Sequence[int], code: bytes, inputs: list[str], tables: Mapping[str, Any]
) -> Program:
    lines = tuple(model.lines.values())
    single = Generated(marshal.loads(code), inputs, tables, batch=False)
    return Program.known(model, frozenset(lines[number] for number in nullable), single)


class _FormulaPacker(pickle.Pickler):
    """Names lines, inputs and tables instead of packing them."""

    def persistent_id(self, obj: Any) -> int | str | tuple[str] | None:
        if isinstance(obj, Line):
            return obj.number
        if isinstance(obj, Input):
            return obj.id
        if isinstance(obj, Table):
            return (obj.id,)
        return None

    def reducer_override(self, obj: Any) -> Any:
        return _made_from(obj) if isinstance(obj, Expr | Label) else NotImplemented


def _formula(line: Line) -> bytes:
    file = io.BytesIO()
    _FormulaPacker(file, pickle.HIGHEST_PROTOCOL).dump(line.formula)
    return file.getvalue()


class _FormulaReader(pickle.Unpickler):
    def __init__(self, packed: bytes, model: Model, lines: Sequence[Line]) -> None:
        super().__init__(io.BytesIO(packed))
        self._model, self._lines = model, lines

    def persistent_load(self, pid: Any) -> Line | Input | Table:
        if isinstance(pid, int):
            return self._lines[pid]
        return self._model.inputs[pid] if isinstance(pid, str) else self._model.tables[pid[0]]


class _Formulas(Unread):
    __slots__ = ("_lines", "_model", "_packed")

    def __init__(self, model: Model, packed: Sequence[bytes]) -> None:
        self._model, self._packed, self._lines = model, packed, tuple(model.lines.values())

    def of(self, line: Line) -> Expr:
        formula = _FormulaReader(self._packed[line.number], self._model, self._lines).load()
        assert isinstance(formula, Expr)
        return formula
