"""SINASEC: the system on which Peru runs its citizen-security policy."""

__version__ = "0.1.0"
