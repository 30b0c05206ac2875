"""ForestDiffusion (Jolicoeur-Martineau et al. 2024), as its package has it: flow matching by gradient-boosted trees.

Its training cannot be stopped between noise levels, and its defaults (each row 100 times, 50 noise levels) take hours on two cores for
tens of thousands of rows. So one noise level is trained on some rows for the time that it takes, and what the defaults ask for is cut
until all levels fit into the time: first the copies of each row, then the trees, then the rows, and last the levels.
"""
import time

import numpy as np
from ForestDiffusion import ForestDiffusionModel
from peers import main

LEVELS = (50, 25, 10)
COPIES = 100
TREES = 100
PROBE_TREES = 5
PROBE_ROWS = 4000
LEAST_TREES = 10
LEAST_ROWS = 1000
SAFETY = 0.8  # the share of the time that is planned for


def packed(rows, count):
    """Returns the rows with the codes of categories counted through, and each category's codes: the package mixes up levels that a
    part of the rows lacks."""
    rows, present = rows.copy(), []
    for j in range(count, rows.shape[1]):
        known, rows[:, j] = np.unique(rows[:, j], return_inverse=True)
        present.append(known.astype(int))
    return rows, present


def model(rows, present, table, given, levels, copies, trees):
    sizes = [(j, len(known)) for j, known in enumerate(present, table.numbers.shape[1])]
    return ForestDiffusionModel(
        rows, n_t=levels, duplicate_K=copies, n_estimators=trees,
        bin_indexes=[j for j, size in sizes if size <= 2], cat_indexes=[j for j, size in sizes if size > 2],
        int_indexes=[j for j, decimals in enumerate(table.decimals) if decimals == 0],
        n_jobs=given.threads, nthread=1, seed=given.seed)  # columns side by side: threads within a small tree wait for each other


def plan(fixed, per_row, rows, left):
    """Returns levels, copies, trees and rows that fit into the time, if a tree at a level takes fixed + per_row · rows seconds; None if
    nothing does."""
    for levels in LEVELS:
        level = left * SAFETY / levels
        copies = int(np.clip((level / TREES - fixed) / per_row / rows, 1, COPIES))
        trees = int(np.clip(level / (fixed + per_row * rows * copies), LEAST_TREES, TREES))
        used = int(min(rows, (level / trees - fixed) / per_row / copies))
        if used >= min(rows, LEAST_ROWS):
            return levels, copies, trees, used
    return None


def timed(rows, count, table, given):
    before = time.perf_counter()
    model(*packed(rows, count), table, given, 1, 1, PROBE_TREES)
    return (time.perf_counter() - before) / PROBE_TREES


def fit(table, clock, given):
    generator = np.random.default_rng(given.seed)
    rows = np.concatenate([table.numbers, table.codes], 1)[generator.permutation(len(table.codes))]
    count = table.numbers.shape[1]
    few, more = (rows[:len(rows) // part + 1][:most] for part, most in ((4, PROBE_ROWS // 4), (1, PROBE_ROWS)))
    timed(few, count, table, given)  # the first one starts threads and loads code
    short, long = timed(few, count, table, given), timed(more, count, table, given)
    short = min(short, long)  # few rows do not take longer, but by chance
    per_row = max((long - short) / (len(more) - len(few)), 1e-9)
    chosen = plan(max(short - per_row * len(few), 0), per_row, len(rows), clock.seconds - clock.elapsed())
    if chosen is None:
        raise SystemExit(f"cannot train within {clock.seconds:.0f} s: {PROBE_TREES} trees at one noise level take {long * PROBE_TREES:.1f} s")
    levels, copies, trees, used = chosen
    clock.notes["settings"] = (
        f"n_t={levels} duplicate_K={copies} n_estimators={trees} on {used} of {len(rows)} rows, chosen to fit into the time "
        f"(the package's own: n_t={LEVELS[0]} duplicate_K={COPIES} n_estimators={TREES} on all rows)")
    part, present = packed(rows[:used], count)
    forest = model(part, present, table, given, levels, copies, trees)

    def sample(wanted):
        drawn = np.asarray(forest.generate(batch_size=wanted))
        codes = [known[np.rint(drawn[:, count + j]).astype(int).clip(0, len(known) - 1)] for j, known in enumerate(present)]
        return drawn[:, :count], np.stack(codes, 1) if codes else np.zeros((wanted, 0), int)

    return sample


if __name__ == "__main__":
    main(fit)
