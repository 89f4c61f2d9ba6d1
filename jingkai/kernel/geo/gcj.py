"""GCJ-02, the shifted coordinates of commercial Chinese maps, there and back.

The forward formula is the one that has been public since 2010 (two truncated series over the
Krasovsky 1940 ellipsoid); the way back is found by iteration until it moves less than 0.1 mm.
Outside China's rectangle nothing is shifted.
"""

from typing import Any

import numpy as np

A, EE = 6378245.0, 0.00669342162296594323
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
CLOSE = 1e-9
"""Degrees: about 0.1 mm."""


def forth(points: Any) -> Any:
    """WGS 84 or CGCS2000 to GCJ-02; an array of longitude, latitude.

    >>> forth(np.array([[126.45, 43.96]])).round(4).tolist()
    [[126.4561, 43.9624]]
    """
    points = np.asarray(points, dtype=float)
    inside = (
        (points[:, 0] > WEST) & (points[:, 0] < EAST)
        & (points[:, 1] > SOUTH) & (points[:, 1] < NORTH)
    )  # fmt: skip
    return np.where(inside[:, None], points + _shift(points), points)


def back(points: Any) -> Any:
    """GCJ-02 to CGCS2000.

    >>> start = np.array([[126.45, 43.96]])
    >>> bool(np.abs(back(forth(start)) - start).max() < 1e-8)
    True
    """
    points = np.asarray(points, dtype=float)
    guess = points - (forth(points) - points)
    for _round in range(30):
        miss = forth(guess) - points
        guess = guess - miss
        if np.abs(miss).max(initial=0.0) < CLOSE:
            break
    return guess


def _shift(points: Any) -> Any:
    x, y = points[:, 0] - 105.0, points[:, 1] - 35.0
    wave = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    root = np.sqrt(np.abs(x))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += wave * 2 / 3 + (20 * np.sin(y * np.pi) + 40 * np.sin(y / 3 * np.pi)) * 2 / 3
    north += (160 * np.sin(y / 12 * np.pi) + 320 * np.sin(y * np.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += wave * 2 / 3 + (20 * np.sin(x * np.pi) + 40 * np.sin(x / 3 * np.pi)) * 2 / 3
    east += (150 * np.sin(x / 12 * np.pi) + 300 * np.sin(x / 30 * np.pi)) * 2 / 3
    latitude = np.radians(points[:, 1])
    magic = 1 - EE * np.sin(latitude) ** 2
    north = np.degrees(north / (A * (1 - EE) / (magic * np.sqrt(magic))))
    east = np.degrees(east / (A / np.sqrt(magic) * np.cos(latitude)))
    return np.column_stack([east, north])
