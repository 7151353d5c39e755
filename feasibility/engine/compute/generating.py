"""Some components of a model as one function: written, compiled, and ready to be called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feasibility.engine.compute.compiled import compiled
from feasibility.engine.compute.emit import Emitter
from feasibility.engine.compute.generated import Generated
from feasibility.engine.compute.masked import Masked
from feasibility.engine.compute.order import Component, Pads, Reads
from feasibility.engine.compute.plan import last_uses
from feasibility.engine.compute.sharing import Sharing
from feasibility.engine.compute.shortcuts import Shortcuts
from feasibility.engine.expr import Line
from feasibility.engine.model import Model


def generated(
    model: Model,
    pads: Pads,
    nullable: frozenset[Line],
    reads: Mapping[Line, Reads],
    components: Sequence[Component],
    kept: frozenset[Line],
    batch: bool,
    taken: Sequence[Line],
    varied: frozenset[Line],
    short: Shortcuts,
    masked: Masked | None,
) -> Generated:
    """The function that calculates components, in their order.

    kept: the lines it returns. batch: it calculates many scenarios. taken: the lines it is handed, from the
    base run. varied: those that differ between scenarios. short, masked: those calculated another way.
    """
    masked = masked or Masked()
    # in a single case finding shared parts costs more than they save
    lines = (line for c in components for line in c.lines if line not in short and line not in masked)
    sharing = Sharing(line.formula for line in lines) if batch else None
    emitter = Emitter(model, pads, nullable, batch, varied, sharing, masked)
    body = [statement for line in taken for statement in emitter.taken(line)]
    written: list[list[str]] = []
    last_named: dict[str, int] = {}
    for position, component in enumerate(components):
        line = component.lines[0]
        of = short.rates.get(line) or short.annual.get(line)
        written.append(emitter.component(component) if of is None else emitter.shortened(line, of))
        last_named.update(dict.fromkeys(emitter.named, position))
    last_use = last_uses(components, reads, short)
    for position, statements in enumerate(written):
        body.extend(statements)
        if batch:
            done = sorted(name for name, last in last_named.items() if last == position)
            for line in last_use.get(position, ()):
                if line not in kept and line not in taken:
                    done += [f"L{line.number}", f"P{line.number}"]
            if done:
                body.append(" = ".join([*done, "None"]))
    # in one order whatever the sets' own, so that one structure has one source
    returned = ", ".join(f"{n}: L{n}" for n in sorted(line.number for line in kept))
    unpack = ", ".join(f"I{n}" for n in emitter.input_numbers.values())
    source = "def run(inputs, base, width):\n    " + "\n    ".join(
        [f"[{unpack}] = inputs", *body, f"return {{{returned}}}"]
    )
    code = compiled(source, "<scenarios>" if batch else "<one case>")
    tables = {name: keys for keys, name in emitter.tables.items()}
    return Generated(code, list(emitter.input_numbers), tables, batch)
