"""CTGAN and TVAE of SDV's package ctgan: their own defaults, but trained until the time is up instead of for 300 epochs."""
import pandas as pd
from torch_peers import prepare, stopped

NO_END = 1_000_000  # epochs


def fitted(make):
    """Returns the `fit` of a peer whose model make(epochs) makes."""

    def fit(table, clock, given):
        prepare(given)
        model = make(NO_END)
        model.set_random_state(given.seed)
        count = table.numbers.shape[1]
        frame = pd.DataFrame(table.numbers, columns=[f"n{j}" for j in range(count)])
        categories = [f"c{j}" for j in range(len(table.sizes))]
        for j, name in enumerate(categories):
            frame[name] = table.codes[:, j].astype(str)
        with stopped(clock):
            model.fit(frame, categories)

        def sample(rows):
            drawn = model.sample(rows)
            codes = drawn[categories].astype(int).to_numpy()
            return drawn.iloc[:, :count].to_numpy(float), codes

        return sample

    return fit
