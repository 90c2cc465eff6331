"""Calls below `with_room` stand on one piece of the interpreter's stack, however deep they lie."""

import resource

import pytest

from core.stack import with_room

# Frames of these functions are some ten words each: this many pass several edges of 16 kB.
DEPTHS = range(600)
CALLS = 50


def leaf(_one: int, _two: int) -> None:
    return None


def called_at(depth: int) -> None:
    if depth:
        called_at(depth - 1)
        return
    for number in range(CALLS):
        leaf(number, number)


def faults() -> int:
    """Page faults of calls at every depth: one for each piece taken anew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for depth in DEPTHS:
        called_at(depth)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_depth_takes_a_piece_at_every_call():
    assert with_room(faults) < CALLS


def test_results_arguments_and_refusals_pass_through():
    assert with_room(divmod, 7, 2) == (3, 1)
    assert with_room(sorted, [1, 2], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        with_room(divmod, 7, 0)
