"""Measurements, each beside a peer from the same run. Never part of the test suite."""
