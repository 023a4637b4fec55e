"""Which lines of Django about requests are worth writing."""

import logging


class Traced(logging.Filter):
    """Those of a fault, which bring its trace. A refusal in words is in the log of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info)
