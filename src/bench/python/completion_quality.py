"""Measures completion: cells of test rows are hidden at random, and what ncsn impute puts there is compared with them.

  python completion_quality.py hide --test test.csv --output holes.csv
  submit/ncsn impute --model M --input holes.csv --point --output filled
  python completion_quality.py judge --train train.csv --test test.csv --schema schema.json --filled filled/imputed

Prints JSON: the mean absolute error of hidden numbers in deviations of the training column, and the share of hidden categories that
came back; of the completed rows, and of rows completed by means and modes of the training rows. schema.json is that of peers.py.
"""
import argparse
import csv
import json

import numpy as np
import pandas as pd
from peers import numbers, read

KEY = "hidden_row"


def hidden(columns, rows, share, seed):
    """Returns which of the first `rows` rows' cells are hidden, [rows, columns]. Empty cells are not."""
    cells = np.array([column[:rows] for column in columns]).T
    return (np.random.default_rng(seed).random(cells.shape) < share) & (cells != ""), cells


def hide(options):
    header, columns = read(options.test)
    mask, cells = hidden(columns, options.rows, options.share, options.seed)
    with open(options.output, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(header + [KEY])
        for i, row in enumerate(np.where(mask, "", cells)):
            rows.writerow(list(row) + [i])


def judge(options):
    with open(options.schema, encoding="utf-8") as file:
        categories = json.load(file)["categories"]
    header, columns = read(options.test)
    mask, cells = hidden(columns, options.rows, options.share, options.seed)
    train = dict(zip(*read(options.train)))
    filled = pd.read_parquet(options.filled).sort_values(KEY, key=lambda keys: keys.astype(int))
    errors, plain, right, modes = [], [], [], []
    for name, cell, is_hidden in zip(header, cells.T, mask.T):
        found = filled[name].to_numpy()[is_hidden]
        truth = cell[is_hidden]
        if name in categories:
            levels, counts = np.unique([cell for cell in train[name] if cell], return_counts=True)
            right.append(found.astype(str) == truth)
            modes.append(truth == levels[counts.argmax()])
        else:
            known = numbers(train[name])
            known = known[~np.isnan(known)]
            errors.append(np.abs(found.astype(float) - truth.astype(float)) / known.std())
            plain.append(np.abs(known.mean() - truth.astype(float)) / known.std())
    mean = lambda parts: float(np.concatenate(parts).mean())
    print(json.dumps({"mae": mean(errors), "accuracy": mean(right), "mean-mae": mean(plain), "mode-accuracy": mean(modes)}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=["hide", "judge"])
    parser.add_argument("--test", required=True, help="CSV with a header line")
    parser.add_argument("--rows", type=int, default=1000, help="of the test table, from its beginning")
    parser.add_argument("--share", type=float, default=0.3, help="of the cells to hide")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", help="CSV to write")
    parser.add_argument("--train", help="CSV with a header line")
    parser.add_argument("--schema")
    parser.add_argument("--filled", help="directory of Parquet that ncsn impute wrote")
    options = parser.parse_args()
    (hide if options.task == "hide" else judge)(options)


if __name__ == "__main__":
    main()
