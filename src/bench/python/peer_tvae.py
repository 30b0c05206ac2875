"""TVAE (Xu et al. 2019), as SDV's package has it."""
from ctgan import TVAE
from peers import main
from sdv_peers import fitted

if __name__ == "__main__":
    main(fitted(lambda epochs: TVAE(epochs=epochs, enable_gpu=False)))
