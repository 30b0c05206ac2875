"""What the peers of mixed tables share: arguments, the table as numbers and codes, the clock, and the record of a run.

A peer is a script that calls main(fit). `fit(table, clock, arguments)` trains until clock.is_up() and returns a function that draws
rows: sample(count) gives numbers [rows, numbers] and codes [rows, categories], as Table holds them. Every script is called so:

  python peer_X.py --train train.csv --schema schema.json --seconds 300 --rows N --seed S --threads 2 --output fake.csv --record run.json

schema.json says which columns are categories and which one is predicted: {"categories": [NAME...], "target": NAME}.
All others are numbers. Empty cells are levels of categories; a column of numbers with empty cells gets a category that says where.
"""
import argparse
import csv
import json
import os
import resource
import time

import numpy as np

MOST_DECIMALS = 12


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", required=True, help="CSV with a header line")
    parser.add_argument("--schema", required=True)
    parser.add_argument("--seconds", type=float, default=300, help="of training, with all that it prepares")
    parser.add_argument("--rows", type=int, required=True, help="rows to draw")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", required=True, help="CSV to write")
    parser.add_argument("--record", required=True, help="JSON to write: times, memory, what was cut short")
    return parser.parse_args()


def read(path):
    """Returns the header and the columns of a CSV file, without blanks around cells."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = [name.strip() for name in next(rows)]
        cells = [[cell.strip() for cell in row] for row in rows if len(row) == len(header)]
    return header, list(zip(*cells))


def numbers(cells):
    """Returns floats; NaN stands for empty cells."""
    return np.array([float(cell) if cell else np.nan for cell in cells])


def decimals(cells):
    """Returns how many decimals the cells of a column have at most."""
    return min(MOST_DECIMALS, max((MOST_DECIMALS if "e" in cell.lower() else len(cell.partition(".")[2].rstrip("0")))
                                  for cell in cells))


class Table:
    """A training table. `numbers` [rows, numbers] has no empty cells: their mean stands there, and a category of two levels tells
    them apart. `codes` [rows, categories] are the categories' levels, the most frequent first; `sizes` are their numbers."""

    def __init__(self, path, schema):
        self.names, columns = read(path)
        self.target = schema["target"]
        self.columns, values, codes, self.sizes = [], [], [], []
        for name, cells in zip(self.names, columns):
            column = dict(name=name)
            if name in schema["categories"]:
                levels, code, count = np.unique(np.array(cells), return_inverse=True, return_counts=True)
                order = np.argsort(-count, kind="stable")
                column["levels"] = levels[order].tolist()
                self.add(column, codes, np.argsort(order)[code], len(levels))
            else:
                value = numbers(cells)
                known = value[~np.isnan(value)]
                column.update(number=len(values), decimals=decimals(cells), low=known.min(), high=known.max())
                values.append(np.where(np.isnan(value), known.mean(), value))
                if len(known) < len(value):
                    self.add(column, codes, np.isnan(value).astype(int), 2)
            self.columns.append(column)
        self.numbers = np.stack(values, 1) if values else np.zeros((len(columns[0]), 0))
        self.codes = np.stack(codes, 1) if codes else np.zeros((len(columns[0]), 0), int)
        self.decimals = [column["decimals"] for column in self.columns if "number" in column]

    def add(self, column, codes, code, size):
        column["category"] = len(codes)
        codes.append(code)
        self.sizes.append(size)

    def target_category(self):
        """Returns which category is the target; None if the target is a number."""
        column = next(column for column in self.columns if column["name"] == self.target)
        return column["category"] if "levels" in column else None

    def write(self, path, values, codes):
        """Writes rows with the decimals and within the bounds of the training table."""
        texts = [self.texts(column, values, codes) for column in self.columns]
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.names)
            writer.writerows(zip(*texts))

    @staticmethod
    def texts(column, values, codes):
        if "levels" in column:
            return [column["levels"][code] for code in codes[:, column["category"]]]
        clipped = np.clip(values[:, column["number"]], column["low"], column["high"])
        texts = [f"{value:.{column['decimals']}f}" for value in clipped]
        if "category" in column:
            texts = ["" if empty else text for text, empty in zip(texts, codes[:, column["category"]])]
        return texts


class TimeIsUp(Exception):
    """Ends a training from within."""


class Clock:
    """The time of training."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.begin = time.perf_counter()

    def elapsed(self):
        return time.perf_counter() - self.begin

    def share(self):
        """Returns how much of the time is over, up to 1."""
        return min(1.0, self.elapsed() / self.seconds)

    def is_up(self):
        return self.elapsed() >= self.seconds


def peak_bytes():
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024


def main(fit):
    """Runs a peer. Notes that `fit` leaves in clock.notes become part of the record."""
    given = arguments()
    os.environ["OMP_NUM_THREADS"] = str(given.threads)
    with open(given.schema, encoding="utf-8") as file:
        table = Table(given.train, json.load(file))
    clock = Clock(given.seconds)
    clock.notes = {}
    sample = fit(table, clock, given)
    trained = clock.elapsed()
    begin = time.perf_counter()
    values, codes = sample(given.rows)
    sampled = time.perf_counter() - begin
    table.write(given.output, values, codes)
    record = {"train-seconds": trained, "sample-seconds": sampled, "rows": given.rows, "peak-bytes": peak_bytes(), **clock.notes}
    with open(given.record, "w", encoding="utf-8") as file:
        json.dump(record, file, indent=1)
