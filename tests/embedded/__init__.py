"""The embedded services: real servers in temporary homes, real kills."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
