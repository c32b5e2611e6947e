"""The work of a lap comparison in vectorised NumPy: place on a line, 1 m grid of all channels, delta, times of pieces.

usage: numpyLaps.py FOLDER SECONDS: reads job.json and *.f64 of the folder, writes out.f64, works for so many
seconds of the processor, prints laps a second
"""
import json
import sys
import time as clock
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
job = json.loads((folder / "job.json").read_text())
load = lambda name: np.fromfile(folder / f"{name}.f64")
columns = load("samples").reshape(job["columns"], -1)
t, x, z, channels = columns[0], columns[1], columns[2], columns[3:]
line_x, line_z, ux, uz = load("line").reshape(4, -1)
step, lead, length, lap_time = job["stepM"], job["lead"], job["lengthM"], job["lapTimeS"]
discrete = np.array(job["discrete"])
reference, reference_error, bounds = load("reference"), load("referenceError"), load("bounds")
REACH = 40  # m around the guessed place in which the nearest point is looked for


def ahead(k):
    return (x - line_x[k]) * ux[k] + (z - line_z[k]) * uz[k]


def end(near):
    """Place and speed at an end of the lap by a straight fit through the samples near it."""
    dt, s = near
    mean_t, mean_s = dt.mean(), s.mean()
    slope = ((dt - mean_t) * (s - mean_s)).sum() / ((dt - mean_t) ** 2).sum()
    return mean_s - slope * mean_t


def lap():
    # nearest point of the line around a guess by the driven distance
    driven = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(z)))))
    guess = lead + np.round((driven / driven[-1]) * length / step).astype(int)
    half = round(REACH / step)
    window = np.clip(guess[:, None] + np.arange(-half, half + 1), 0, len(line_x) - 1)
    square = (x[:, None] - line_x[window]) ** 2 + (z[:, None] - line_z[window]) ** 2
    k = window[np.arange(len(x)), square.argmin(axis=1)]
    for _ in range(2):
        k = k + (ahead(k + 1) > 0)
        k = k - (ahead(k) < 0)
    a, b = ahead(k), ahead(k + 1)
    part = np.clip(a / (a - b), 0, 1)
    along = np.maximum.accumulate((k + part - lead) * step)
    between = lambda c: c[k] + part * (c[k + 1] - c[k])
    offset = between(ux) * (z - between(line_z)) - between(uz) * (x - between(line_x))
    # samples whose places and times disagree would be paired again: not here
    near = (along[2:] - along[:-2])
    away = np.abs(t[1:-1] - t[:-2] - (along[1:-1] - along[:-2]) / near * (t[2:] - t[:-2]))
    jitter = np.sort(away)[int(0.95 * (len(away) - 1))]
    # pinned to the line at both ends
    first, last = t <= 0.15, lap_time - t <= 0.15
    start, stop = end((t[first], along[first])), end((t[last] - lap_time, along[last]))
    at = np.clip((along - start) * (length / (stop - start)), 0, length)
    knots = np.concatenate(([0.0], at, [length]))
    times = np.concatenate(([0.0], t, [lap_time]))
    n = round(length)
    grid = np.arange(n + 1) * (length / n)
    grid[-1] = length
    before = np.clip(np.searchsorted(knots, grid, side="left") - 1, 0, len(knots) - 2)
    share = (grid - knots[before]) / (knots[before + 1] - knots[before])
    padded = lambda v: np.concatenate((v[:1], v, v[-1:]))
    time = times[before] + share * (times[before + 1] - times[before])
    out = np.empty((len(channels) + 1, n + 1))
    for i, values in enumerate(channels):
        own = padded(values)
        if discrete[i]:
            out[i] = own[np.where(share < 0.5, before, before + 1)]
        else:
            out[i] = own[before] + share * (own[before + 1] - own[before])
    own = padded(offset)
    out[-1] = own[before] + share * (own[before + 1] - own[before])
    # bound of the time
    slope = np.diff(times) / np.diff(knots)
    change = np.abs(np.diff(slope))
    bend = np.maximum(np.concatenate(([0.0], change)), np.concatenate((change, [0.0]))) * np.diff(knots)
    error = share * (1 - share) * 0.5 * bend[before] + jitter + 0.0005
    error[0], error[-1] = 0, 0.0005
    pieces = np.diff(np.interp(bounds, grid, time))
    return time, time - reference, error + reference_error, pieces, out


result = lap()
np.concatenate([np.ravel(part) for part in result]).tofile(folder / "out.f64")
count, begun = 0, clock.process_time()
while clock.process_time() - begun < float(sys.argv[2]):
    lap()
    count += 1
print(count / (clock.process_time() - begun))
