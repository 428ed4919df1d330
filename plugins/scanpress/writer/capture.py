"""Whether templates only ever write out what `each` gives, so that it may be put in where the page is ready."""

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes

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
