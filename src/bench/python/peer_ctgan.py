"""CTGAN (Xu et al. 2019), as SDV's package has it."""
from ctgan import CTGAN
from peers import main
from sdv_peers import fitted

if __name__ == "__main__":
    main(fitted(lambda epochs: CTGAN(epochs=epochs, enable_gpu=False)))
