"""The licences of what the product is installed with: `python -m tools.licences`.

Reads `requirements.lock` and what the installed packages say of themselves, and refuses a licence
that is not let in by `words.toml`, unknown or missing. With `--write` it writes `docs/licencias.md`
and `docs/sbom.cdx.json` again. A test compares.
"""
