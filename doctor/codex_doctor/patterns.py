"""Regular expressions that are compiled when they are first used, not when their module loads.

A run uses a part of those that its modules have, and to compile them all costs it a tenth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, Generic

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")

if TYPE_CHECKING:
    import sys
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    _Found: TypeAlias = re.Match[AnyStr] | None
    _How: TypeAlias = AnyStr | Callable[[re.Match[AnyStr]], AnyStr]

    class _Methods(Generic[AnyStr]):
        def search(self, text: AnyStr, at: int = 0, end: int = sys.maxsize) -> _Found[AnyStr]: ...
        def match(self, text: AnyStr, at: int = 0, end: int = sys.maxsize) -> _Found[AnyStr]: ...
        def fullmatch(
            self, text: AnyStr, at: int = 0, end: int = sys.maxsize
        ) -> _Found[AnyStr]: ...
        def finditer(
            self, text: AnyStr, at: int = 0, end: int = sys.maxsize
        ) -> Iterator[re.Match[AnyStr]]: ...
        def findall(self, text: AnyStr) -> list[Any]: ...
        def split(self, text: AnyStr, maxsplit: int = 0) -> list[AnyStr | Any]: ...
        def sub(self, how: _How[AnyStr], text: AnyStr, count: int = 0) -> AnyStr: ...
        def subn(self, how: _How[AnyStr], text: AnyStr, count: int = 0) -> tuple[AnyStr, int]: ...
else:
    _Methods = Generic


class Regex(_Methods[AnyStr]):
    """What `re.compile` would return, compiled when one of its methods is asked for."""

    def __init__(self, source: AnyStr, flags: int = 0) -> None:
        self.pattern: AnyStr = source
        self._flags = flags

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in _METHODS:
                raise AttributeError(name)
            compiled = re.compile(self.pattern, self._flags)
            # From now on they are found without asking here.
            vars(self).update({one: getattr(compiled, one) for one in _METHODS})
            return getattr(compiled, name)
