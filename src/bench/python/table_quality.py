"""Measures of a table's samples that share no code with ncsn's own: the independent judge of ncsn bench --peer-tables.

  python table_quality.py --train train.csv --test test.csv --samples fake.csv --schema schema.json

Prints JSON with ncsn's names of the measures: shape, trend and trend-own-bins (SDMetrics' definitions; errors from 0 to 1),
detection-trees and utility-auc or utility-rmse (scikit-learn's gradient-boosted trees), and nearer-to-training.
"""
import argparse
import itertools
import json

import numpy as np
from peers import numbers, read
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import roc_auc_score

CLASSIFIED = 10_000
SEARCHED = 2_000
MOST_LEVELS = 250  # that scikit-learn's trees take as categories
EMPTY = 99


def load(path, schema):
    return {name: np.array(cells) if name in schema["categories"] else numbers(cells) for name, cells in zip(*read(path))}


def coded(schema, *tables):
    """Gives equal levels of all tables equal whole numbers."""
    for name in schema["categories"]:
        code = np.unique(np.concatenate([table[name] for table in tables]), return_inverse=True)[1]
        for table, part in zip(tables, np.split(code, np.cumsum([len(table[name]) for table in tables])[:-1])):
            table[name] = part
    return tables


def known(values):
    return values[~np.isnan(values)]


def smirnov(a, b):
    a, b = np.sort(known(a)), np.sort(known(b))
    both = np.concatenate([a, b])
    return np.abs(np.searchsorted(a, both, "right") / len(a) - np.searchsorted(b, both, "right") / len(b)).max()


def variation(a, b):
    most = int(max(a.max(), b.max())) + 1
    return np.abs(np.bincount(a, minlength=most) / len(a) - np.bincount(b, minlength=most) / len(b)).sum() / 2


def shape(a, b, is_category):
    """Returns the error of a column, without its empty cells."""
    if not is_category:
        return smirnov(a, b)
    a, b = a[a != ""], b[b != ""]
    return variation(*np.split(np.unique(np.concatenate([a, b]), return_inverse=True)[1], [len(a)]))


def binned(values, edges):
    bins = np.digitize(values, edges)
    bins[np.isnan(values)] = EMPTY
    return bins


def correlation(table, x, y):
    a, b = table[x], table[y]
    there = ~(np.isnan(a) | np.isnan(b))
    return np.corrcoef(a[there], b[there])[0, 1] if a[there].std() > 0 and b[there].std() > 0 else 0.0


def trend(train, fake, categories, own):
    """Returns the mean error of pairs; samples are cut by their own range's bins or by the training rows'."""
    edges = lambda table, name: np.histogram_bin_edges(known(table[name]))
    cells = lambda table, by: {n: v if n in categories else binned(v, edges(by, n)) for n, v in table.items()}
    real, made = cells(train, train), cells(fake, fake if own else train)
    errors = []
    for x, y in itertools.combinations(train, 2):
        if x not in categories and y not in categories:
            errors.append(abs(correlation(train, x, y) - correlation(fake, x, y)) / 2)
        else:
            pairs = np.concatenate([t[x].astype(np.int64) * 1_000_000 + t[y] for t in (real, made)])
            code = np.unique(pairs, return_inverse=True)[1]
            errors.append(variation(*np.split(code, [len(real[x])])))
    return np.mean(errors)


def matrix(table, names):
    return np.stack([table[name].astype(float) for name in names], 1)


def trees(regression, names, table, categories):
    few = [name in categories and len(np.unique(table[name])) <= MOST_LEVELS for name in names]
    kind = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
    return kind(categorical_features=few, random_state=0)


def detection(train, fake, categories):
    """Returns the AUC of trees that tell samples from training rows, on rows that they have not seen."""
    generator, names = np.random.default_rng(0), list(train)
    real, made = matrix(train, names), matrix(fake, names)
    count = min(CLASSIFIED, len(real), len(made))
    real, made = real[generator.permutation(len(real))[:count]], made[generator.permutation(len(made))[:count]]
    half = count // 2
    model = trees(False, names, train, categories)
    model.fit(np.r_[real[:half], made[:half]], np.r_[np.zeros(half), np.ones(half)])
    guess = model.predict_proba(np.r_[real[half:], made[half:]])[:, 1]
    return roc_auc_score(np.r_[np.zeros(count - half), np.ones(count - half)], guess)


def utility(train, test, target, categories):
    """Returns what trees that learnt from `train` reach on `test`: AUC of the greatest level, or the root mean square error."""
    names = [name for name in train if name != target]
    model = trees(target not in categories, names, train, categories)
    if target not in categories:
        there, asked = ~np.isnan(train[target]), ~np.isnan(test[target])
        model.fit(matrix(train, names)[there], train[target][there])
        return np.sqrt(np.mean((model.predict(matrix(test, names)[asked]) - test[target][asked]) ** 2))
    if len(np.unique(train[target])) < 2:
        return 0.5
    level = test[target].max()
    model.fit(matrix(train, names), train[target] == level)
    return roc_auc_score(test[target] == level, model.predict_proba(matrix(test, names))[:, 1])


def points(tables, train, categories):
    blocks = []
    for name in train:
        parts = [table[name] for table in tables]
        if name in categories:
            size = max(part.max() for part in parts) + 1
            blocks.append([np.eye(size)[part] for part in parts])
        else:
            low, high = np.nanmin(train[name]), np.nanmax(train[name])
            blocks.append([np.nan_to_num((part - low) / max(high - low, 1e-12), nan=-0.5)[:, None] for part in parts])
    return [np.concatenate(part, 1).astype(np.float32) for part in zip(*blocks)]


def nearer(fake, train, test, categories):
    """Returns the share of samples nearer to training rows than to as many test rows, in the L1 distance; ties count half."""
    generator = np.random.default_rng(0)
    rows = lambda table: len(next(iter(table.values())))
    equal = min(SEARCHED * 4, rows(train), rows(test))
    chosen = [generator.permutation(rows(table))[:most] for table, most in ((fake, SEARCHED), (train, equal), (test, equal))]
    tables = [{name: cells[index] for name, cells in table.items()} for table, index in zip((fake, train, test), chosen)]
    made, real, held = points(tables, train, categories)
    near = lambda others: np.array([np.abs(others - row).sum(1).min() for row in made])
    a, b = near(real), near(held)
    return np.mean(np.where(a == b, 0.5, a < b))


def measures(train, test, fake, schema):
    categories, target = set(schema["categories"]), schema["target"]
    shapes = [shape(train[name], fake[name], name in categories) for name in train]
    train, test, fake = coded(schema, train, test, fake)
    return {
        "shape": np.mean(shapes),
        "trend": trend(train, fake, categories, own=False),
        "trend-own-bins": trend(train, fake, categories, own=True),
        "detection-trees": detection(train, fake, categories),
        "utility-auc" if target in categories else "utility-rmse": utility(fake, test, target, categories),
        "nearer-to-training": nearer(fake, train, test, categories),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("train", "test", "samples", "schema"):
        parser.add_argument("--" + name, required=True)
    given = parser.parse_args()
    with open(given.schema, encoding="utf-8") as file:
        description = json.load(file)
    tables = [load(path, description) for path in (given.train, given.test, given.samples)]
    print(json.dumps(measures(*tables, description), default=float))
