"""Answers each line `A<TAB>B` with the order that Portage gives."""

import sys

from portage.versions import vercmp, ververify


def is_version(text):
    # Portage still takes what CVS had, which the specification does not.
    return bool(ververify(text)) and not text.startswith("cvs.")


for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    order = vercmp(a, b) if is_version(a) and is_version(b) else None
    print("?" if order is None else "<" if order < 0 else ">" if order > 0 else "=")
