"""Which publication of the index its pages show.

While no index of real data is published, the newest of the demonstration is shown. The real ones
being withheld, the demonstration does not take their place.
"""

from typing import Final

from sinasec.risk.published.kind import INDEX
from sinasec.web.published.chosen import Section

NOTHING: Final = (
    "Todavía no hay ningún índice publicado. Lo publica la Secretaría Técnica cuando tiene los "
    "datos, y a ella puede preguntarle cuándo lo habrá. No hace falta que usted haga nada: vuelva "
    "más adelante."
)
INDEX_PAGES: Final = Section(INDEX, NOTHING)
