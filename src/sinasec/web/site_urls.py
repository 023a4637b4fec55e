"""Every address of the site: what anybody reads, and the desk of those who sign in."""

from sinasec.web.desk.urls import urlpatterns as desk
from sinasec.web.urls import handler400, handler403, handler404, handler500
from sinasec.web.urls import urlpatterns as public

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*public, *desk]
