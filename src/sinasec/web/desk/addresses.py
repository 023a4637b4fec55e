"""The addresses of the desk, known before Django is: the front reads forms only from these."""

from typing import Final

AREA: Final = "/mesa/"
# Name -> what follows AREA. Names without «desk» are those by which allauth knows its pages.
PATHS: Final = {
    "desk": "",
    "desk-hat": "designacion/",
    "desk-acts": "actos/",
    "desk-act-new": "actos/nuevo/",
    "desk-reviews": "revisar/",
    "desk-demonstration": "demostracion/",
    "desk-invitation": "invitacion/",
    "account_login": "entrar/",
    "account_logout": "salir/",
    "account_inactive": "cuenta-cerrada/",
    "account_reauthenticate": "confirmar/",
    "account_change_password": "seguridad/contrasena/",
    "mfa_authenticate": "entrar/codigo/",
    "mfa_reauthenticate": "confirmar/codigo/",
    "mfa_index": "seguridad/",
    "mfa_activate_totp": "seguridad/aplicacion/",
    "mfa_deactivate_totp": "seguridad/aplicacion/quitar/",
    "mfa_view_recovery_codes": "seguridad/recuperacion/",
    "mfa_generate_recovery_codes": "seguridad/recuperacion/nuevos/",
    "usersessions_list": "seguridad/sesiones/",
}
_READ: Final = ("desk", "desk-acts", "account_inactive", "mfa_index", "mfa_view_recovery_codes")
WRITTEN: Final = tuple(AREA + path for name, path in PATHS.items() if name not in _READ)
# Pages of who is not in yet.
OUTSIDE: Final = frozenset(
    {
        "account_login",
        "account_inactive",
        "mfa_authenticate",
        "desk-invitation",
        "desk-demonstration",
    }
)
# Pages of who is in and has not said, or does not have, by which post they act.
BEFORE: Final = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "desk-hat",
        "mfa_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "usersessions_list",
    }
)
# Of those, where one's password and codes are changed.
OF_THE_ACCOUNT: Final = BEFORE - {
    "account_logout",
    "desk-hat",
    "mfa_index",
    "usersessions_list",
} | {"mfa_deactivate_totp"}
