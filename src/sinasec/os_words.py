"""Why the system could not open or write a file, in Spanish."""

import errno
import re
from typing import Final

WORDS: Final = {
    errno.EACCES: "falta permiso",
    errno.EADDRINUSE: "está en uso",
    errno.EADDRNOTAVAIL: "esa dirección no es de esta máquina",
    errno.EEXIST: "ya existe",
    errno.EFBIG: "no queda espacio",
    errno.EDQUOT: "no queda espacio",
    errno.EIO: "el disco falla",
    errno.EISDIR: "es una carpeta",
    errno.EMFILE: "hay demasiados archivos abiertos",
    errno.ENFILE: "hay demasiados archivos abiertos",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.ENOENT: "no existe",
    errno.ENOMEM: "no alcanza la memoria",
    errno.ENOSPC: "no queda espacio",
    errno.ENOTDIR: "no es una carpeta",
    errno.EPERM: "falta permiso",
    errno.EROFS: "solo se puede leer",
}

EXHAUSTED: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})
_OS_ERROR: Final = re.compile(r"\(os error (\d+)\)")


def os_words(error: OSError) -> str:
    """A few words; those of the system, in its language, for what is not in the table."""
    number = error.errno or number_in(str(error)) or 0
    return WORDS.get(number) or error.strerror or str(error)


def is_exhausted(error: OSError) -> bool:
    """Whether the system has no more files or memory to give: it says nothing of the file."""
    return error.errno in EXHAUSTED


def number_in(text: str) -> int | None:
    """The number of the system in what a library wrote, as Polars does."""
    found = _OS_ERROR.search(text)
    return int(found[1]) if found else None
