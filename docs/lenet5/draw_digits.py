#!/usr/bin/env python3
"""Draws twelve handwritten-looking digits as 28x28 grey PNG files, white ink on black.

    python3 draw_digits.py OUT

Each digit is a few pen strokes: smooth curves through points that were placed by hand. A slant, a slow wobble of the
hand and a pen that presses harder in the middle of a stroke make it look written. As in MNIST, the ink fits a box of
20x20 pixels and its centre of mass is in the middle of the picture. Nothing here depends on chance.
"""
import argparse
import math
import os

import numpy as np
from PIL import Image

SIZE = 28   # pixels of a side
BOX = 20    # the ink's longer side
FINE = 8    # samples of a pixel's side

# name: (slant, pen radius in pixels, strokes); x runs right and y down; a stroke is a smooth curve through its points
DIGITS = {
    "0": (0.18, 1.30, [[(55, 3), (30, 8), (12, 32), (8, 62), (18, 90), (40, 97), (62, 84), (74, 55), (72, 24), (58, 6),
                        (42, 4)]]),
    "1": (0.16, 1.35, [[(33, 0), (32, 30), (31, 62), (32, 98)]]),
    "2": (0.10, 1.25, [[(10, 24), (18, 8), (38, 0), (58, 8), (62, 27), (50, 50), (28, 74), (6, 94)],
                       [(6, 94), (24, 90), (46, 93), (74, 90)]]),
    "3": (0.08, 1.25, [[(10, 12), (26, 1), (48, 2), (60, 17), (52, 36), (28, 46)],
                       [(28, 46), (52, 48), (66, 64), (60, 86), (38, 98), (16, 95), (3, 84)]]),
    "4": (0.14, 1.20, [[(22, 4), (16, 26), (8, 50)], [(8, 50), (30, 53), (54, 50), (78, 46)],
                       [(60, 8), (57, 38), (54, 68), (53, 99)]]),
    "5": (0.12, 1.25, [[(20, 3), (17, 22), (14, 40)],
                       [(14, 40), (32, 34), (54, 42), (63, 62), (54, 84), (34, 96), (14, 94), (2, 84)],
                       [(20, 3), (38, 5), (54, 3), (68, 2)]]),
    "6": (0.12, 1.25, [[(56, 2), (36, 14), (20, 38), (12, 66), (18, 88), (36, 98), (56, 90), (62, 72), (50, 57),
                        (32, 58), (18, 72)]]),
    "7": (0.12, 1.25, [[(4, 10), (24, 7), (46, 8), (66, 5)], [(66, 5), (54, 30), (42, 62), (33, 99)]]),
    "8": (0.14, 1.20, [[(56, 12), (38, 1), (18, 9), (16, 28), (34, 45), (54, 62), (58, 84), (40, 98), (18, 92),
                        (12, 74), (26, 54), (48, 38), (60, 20), (54, 9)]]),
    "9": (0.10, 1.25, [[(60, 18), (46, 4), (26, 6), (12, 24), (18, 44), (38, 48), (56, 36), (62, 16)],
                       [(62, 16), (60, 42), (56, 70), (50, 99)]]),
    "4b": (0.06, 1.30, [[(50, 2), (36, 24), (20, 46), (4, 66)], [(4, 66), (28, 68), (52, 65), (80, 64)],
                        [(50, 2), (52, 34), (51, 66), (53, 98)]]),
    "7b": (0.10, 1.20, [[(6, 18), (8, 7)], [(8, 7), (30, 9), (50, 6), (70, 4)],
                        [(70, 4), (56, 30), (42, 60), (35, 98)], [(24, 52), (44, 49), (66, 47)]]),
}


def curve(points, samples=60):
    """A Catmull-Rom spline: it passes through every point, with the direction between the neighbours."""
    p = np.array([points[0]] + points + [points[-1]], dtype=float)
    t = np.linspace(0, 1, samples, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2
                            + (3 * b - a - 3 * c + d) * t ** 3))
    return np.concatenate(parts + [p[-1:]])


def pen_path(name):
    """All points that the pen passes, in pixels but not yet in place, and its radius at each."""
    slant, pen, strokes = DIGITS[name]
    phase = sum(map(ord, name))  # so that no two digits wobble alike
    paths, radii = [], []
    for stroke in strokes:
        path = curve(stroke)
        x, y = path[:, 0].copy(), path[:, 1].copy()
        path[:, 0] = x + 1.1 * np.sin(y / 9.0 + phase) + slant * (50 - y)
        path[:, 1] = y + 0.9 * np.sin(x / 8.0 + 2 * phase)
        along = np.linspace(0, 1, len(path))
        paths.append(path)
        radii.append(pen * (0.82 + 0.18 * np.sin(math.pi * along) + 0.05 * np.sin(17 * along + phase)))
    path, radius = np.concatenate(paths), np.concatenate(radii)
    longest = (path.max(0) - path.min(0)).max()
    return path * ((BOX - 2 * pen) / longest), radius


def ink(path, radius):
    """The share of each pixel that the round pen covers."""
    centres = (np.arange(SIZE * FINE) + 0.5) / FINE
    covered = np.zeros((SIZE * FINE, SIZE * FINE), dtype=bool)
    for (x, y), r in zip(path, radius):
        covered |= (centres[None, :] - x) ** 2 + (centres[:, None] - y) ** 2 <= r * r
    return covered.reshape(SIZE, FINE, SIZE, FINE).mean((1, 3))


def draw(name):
    path, radius = pen_path(name)
    path += SIZE / 2 - (path.max(0) + path.min(0)) / 2
    pixels = ink(path, radius)
    middle = np.arange(SIZE) + 0.5
    mass = np.array([(pixels.sum(0) * middle).sum(), (pixels.sum(1) * middle).sum()]) / pixels.sum()
    return np.round(ink(path + SIZE / 2 - mass, radius) * 255).astype(np.uint8)


def main():
    parser = argparse.ArgumentParser(description="Draws twelve digits as PNG files.")
    parser.add_argument("out", help="folder to write digit-0.png and the others to")
    out = parser.parse_args().out
    os.makedirs(out, exist_ok=True)
    for name in DIGITS:
        Image.fromarray(draw(name), "L").save(os.path.join(out, f"digit-{name}.png"), optimize=True)


if __name__ == "__main__":
    main()
