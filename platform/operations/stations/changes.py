"""What others learn of stations that no single record tells by being saved."""

from django.dispatch import Signal

# Many stations, or the names of their places, were written at once: whoever keeps copies of what
# the public sees of them looks at all. Sent in the transaction.
stations_changed = Signal()
