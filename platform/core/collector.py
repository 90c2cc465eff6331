"""Python's garbage collector, set for a process that has loaded all it needs."""

import gc

# A page makes thousands of objects that go with their last reference; by default the collector
# looks through the youngest at every 700, which is a tenth of the time of a request.
THRESHOLDS = (20_000, 20, 20)


def settle() -> None:
    """What is loaded now stays for the life of the process: it is not walked again at every turn,
    and forked workers share its memory. What comes after is looked through less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
