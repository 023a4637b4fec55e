"""How much may be sent to one process, how slowly, and by how many at once.

Eight megabytes over 64 kbit/s take a quarter of an hour, and that is a legitimate upload: while it
lasts it costs a task and a file, never a thread.
"""

from typing import Final

IDLE: Final = 30.0  # seconds without a byte
GRACE: Final = 30.0  # seconds before the pace is looked at
PACE: Final = 2_000  # bytes a second that must have come since, on the average
LOOKED_AT: Final = 5.0  # seconds between two looks at who does not read
CONNECTIONS_OF_ONE: Final = 96  # open at once from one address, when no proxy stands in front
MOST_OF_ONE: Final = 12  # bodies open at once from one address
MOST_OPEN: Final = 256  # from everybody
IN_MEMORY: Final = 128 * 1024  # bytes of one body; what is over goes to a file
BODIES: Final = 64  # of the largest size: what all the open ones may weigh together
ASKED: Final = 256  # requests being answered or waiting for a thread
ASKED_BY_ONE: Final = 64  # of them, from one address: an office behind one is many people
WHOLE: Final = 256 * 1024  # an answer from a file, up to this size, is sent from memory
