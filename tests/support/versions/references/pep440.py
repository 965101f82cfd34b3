"""Answers each line `A<TAB>B` with the order that Python's packaging library gives."""

import sys

try:
    from packaging.version import InvalidVersion, Version
except ImportError:
    from pip._vendor.packaging.version import InvalidVersion, Version


def parse(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


for line in sys.stdin:
    a, b = map(parse, line.rstrip("\n").split("\t"))
    print("?" if a is None or b is None else "<" if a < b else ">" if a > b else "=")
