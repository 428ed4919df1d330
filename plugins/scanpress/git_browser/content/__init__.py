"""How the content of a file is shown: its code in colours, its prose, or why it is not shown."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from scanpress.repository import GitError

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def attempt(make: Callable[_Arguments, _Result], *given: _Arguments.args, **named: _Arguments.kwargs) -> _Result | None:
    """Return what a function makes of a content, or None if it fails, so that the content is shown in a plainer way.

    Whatever the author of a file wrote, it must not end the build. A damaged repository does.
    """
    try:
        return make(*given, **named)
    except (GitError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of a library in Rust is no Exception
        return None
