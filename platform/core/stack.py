"""Room on the interpreter's stack, so that no loop of calls runs across an edge of it.

CPython (3.11 and later) keeps the frames of a thread in pieces of 16 kB, and gives a piece back to
the system as soon as nothing stands on it. Where calls happen to lie on the edge of two pieces,
each takes a piece from the system and returns it: two system calls and a page fault, some hundred
times the price of the call. Middleware, forms and templates in templates lie deep enough to meet
an edge in every request: a sixth of our processor time was spent so.

A frame that asks for much gets a piece of its own of the size it needs, doubled to the next power
of two, and all that it calls stands on the rest of that piece.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

# Half a megabyte, a little more with the frame's own words: the piece is one of a megabyte, and
# what is called has the other half, five times what our deepest pages use. Untouched memory costs
# nothing.
WORDS = 65_536


def _call(call: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    return call(*args, **kwargs)


_roomy = FunctionType(_call.__code__.replace(co_stacksize=WORDS, co_name="_roomy"), globals())


def with_room(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What the call returns or raises; half a megabyte of frames below it lies in one piece."""
    return cast(T, _roomy(call, args, kwargs))
