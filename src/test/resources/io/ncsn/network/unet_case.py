"""The U-Net of images by PyTorch: unet_case.py CASE.json DIRECTORY, with the directory of ncsn_unet.py on PYTHONPATH.

CASE.json has the sizes of the network. The directory has parameters, input and v, and gets output and the gradient of
sum(v * output) by the parameters: files of 32-bit floats in the machine's byte order. Needs torch and numpy.
"""

import json
import sys
from pathlib import Path

import ncsn_unet
import numpy as np
import torch


def main():
    case, directory = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])

    def read(name):
        return torch.from_numpy(np.fromfile(directory / name, np.float32))

    rows = read("input").view(case["rows"], -1)
    pixels = case["width"] * case["height"] * case["channels"]
    net = ncsn_unet.Unet(case, rows.shape[1] - pixels, case["beyond"])
    flat, grad = ncsn_unet.flatten(net)
    flat.copy_(read("parameters"))
    output = net(rows[:, :pixels], rows[:, pixels:])
    (output * read("v").view_as(output)).sum().backward()
    output.detach().numpy().tofile(directory / "output")
    grad.numpy().tofile(directory / "gradient")


if __name__ == "__main__":
    main()
