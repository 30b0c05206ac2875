"""Tests of what the peers' scripts share, run by PeerScriptsIT with the scripts on the path."""
import os
import tempfile
import time
import types
import unittest

import numpy as np
import peer_forest
import torch
from ncsn_columns import Distribution
from peers import Clock, Table
from torch_peers import chunks, minibatches, stopped

TEXT = "age, pay,city,day\n31,1.50,Rome,1\n19,,Oslo,2\n44,-2.125,Rome,2\n60,1e-3,,1\n31,0,Rome,1\n"
SCHEMA = {"categories": ["city", "day"], "target": "city"}


class TableTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "table.csv")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(TEXT)
        self.table = Table(self.path, SCHEMA)

    def test_numbers_categories_and_empty_cells(self):
        np.testing.assert_allclose(self.table.numbers[:, 0], [31, 19, 44, 60, 31])
        np.testing.assert_allclose(self.table.numbers[[0, 2, 3, 4], 1], [1.5, -2.125, 0.001, 0])
        np.testing.assert_allclose(self.table.numbers[1, 1], (1.5 - 2.125 + 0.001) / 4)
        self.assertEqual(self.table.sizes, [2, 3, 2])  # empty pay; Rome, Oslo or empty; days
        np.testing.assert_array_equal(self.table.codes[:, 0], [0, 1, 0, 0, 0])
        np.testing.assert_array_equal(self.table.codes[:, 1] == 0, [True, False, True, False, True])
        self.assertEqual(self.table.target_category(), 1)

    def test_rows_are_written_with_their_decimals_within_their_bounds(self):
        table = Table(self.path, {"categories": ["city", "day", "pay"], "target": "age"})
        out = self.path + ".out"
        table.write(out, np.array([[18.2], [30.6], [99.0]]), table.codes[[0, 1, 3]])
        with open(out, encoding="utf-8") as file:
            self.assertEqual(file.read().splitlines(), ["age,pay,city,day", "19,1.50,Rome,1", "31,,Oslo,2", "60,1e-3,,1"])
        self.assertIsNone(table.target_category())


class ClockTest(unittest.TestCase):
    def test_is_up_after_its_time(self):
        clock = Clock(1e9)
        self.assertFalse(clock.is_up())
        self.assertLess(clock.share(), 1)
        clock.begin = time.perf_counter() - 2e9
        self.assertTrue(clock.is_up())
        self.assertEqual(clock.share(), 1)

    def test_a_training_that_knows_no_clock_is_stopped_before_its_next_step(self):
        clock = types.SimpleNamespace(notes={}, is_up=lambda: done >= 3)
        weight, done = torch.nn.Parameter(torch.zeros(1)), 0
        optimizer = torch.optim.SGD([weight], lr=1.0)
        with stopped(clock):
            while True:
                weight.grad = -torch.ones(1)
                optimizer.step()
                done += 1
        self.assertEqual((done, weight.item()), (3, 3.0))
        self.assertEqual(clock.notes, {"stopped": True, "steps": 3})
        optimizer.step()  # nothing is left behind
        self.assertEqual(weight.item(), 4.0)


class SplittingTest(unittest.TestCase):
    def test_minibatches_see_each_row_once_before_any_again(self):
        batches = minibatches(11, 4)
        seen = torch.cat([next(batches) for _ in range(2)])
        self.assertEqual(len(set(seen.tolist())), 8)
        self.assertEqual([len(next(minibatches(3, 4))), list(chunks(11, 4))], [3, [4, 4, 3]])


class ForestTest(unittest.TestCase):
    def test_what_is_asked_for_fits_into_the_time(self):
        fixed, per_row, rows = 0.01, 2e-6, 30011
        found = []
        for left in (0.1, 2.0, 5.0, 30.0, 300.0, 3e6):
            found.append(peer_forest.plan(fixed, per_row, rows, left))
            if found[-1]:
                levels, copies, trees, used = found[-1]
                self.assertLessEqual(levels * trees * (fixed + per_row * copies * used), left)
        self.assertEqual([found[0], found[-1]], [None, (50, 100, 100, rows)])
        self.assertEqual([f[0] for f in found[1:]], [10, 25, 50, 50, 50])

    def test_levels_that_a_part_lacks_keep_their_codes(self):
        rows, present = peer_forest.packed(np.array([[0.5, 7, 2], [1.5, 3, 2]]), 1)
        np.testing.assert_array_equal(rows, [[0.5, 1, 0], [1.5, 0, 0]])
        self.assertEqual([known.tolist() for known in present], [[3, 7], [2]])


class DistributionTest(unittest.TestCase):
    def test_values_own_intervals_of_their_frequency(self):
        values = np.array([5.0, 7, 7, 9])
        low, high = Distribution(values, 0, np.random.default_rng(0)).bounds(values)
        np.testing.assert_allclose(low, [0, 0.25, 0.25, 0.75])
        np.testing.assert_allclose(high, [0.25, 0.75, 0.75, 1])


if __name__ == "__main__":
    unittest.main()
