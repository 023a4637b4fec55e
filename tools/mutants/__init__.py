"""Which faults the tests would not notice: small changes to the product, each tried by the tests.

    python -m tools.mutants --seed 1 --count 400

`spots` says what can be changed and `operators` how; `reach` runs the suite once to learn which
test reaches which line; `trial` runs the tests of one change in a forked process that sees the
changed source in memory only; `report` tells what survived. Nothing is ever written over `src/`.
"""
