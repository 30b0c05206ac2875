"""Prints the measures of mixed tables as SDMetrics, scikit-learn and NumPy compute them, as JSON.

reference_measures.py REAL.csv SYNTHETIC.csv HOLDOUT.csv DESCRIPTION.json
The description has "types" (column: numerical, categorical, boolean or datetime) and "target".
"""
import json
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import NearestNeighbors

warnings.filterwarnings('ignore')
from sdmetrics.reports.single_table._properties import ColumnPairTrends, ColumnShapes  # noqa: E402
from sdmetrics.single_table import LogisticDetection  # noqa: E402

real, synthetic, holdout = (pd.read_csv(path, float_precision='round_trip') for path in sys.argv[1:4])
description = json.load(open(sys.argv[4]))
types, target = description['types'], description['target']
for table in (real, synthetic, holdout):
    for column, kind in types.items():
        if kind == 'datetime':
            table[column] = pd.to_datetime(table[column], format='ISO8601')
metadata = {'columns': {column: {'sdtype': kind} for column, kind in types.items()}}
numbers = [column for column, kind in types.items() if kind in ('numerical', 'datetime')]
categories = [column for column in types if column not in numbers]


def details(measure):
    """QualityReport gives the same, but leaves out pairs that it finds too weakly related."""
    measure.get_score(real.copy(), synthetic.copy(), metadata)
    return measure.details


def report():
    shapes, pairs = (details(measure()) for measure in (ColumnShapes, ColumnPairTrends))
    return {
        'shape': dict(zip(shapes['Column'], 1 - shapes['Score'])),
        'trend': {f'{a}/{b}': 1 - s for a, b, s in zip(pairs['Column 1'], pairs['Column 2'], pairs['Score'])},
    }


def number(column):
    """Microseconds of dates, as floats."""
    if types[column.name] == 'datetime':
        return column.astype('datetime64[us]').astype('int64').where(column.notna(), np.nan).astype(float)
    return column.astype(float)


def points(table):
    """Numbers over the real rows' range, one-hot categories; nulls are -1/2 and a level."""
    parts = []
    for name in numbers:
        low, high = number(real[name]).min(), number(real[name]).max()
        parts.append(((number(table[name]) - low) / (high - low)).fillna(-0.5).to_numpy()[:, None])
    for name in categories:
        levels = pd.unique(pd.concat([t[name].astype(str) for t in (real, synthetic, holdout)]))
        parts.append((table[name].astype(str).to_numpy()[:, None] == levels[None]).astype(float))
    return np.concatenate(parts, 1)


def coverage(x, y):
    """synthcity's AlphaPrecision, naive variant: Euclidean, 30 quantiles."""
    centre, own_centre, alphas = x.mean(0), y.mean(0), np.linspace(0, 1, 30)
    radii = np.quantile(np.linalg.norm(x - centre, axis=1), alphas)
    to_centre = np.linalg.norm(y - centre, axis=1)
    between_real = NearestNeighbors(n_neighbors=2).fit(x).kneighbors(x)[0][:, 1]
    nearest, which = (v.squeeze() for v in NearestNeighbors(n_neighbors=1).fit(y).kneighbors(x))
    chosen = np.linalg.norm(y[which] - own_centre, axis=1)
    own_radii = np.quantile(chosen, alphas)
    precision = np.array([np.mean(to_centre <= r) for r in radii])
    recall = np.array([np.mean((nearest <= between_real) & (chosen <= r)) for r in own_radii])
    return {name: 1 - np.abs(alphas - curve).sum() / alphas.sum()
            for name, curve in (('alpha', precision), ('beta', recall))}


def privacy(x, y, z):
    """Distances by brute force, all rows of each: the real and the hold-out table must be equally large."""
    near = lambda a, b: NearestNeighbors(n_neighbors=1, metric='manhattan').fit(b).kneighbors(a)[0].squeeze()
    member, other = near(x, y), near(z, y)
    steps = np.unique(np.r_[member, other])
    lead = max(np.mean(member <= t) - np.mean(other <= t) for t in steps)
    to_real, to_holdout = near(y, x), near(y, z)
    return {'nearer': np.mean(to_real < to_holdout), 'median': np.median(to_real), 'advantage': lead}


def features(table, names):
    codes = {name: pd.Categorical(table[name], categories=sorted(real[name].dropna().unique())).codes
             for name in names if name in categories}
    return np.stack([np.where(codes[n] < 0, np.nan, codes[n]) if n in codes else number(table[n]) for n in names], 1)


def trees(x, labels, names):
    return HistGradientBoostingClassifier(
        categorical_features=[n in categories for n in names], early_stopping=False, random_state=0).fit(x, labels)


def utility(train):
    names = [name for name in types if name != target]
    level = real[target].value_counts().index[0]
    model = trees(features(train, names), train[target] == level, names)
    return roc_auc_score(holdout[target] == level, model.predict_proba(features(holdout, names))[:, 1])


def detection():
    names = list(types)
    x = np.concatenate([features(real, names), features(synthetic, names)])
    y = np.r_[np.ones(len(real)), np.zeros(len(synthetic))]
    fold, areas = np.random.default_rng(0).permutation(len(y)) % 3, []
    for k in range(3):
        model = trees(x[fold != k], y[fold != k], names)
        areas.append(max(.5, roc_auc_score(y[fold == k], model.predict_proba(x[fold == k])[:, 1])))
    return np.mean(areas)


np.random.seed(0)  # of LogisticDetection's folds
found = report()
every_column = {'columns': {name: {'sdtype': 'categorical' if kind == 'boolean' else kind}
                            for name, kind in types.items()}}  # SDMetrics would leave out booleans
found['logistic'] = 1 - LogisticDetection.compute(real.copy(), synthetic.copy(), every_column) / 2
found['trees'] = detection()
found['utility'] = {'synthetic': utility(synthetic), 'real': utility(real)}
found.update(coverage(points(real), points(synthetic)))
found.update(privacy(points(real), points(synthetic), points(holdout)))
print(json.dumps(found, default=float))
