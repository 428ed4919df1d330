"""Try to show a content in a better way; whatever its author wrote, a failure costs only that way, never the build."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from scanpress.repository import GitError

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def attempt(make: Callable[_Arguments, _Result], *given: _Arguments.args, **named: _Arguments.kwargs) -> _Result | None:
    """Return what a function makes of a content, None if it fails; a damaged repository still ends the build."""
    try:
        return make(*given, **named)
    except (GitError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of a library in Rust is no Exception
        return None
