"""What a template does with the item that it is rendered for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes

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


# What gives written text to something other than the page: a filter, a variable, whoever calls a macro.
_CAPTURING = (nodes.FilterBlock, nodes.AssignBlock, nodes.CallBlock, nodes.Macro)
_WRITING = frozenset({"each", "super", "self", "caller"})


_ENVIRONMENT = Environment(autoescape=True)


@cache
def parse(source: bytes) -> nodes.Template | None:
    """Return a template's syntax tree; None where it has syntax that only the template engine knows."""
    try:
        return _ENVIRONMENT.parse(source.decode("utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return None


def only_written(sources: Iterable[bytes]) -> bool:
    """Tell whether no template of these does anything with the text from `each` but write it to the page."""
    found = [_uses(source) for source in sources]
    captured = {name for uses in found if uses for name in uses[0]}
    return all(uses and captured.isdisjoint(uses[1]) for uses in found)


@cache
def _uses(source: bytes) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the blocks whose text a template takes (`self.head()`), and its blocks that may hold text from `each`.

    None where it takes such text itself, or where that cannot be told.
    """
    tree = parse(source)
    if tree is None or not _written_directly(tree):
        return None
    if any(_may_show(node) for node in tree.find_all(_CAPTURING)):
        return None
    taken = frozenset(node.attr for node in tree.find_all(nodes.Getattr) if _is_self(node.node))
    return taken, frozenset(block.name for block in tree.find_all(nodes.Block) if _may_show(block))


def _written_directly(tree: nodes.Template) -> bool:
    outputs = {id(part) for output in tree.find_all(nodes.Output) for part in output.nodes}
    written = {id(call.node) for call in tree.find_all(nodes.Call) if id(call) in outputs}
    names = (name for name in tree.find_all(nodes.Name) if name.name in {"each", "super"})
    return all(id(name) in written for name in names) and not any(loop.recursive for loop in tree.find_all(nodes.For))


def _may_show(node: nodes.Node) -> bool:
    further = node.find(nodes.Include) or node.find(nodes.Block)
    return further is not None or any(name.name in _WRITING for name in node.find_all(nodes.Name))


def _is_self(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "self"
