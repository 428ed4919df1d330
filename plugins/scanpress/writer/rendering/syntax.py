"""Read from a template's syntax what it does with its item, and with the text from `each`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes

_GLOBALS = frozenset({"site"})
# Syntax that gives written text to something other than the page: a filter, a variable, the caller of a macro.
_CAPTURING = (nodes.FilterBlock, nodes.AssignBlock, nodes.CallBlock, nodes.Macro)
_WRITING = frozenset({"each", "super", "self", "caller"})
_ENVIRONMENT = Environment(autoescape=True)

Blocks = tuple[list[str], list[str]]
"""The names of blocks of a template: those whose text it captures, and those that may contain `each`."""


@dataclass(slots=True)
class Usage:
    """The parts of its item that a template writes, tests for emptiness, passes to `each`, and uses otherwise."""

    written: set[str] = field(default_factory=set)
    tested: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    otherwise: set[str] = field(default_factory=set)

    def only_writes(self, texts: tuple[str, ...], inner: tuple[str, ...]) -> bool:
        """Return whether the template only writes `texts` or tests them for emptiness, and only passes `inner`.

        It must pass nothing else to `each`.
        """
        is_passed = (self.written | self.tested).isdisjoint(inner) and self.passed <= set(inner)
        return self.otherwise.isdisjoint(texts + inner) and is_passed


@cache
def usage(source: bytes, item: str) -> Usage | None:
    """Return how a template uses its item, or None if its syntax does not show it or it uses anything else.

    Only harmless syntax is followed: text, outputs, conditions, and the global variables. All other syntax gives None:
    loops, blocks, assignments, further templates, other variables, and what only one of the two engines knows.
    """
    tree, found = parse(source), Usage()
    return found if tree and all(_statement(node, item, found) for node in tree.body) else None


@cache
def parse(source: bytes) -> nodes.Template | None:
    """Return a template's syntax tree, or None if it has syntax that only the template engine knows."""
    try:
        return _ENVIRONMENT.parse(source.decode("utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return None


def only_written(found: Iterable[Blocks | None]) -> bool:
    """Return whether templates with these blocks do nothing with the text from `each` but write it to the page."""
    known = list(found)
    captured = {name for blocks in known if blocks for name in blocks[0]}
    return all(blocks and captured.isdisjoint(blocks[1]) for blocks in known)


def _statement(node: nodes.Node, item: str, found: Usage) -> bool:
    """Add the usage in a statement to `found`; return False if its syntax is not followed."""
    match node:
        case nodes.Output():
            return all(_output(part, item, found) for part in node.nodes)
        case nodes.If():
            inner = [*node.body, *node.elif_, *node.else_]
            return _condition(node.test, item, found) and all(_statement(part, item, found) for part in inner)
    return False


def _condition(node: nodes.Node, item: str, found: Usage) -> bool:
    """Add the usage in the test of an `if`, of which only matters whether it holds."""
    part = _part(node, item)
    if part:
        found.tested.add(part)
        return True
    match node:
        case nodes.And() | nodes.Or():
            return _condition(node.left, item, found) and _condition(node.right, item, found)
        case nodes.Not():
            return _condition(node.node, item, found)
    return _value(node, item, found)


def _output(node: nodes.Node, item: str, found: Usage) -> bool:
    part = _part(node, item)
    if part:
        found.written.add(part)
        return True
    passed = _passed(node, item)
    if passed:
        found.passed.add(passed)
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
    """Return the part's name if an expression is a part of the item, and otherwise an empty text."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=name), attr=str(part)) if name == item:
            return part
        case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=str(part))) if name == item:
            return part
    return ""


def _passed(node: nodes.Node, item: str) -> str:
    """Return the part's name if an expression calls `each` for a part of the item, and otherwise an empty text."""
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


def blocks_in(source: bytes) -> Blocks | None:
    """Return the blocks whose text a template captures (`self.head()`), and its blocks that may contain `each`.

    Return None if it captures text from `each` itself, or if its syntax does not show that.
    """
    tree = parse(source)
    if tree is None or not _is_written_directly(tree):
        return None
    if any(_may_contain_each(node) for node in tree.find_all(_CAPTURING)):
        return None
    captured = {node.attr for node in tree.find_all(nodes.Getattr) if _is_self(node.node)}
    containing = {block.name for block in tree.find_all(nodes.Block) if _may_contain_each(block)}
    return sorted(captured), sorted(containing)


def _is_written_directly(tree: nodes.Template) -> bool:
    """Return whether all calls of `each` and `super` are outputs of their own."""
    outputs = {id(part) for output in tree.find_all(nodes.Output) for part in output.nodes}
    written = {id(call.node) for call in tree.find_all(nodes.Call) if id(call) in outputs}
    names = (name for name in tree.find_all(nodes.Name) if name.name in {"each", "super"})
    return all(id(name) in written for name in names) and not any(loop.recursive for loop in tree.find_all(nodes.For))


def _may_contain_each(node: nodes.Node) -> bool:
    further = node.find(nodes.Include) or node.find(nodes.Block)
    return further is not None or any(name.name in _WRITING for name in node.find_all(nodes.Name))


def _is_self(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "self"
