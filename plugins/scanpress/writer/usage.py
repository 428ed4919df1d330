"""What a template does with the item that it is rendered for."""

from dataclasses import dataclass, field
from functools import cache

from jinja2 import nodes

from scanpress.writer.capture import parse

_GLOBALS = frozenset({"site"})


@dataclass(slots=True)
class Usage:
    """Which parts of its item a template writes out as they are, hands to `each`, and uses in any other way."""

    written: set[str] = field(default_factory=set)
    handed: set[str] = field(default_factory=set)
    otherwise: set[str] = field(default_factory=set)

    def leaves_alone(self, texts: tuple[str, ...], inner: tuple[str, ...]) -> bool:
        """Tell whether the template does nothing with these texts but write them, and hands on these inner items."""
        return self.otherwise.isdisjoint(texts + inner) and self.written.isdisjoint(inner) and self.handed <= set(inner)


@cache
def usage(source: bytes, item: str) -> Usage | None:
    """Return what a template does with its item; None where that cannot be told from its syntax, or it uses more.

    Only what is known to do no harm is followed: text, outputs, conditions, and the global variables. Everything else
    (loops, blocks, assignments, further templates, other variables, syntax of one engine alone) is not.
    """
    tree, found = parse(source), Usage()
    return found if tree and all(_statement(node, item, found) for node in tree.body) else None


def _statement(node: nodes.Node, item: str, found: Usage) -> bool:
    match node:
        case nodes.Output():
            return all(_output(part, item, found) for part in node.nodes)
        case nodes.If():
            inner = [*node.body, *node.elif_, *node.else_]
            return _value(node.test, item, found) and all(_statement(part, item, found) for part in inner)
    return False


def _output(node: nodes.Node, item: str, found: Usage) -> bool:
    part = _part(node, item)
    if part:
        found.written.add(part)
        return True
    handed = _handed(node, item)
    if handed:
        found.handed.add(handed)
        return True
    return _value(node, item, found)


def _value(node: nodes.Node, item: str, found: Usage) -> bool:
    part = _part(node, item)
    if part:
        found.otherwise.add(part)
        return True
    if isinstance(node, nodes.Name):
        return node.name in _GLOBALS
    return all(_value(child, item, found) for child in node.iter_child_nodes())


def _part(node: nodes.Node, item: str) -> str:
    """Return the name of the item's part that an expression is; empty where it is anything else."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=name), attr=str(part)) if name == item:
            return part
        case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=str(part))) if name == item:
            return part
    return ""


def _handed(node: nodes.Node, item: str) -> str:
    """Return the name of the item's part for which `each` is called; empty where an expression is anything else."""
    match node:
        case nodes.Call(
            node=nodes.Name(name="each"),
            args=[nodes.Const(value=str())],
            kwargs=[nodes.Keyword(value=value)],
            dyn_args=None,
            dyn_kwargs=None,
        ):
            return _part(value, item)
    return ""
