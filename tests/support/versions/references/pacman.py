"""Answers each line `A<TAB>B` with the order that pacman's library gives."""

import ctypes
import sys


def load():
    for number in range(20, 11, -1):
        try:
            return ctypes.CDLL(f"libalpm.so.{number}")
        except OSError:
            continue
    sys.exit("no libalpm")


compare = load().alpm_pkg_vercmp
compare.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
for line in sys.stdin:
    a, b = line.rstrip("\n").encode().split(b"\t")
    order = compare(a, b)
    print("<" if order < 0 else ">" if order > 0 else "=")
