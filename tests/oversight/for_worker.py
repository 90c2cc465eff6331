"""What the worker under test imports: its own figure, registered."""

from core.figures import register_figure
from tests.oversight.begun import BEGUN

register_figure(BEGUN)
