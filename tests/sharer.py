"""The process that shares out the tests runs none: it measures nothing. For `-p tests.sharer`.

Measuring makes importing the product four times as long, and the workers wait for this process.
"""

import os
import sys

from slipcover.importer import SlipcoverMetaPathFinder

if "PYTEST_XDIST_WORKER" not in os.environ:
    sys.meta_path[:] = [
        one for one in sys.meta_path if not isinstance(one, SlipcoverMetaPathFinder)
    ]
