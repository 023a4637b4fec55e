"""The arithmetic of each step, on arrays only.

Every kernel takes values shaped (…, units, indicators) or scores shaped (…, units), with any
leading axes (replications), and loops over neither units nor replications. NaN is sin información.
"""
