"""The product's settings, with the kinds of work of the tests: of the processes they start."""

from sinasec.web.settings import *  # noqa: F403
from tests.work.made_up_kinds import register

register()
