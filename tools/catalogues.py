"""Keep the catalogues of texts whole: `python -m tools.catalogues`.

What is marked in the code (`gettext`, `ngettext` of `sinasec.translation`) and in the templates
(`translate`, `blocktranslate`) is put in `locale/es_PE/LC_MESSAGES/django.po`, where a text may be
worded otherwise than in the code; what is no longer marked goes, and `django.mo` is compiled. A
test fails when either file is not what this would write.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType

from sinasec import translation

PACKAGE: Final = Path(translation.__file__).parent
FOLDER: Final = translation.LOCALE / translation.LANGUAGE / "LC_MESSAGES"
PO: Final = FOLDER / f"{translation.DOMAIN}.po"
MO: Final = FOLDER / f"{translation.DOMAIN}.mo"
CALLS: Final = {"_": None, "gettext": None, "ngettext": (1, 2)}
UNDATED: Final = datetime(2026, 1, 1, tzinfo=UTC)  # the compiled one has to say something
UNSAID: Final = tuple(  # of the head: what changes with each run, and what nobody filled in
    f'"{name}'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
        "Language-Team",
        "Project-Id-Version",
    )
)
PLURALS: Final = "nplurals=2; plural=(n != 1);"  # one, and all the others
Key = str | tuple[str, str]


def marked() -> dict[Key, set[str]]:
    """Every text that is marked, and the files in which it is."""
    found: dict[Key, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        texts = {".py": _of_code, ".html": _of_template}.get(path.suffix, _of_nothing)(path)
        for key in texts:
            found.setdefault(key, set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def catalogue() -> Catalog:
    """Of what is marked, worded as the one that is there words it; what is new, as in the code."""
    there = read() if PO.exists() else Catalog()
    made = Catalog(
        locale=translation.LANGUAGE,
        domain=translation.DOMAIN,
        header_comment="# Textos de SINASEC. Los reúne «python -m tools.catalogues».",
        fuzzy=False,
    )
    made.mime_headers = [("Plural-Forms", PLURALS)]
    for key, files in sorted(marked().items(), key=lambda each: str(each[0])):
        known = there.get(key[0] if isinstance(key, tuple) else key)
        said = known.string if isinstance(known, Message) and known.id == key else key
        made.add(key, said, locations=[(name, None) for name in sorted(files)])
    return made


def as_po(of: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, of, width=96, omit_header=False, include_lineno=False, sort_output=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    kept = (line for line in lines if not line.startswith(UNSAID))
    return "".join(kept).encode()


def as_mo(of: Catalog) -> bytes:
    of.creation_date = of.revision_date = UNDATED
    written = io.BytesIO()
    write_mo(written, of)
    return written.getvalue()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue()))
    MO.write_bytes(as_mo(read()))


def read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale=translation.LANGUAGE, domain=translation.DOMAIN)


def _of_nothing(path: Path) -> Iterable[Key]:
    return ()


def _of_code(path: Path) -> Iterator[Key]:
    if "translation" not in path.read_text(encoding="utf-8"):
        return
    for _line, text, _comments, _context in extract_from_file("python", path, keywords=CALLS):
        yield text if isinstance(text, str) else (text[0], text[1])


def _of_template(path: Path) -> Iterator[Key]:
    """What Django looks up: the variables of a block are named in its text."""
    tokens = iter(Lexer(path.read_text(encoding="utf-8")).tokenize())
    for token in tokens:
        tag = token.split_contents() if token.token_type is TokenType.BLOCK else [""]
        if tag[0] == "translate":
            yield tag[1][1:-1]
        elif tag[0] == "blocktranslate":
            parts = [""]
            while (token := next(tokens)).contents != "endblocktranslate":
                if token.token_type is TokenType.VAR:
                    parts[-1] += f"%({token.contents})s"
                elif token.token_type is TokenType.BLOCK:
                    parts.append("")  # there is only «plural»
                else:
                    parts[-1] += token.contents.replace("%", "%%")
            yield (parts[0], parts[1]) if len(parts) > 1 else parts[0]


if __name__ == "__main__":
    main()
