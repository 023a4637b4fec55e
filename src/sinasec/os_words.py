"""Why the system could not open or write a file, in Spanish."""

import errno
from typing import Final

WORDS: Final = {
    errno.EACCES: "falta permiso",
    errno.EADDRINUSE: "está en uso",
    errno.EADDRNOTAVAIL: "esa dirección no es de esta máquina",
    errno.EEXIST: "ya existe",
    errno.EISDIR: "es una carpeta",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.ENOENT: "no existe",
    errno.ENOSPC: "no queda espacio",
    errno.ENOTDIR: "no es una carpeta",
    errno.EPERM: "falta permiso",
    errno.EROFS: "solo se puede leer",
}


def os_words(error: OSError) -> str:
    """A few words; those of the system, in its language, for what is not in the table."""
    return WORDS.get(error.errno or 0) or error.strerror or str(error)
