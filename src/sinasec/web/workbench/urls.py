"""The site's addresses and those of the workbench."""

from django.urls import path

from sinasec.web.urls import handler400, handler403, handler404, handler500, urlpatterns
from sinasec.web.workbench.views import (
    building,
    editions,
    home,
    letters,
    loading,
    quality,
    work,
)

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("mesa/", home.home, name="bench"),
    path("mesa/datos/", loading.loading, name="bench-data"),
    path("mesa/calidad/", quality.quality, name="bench-quality"),
    path("mesa/ediciones/", editions.editions, name="bench-editions"),
    path("mesa/ediciones/libro.xlsx", editions.workbook, name="bench-workbook"),
    path("mesa/construir/", building.building, name="bench-building"),
    path("mesa/trabajo/", work.work, name="bench-work"),
    path("mesa/cartas/", letters.letters, name="bench-letters"),
    path("mesa/cartas/emitidas.csv", letters.sent_csv, name="bench-letters-csv"),
    path("mesa/cartas/recibidas.csv", letters.received_csv, name="bench-received-csv"),
    path("mesa/cartas/<int:number>.pdf", letters.letter_pdf, name="bench-letter-pdf"),
    path(
        "mesa/cartas/<int:number>/registrada.pdf",
        letters.registered_pdf,
        name="bench-letter-registered-pdf",
    ),
    path("mesa/cartas/ingreso/<int:number>.pdf", letters.receipt_pdf, name="bench-receipt-pdf"),
    path("mesa/cartas/<int:number>.docx", letters.letter_docx, name="bench-letter-docx"),
]
