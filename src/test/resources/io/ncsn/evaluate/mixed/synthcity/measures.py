"""Prints alpha-precision and beta-recall as synthcity's own AlphaPrecision finds them, as JSON.

measures.py REAL.csv SYNTHETIC.csv

found.json beside this file was made by it. Needs a Python with synthcity (pip install --no-deps synthcity), torch, geomloss,
lifelines, loguru, pydantic, pandas, scikit-learn, tqdm, cloudpickle and numpy below 2; not synthcity's own plugins and what they need.
"""
import importlib.metadata
import importlib.util
import json
import sys
import tempfile
import types
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder

# Packages without their __init__, which would load all of synthcity's plugins; modules that only those use stand empty.
root = Path(importlib.util.find_spec('synthcity').submodule_search_locations[0])
for name in ('', '.metrics', '.plugins', '.plugins.core', '.plugins.core.models', '.plugins.core.models.survival_analysis'):
    package = types.ModuleType('synthcity' + name)
    package.__path__ = [str(root.joinpath(*name.split('.')))]
    sys.modules[package.__name__] = package
for name in ('torchvision', 'xgboost', 'xgbse', 'xgbse.non_parametric', 'opacus'):
    sys.modules.setdefault(name, MagicMock())
from synthcity.metrics.eval_statistical import AlphaPrecision  # noqa: E402
from synthcity.plugins.core.dataloader import GenericDataLoader  # noqa: E402

real, synthetic = (pd.read_csv(path, float_precision='round_trip') for path in sys.argv[1:3])
categories = [column for column in real if real[column].dtype == object]
numbers = [column for column in real if column not in categories]
encoder = OneHotEncoder().fit(pd.concat([real, synthetic])[categories])


def points(table):
    """Numbers as they are (synthcity scales them), categories as one-hot codes."""
    return pd.DataFrame(np.concatenate([table[numbers].to_numpy(float), encoder.transform(table[categories]).toarray()], 1))


def with_target(table):
    """The naive variant leaves out a target, by default the last column: here one that holds nothing else."""
    return table.assign(target=0.0)


def naive(prepare):
    """What evaluate() finds under names that end with naive; its other variant trains a network of its own."""
    with tempfile.TemporaryDirectory() as workspace:
        measure = AlphaPrecision(workspace=Path(workspace))
        tables = (GenericDataLoader(prepare(points(table))) for table in (real, synthetic))
        found = measure.metrics(*(table.to_numpy() for table in measure._normalize_covariates(*tables)))
    return {'alpha precision': float(found[3]), 'beta recall': float(found[4])}


print(json.dumps({
    'synthcity': importlib.metadata.version('synthcity'),
    'all columns': naive(with_target),
    'without the last one': naive(lambda table: table),
}, indent=2))
