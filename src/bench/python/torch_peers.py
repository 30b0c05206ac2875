"""What the peers in PyTorch share: threads, seeds, minibatches, and stopping a training that knows no clock."""
import contextlib

import numpy as np
import torch
from peers import TimeIsUp
from torch.optim.optimizer import register_optimizer_step_pre_hook


def prepare(given):
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    np.random.seed(given.seed)


@contextlib.contextmanager
def stopped(clock):
    """Ends what runs inside when the time is up, before the optimizer's next step; counts the steps."""
    count = 0

    def check(optimizer, *_):
        nonlocal count
        if clock.is_up():
            raise TimeIsUp
        count += 1

    hook = register_optimizer_step_pre_hook(check)
    try:
        yield
        clock.notes["stopped"] = False
    except TimeIsUp:
        clock.notes["stopped"] = True
    finally:
        hook.remove()
        clock.notes["steps"] = count


def minibatches(rows, size):
    """Yields indices of rows, without end, in a new order each time all rows were seen."""
    size = min(size, rows)
    while True:
        order = torch.randperm(rows)
        for at in range(0, rows - size + 1, size):
            yield order[at:at + size]


def chunks(count, size):
    """Yields the sizes of the parts that `count` rows are drawn in."""
    for at in range(0, count, size):
        yield min(size, count - at)
