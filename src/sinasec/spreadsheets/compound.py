"""Old binary workbooks (.xls) and encrypted ones: both are OLE compound files."""

from sinasec.spreadsheets.unsafe import UnsafeFile


def check_compound(content: bytes) -> None:
    """Accept a plain .xls. Raises UnsafeFile for encrypted files, macros and other documents.

    Stream names are stored as UTF-16LE in the directory of the compound file, so looking for
    them in the bytes finds them whatever the sector they are in.
    """
    if _has(content, "EncryptedPackage") or _has(content, "EncryptionInfo"):
        raise UnsafeFile(
            "cifrado",
            "El libro tiene contraseña: quítela en Excel (Archivo, Información, Proteger libro) "
            "y vuelva a enviarlo.",
        )
    if _has(content, "_VBA_PROJECT"):
        raise UnsafeFile(
            "macros",
            "El libro lleva macros y no se abre: guárdelo como «Libro de Excel (.xlsx)», "
            "que no las lleva.",
        )
    if not (_has(content, "Workbook") or _has(content, "Book")):
        raise UnsafeFile(
            "no-es-libro",
            "El archivo es de Office pero no es una hoja de cálculo: envíe el libro de Excel.",
        )


def _has(content: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in content
