"""How much a job may take, and how the child keeps itself to it."""

import math
import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MEGABYTE: Final = 2**20
WAITING: Final = 4
_STATUS: Final = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds`: of processor, for one job. `memory`: bytes more than the idle child has.

    `output`: bytes of the answer. `written`: bytes of the largest file it may write aside.
    """

    seconds: int
    memory: int
    output: int
    written: int = MEGABYTE

    @property
    def wait(self) -> int:
        """Seconds of the clock. The child gives way to the pages: a busy machine is no fault."""
        return WAITING * self.seconds


# An upload to the public site.
PAGES: Final = Limits(15, 400 * MEGABYTE, 64 * MEGABYTE)
# A file given to a command or to the workbench.
FILES: Final = Limits(300, 3_000 * MEGABYTE, 1_500 * MEGABYTE)
# A whole publication judged again.
BULK: Final = Limits(1_800, 8_000 * MEGABYTE, 64 * MEGABYTE, written=4_000 * MEGABYTE)


def confine() -> None:
    """What holds for the child's whole life: it dumps no core and opens few files."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    for ending in (signal.SIGALRM, signal.SIGXCPU):
        signal.signal(ending, signal.SIG_DFL)


def begin(limits: Limits, used: int) -> None:
    """Bound the job about to run. `used`: what `memory_used` said of the idle child.

    The kernel ends the process, even inside native code, when it used its seconds of processor, or
    when the clock says that its time is long over.
    """
    _soft(resource.RLIMIT_DATA, used + limits.memory)
    _soft(resource.RLIMIT_FSIZE, limits.written)
    _soft(resource.RLIMIT_CPU, _processor_used() + limits.seconds)
    signal.setitimer(signal.ITIMER_REAL, limits.wait + 5)


def end() -> None:
    """The job is over: the answer may be sent without its bounds."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    _soft(resource.RLIMIT_DATA, resource.RLIM_INFINITY)
    _soft(resource.RLIMIT_CPU, resource.RLIM_INFINITY)


def memory_used() -> int:
    """Bytes of writable memory of this process, as RLIMIT_DATA counts them; 0 where unknown."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    found = next((line for line in lines if line.startswith("VmData:")), "VmData: 0 kB")
    return int(found.split()[1]) * 1024


def _processor_used() -> int:
    """Seconds of all its threads, rounded up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return math.ceil(used.ru_utime + used.ru_stime)


def _soft(what: int, value: int) -> None:
    """Never over what whoever started us allows; RLIM_INFINITY is a number below all others."""
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        value = hard if value == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, hard))
