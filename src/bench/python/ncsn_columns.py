"""A table as the channels of our own method: numbers as intervals of their distribution, and categories, with those that numbers
became."""
import numpy as np
import torch

STATE_MASS = 0.05
FEW_VALUES = 20
KNOTS = 1000


class Distribution:
    """A column of numbers: its values own intervals of (0, 1)."""

    def __init__(self, values, decimals, generator):
        self.decimals = decimals
        known, counts = np.unique(values, return_counts=True)
        self.grid = known if len(known) <= KNOTS else None
        if self.grid is not None:
            self.knots, self.share = known, np.concatenate([[0], np.cumsum(counts) / len(values)])
        else:
            self.step = 10.0 ** -decimals
            spread = values + generator.uniform(-0.5, 0.5, len(values)) * self.step
            self.knots, first = np.unique(np.quantile(spread, np.linspace(0, 1, KNOTS)), return_index=True)
            self.share = np.linspace(0, 1, KNOTS)[first]
            self.share[-1] = 1

    def bounds(self, values):
        if self.grid is not None:
            at = np.searchsorted(self.grid, values)
            return self.share[at], self.share[at + 1]
        return tuple(np.interp(values + side * self.step / 2, self.knots, self.share) for side in (-1, 1))

    def value(self, share):
        if self.grid is not None:
            return self.grid[np.clip(np.searchsorted(self.share, share, "right") - 1, 0, len(self.grid) - 1)]
        return np.round(np.interp(share, self.share, self.knots), self.decimals)


class Columns:
    """The table as channels: bounds of numbers, which of them are regular, and categories with those that numbers became."""

    def __init__(self, table, seed):
        generator = np.random.default_rng(seed)
        self.table = table
        self.codes = [table.codes[:, j] for j in range(len(table.sizes))]
        self.sizes = list(table.sizes)
        empty = {column["number"]: column["category"] for column in table.columns if "number" in column and "category" in column}
        self.plans, self.low, self.high, self.regular, self.gates = [], [], [], [], []
        for j in range(table.numbers.shape[1]):
            values = table.numbers[:, j]
            known = np.ones(len(values), bool) if j not in empty else self.codes[empty[j]] == 0
            levels, counts = np.unique(values[known], return_counts=True)
            if len(levels) <= FEW_VALUES:
                self.plans.append(("category", self.category(np.searchsorted(levels, values).clip(0, len(levels) - 1), len(levels)), levels))
                continue
            atoms = levels[counts >= STATE_MASS * len(values)]
            regular = known & ~np.isin(values, atoms)
            plan = Distribution(values[regular], table.decimals[j], generator)
            low, high = np.zeros(len(values)), np.ones(len(values))
            low[regular], high[regular] = plan.bounds(values[regular])
            state = np.where(np.isin(values, atoms), 1 + np.searchsorted(atoms, values).clip(0, len(atoms) - 1), 0) if len(atoms) else None
            gate = self.category(state, 1 + len(atoms)) if len(atoms) else None
            self.plans.append(("number", len(self.low), plan, atoms, gate))
            self.low.append(low), self.high.append(high), self.regular.append(regular), self.gates.append(gate)

    def category(self, codes, size):
        self.codes.append(codes)
        self.sizes.append(size)
        return len(self.sizes) - 1

    def tensors(self):
        rows = len(self.table.codes)
        stack = lambda parts, kind: torch.tensor(np.stack(parts, 1) if parts else np.zeros((rows, 0)), dtype=kind)
        return stack(self.low, torch.float32), stack(self.high, torch.float32), stack(self.regular, torch.float32), stack(self.codes, torch.int64)

    def rows(self, x, codes):
        """Returns the table's numbers and codes."""
        share = torch.special.ndtr(x.double()).numpy()
        values = np.zeros((len(codes), len(self.plans)))
        for j, (kind, at, plan, *rest) in enumerate(self.plans):
            if kind == "category":
                values[:, j] = plan[codes[:, at]]
                continue
            atoms, gate = rest
            values[:, j] = plan.value(share[:, at])
            if gate is not None:
                state = codes[:, gate]
                values[:, j] = np.where(state == 0, values[:, j], atoms[np.maximum(state - 1, 0)])
        return values, codes[:, :len(self.table.sizes)]
