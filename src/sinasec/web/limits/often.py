"""How often one address may ask for what is dear to make and was not made yet."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sinasec.web.limits.rates import Rate
from sinasec.web.limits.turns import DEAR as DEAR_TURNS

DEAR: Final = Rate(settings.PAGE_RATE, 60, "paginas")


class TooOften(RuntimeError):
    """The address has to wait; the text says how long."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            f"Ha pedido demasiadas páginas que todavía no estaban hechas. Espere {wait} segundos "
            "y vuelva a intentar."
        )
        self.retry_after = wait


def check_dear(request: HttpRequest) -> None:
    """Count one more. Raises TooOften."""
    if wait := DEAR.wait_of(request):
        raise TooOften(wait)


def dear_each_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose answer is dear and is not kept. Raises TooOften, or turns.Busy."""

    @wraps(view)
    def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_dear(request)
        with DEAR_TURNS.turn():
            return view(request, *args, **kwargs)

    return bounded
