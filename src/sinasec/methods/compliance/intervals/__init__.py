"""Rows that hold from one day to another: cut, merged and ordered."""
