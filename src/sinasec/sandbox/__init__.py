"""Strangers' files are read by a child process that may die: what comes back is data.

A `Job` names a pure function. `job.run(…)` calls it in a warm child with limits of memory, time
and output; its result or its refusal returns, and when the child does not live to give one, the
caller is told so in a sentence. Nothing here knows what a file is.
"""

from sinasec.sandbox.job import Job
from sinasec.sandbox.limits import BULK, FILES, PAGES, Limits
from sinasec.sandbox.pool import Busy, stop, warm

__all__ = ["BULK", "FILES", "PAGES", "Busy", "Job", "Limits", "stop", "warm"]
