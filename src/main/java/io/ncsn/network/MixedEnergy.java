package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.logsumexp;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Energies of images with a label, in libtorch's tensors. With z = x̃/√(1 + σ²), the network gives
 * an image U and a number lₖ for each label. Of an image given its label, of which the network is
 * told, E(x̃ | y) = ‖x̃‖²/(2(1 + σ²)) + ⟨z, U⟩/σ. Where the label has noise as the image has, the
 * network is not told of it, and
 *
 * <p>E(x̃, ỹ) = ‖x̃‖²/(2(1 + σ²)) + ⟨z, U⟩/σ − log Σₖ πₖ·exp(−‖ỹ − eₖ‖²/(2σ²) + lₖ/√(1 + σ²)),
 *
 * <p>both up to constants of σ. This is −log of Σₖ p(x̃, k)·N(ỹ; eₖ, σ²), which all densities of an
 * image and a label with noise are. Its negative gradient by ỹ is (P − ỹ)/σ², in which P is the
 * softmax of the logits ln πₖ − ‖ỹ − eₖ‖²/(2σ²) + lₖ/√(1 + σ²). Call the methods within a {@link
 * PointerScope}, and with autograd on.
 */
final class MixedEnergy {
  private final int numbers;
  private final int levels;

  /** The flag of the label. */
  private final int cell;

  MixedEnergy(MixedSpec spec, MixedChannels channels) {
    numbers = spec.numbers();
    levels = spec.levels();
    cell = channels.codeCell[0];
  }

  /**
   * Computes the outputs that a network of scores has: F of the image is the negative gradient by z
   * of σ·E without its first term.
   *
   * @param trunk makes the network's output, [rows, numbers + levels], of z
   * @param seen z, and the label's log-probabilities by its own channels
   * @param sigma [rows, 1]
   * @param given [rows, cells]; null: no label is
   */
  MixedGraph.Outputs outputs(
      UnaryOperator<Tensor> trunk, MixedGraphInput.Seen seen, Tensor sigma, Tensor given) {
    Tensor scaled = seen.scaled();
    Tensor z = scaled.requires_grad() ? scaled : scaled.detach().requires_grad_(true);
    Tensor output = trunk.apply(z);
    Tensor logits = logits(output, seen.own(), sigma);
    Tensor energy = product(z, output).sub(sigma.mul(ofLabel(logits, given)));
    Tensor numbers = TorchGraph.derivative(energy.sum(), z).neg();
    return new MixedGraph.Outputs(numbers, logits);
  }

  /**
   * Computes the energies without {@link #ofNoise}, [rows, 1]. With U = 0 and l = 0 they are those
   * of normal pixels, as densities that integrate to 1 have them.
   */
  Tensor energies(
      UnaryOperator<Tensor> trunk, MixedGraphInput.Seen seen, Tensor sigma, Tensor given) {
    Tensor z = seen.scaled();
    Tensor output = trunk.apply(z);
    Tensor spread = Torch.times(2 * Math.PI, Torch.plus(sigma.square(), 1)).log();
    Tensor normal = Torch.times(0.5, product(z, z).add(Torch.times(numbers, spread)));
    Tensor ofLabel = ofLabel(logits(output, seen.own(), sigma), given);
    return normal.add(product(z, output).div(sigma)).sub(ofLabel);
  }

  /**
   * Returns log Σₖ πₖ·N(ỹ; eₖ, σ²) where the label is not given, or else 0: [rows, 1].
   *
   * @param noised ỹ, [rows, levels]
   * @param logPrior ln π
   */
  Tensor ofNoise(Tensor noised, Tensor logPrior, Tensor sigma, Tensor given) {
    Tensor variance = sigma.square();
    Tensor half = Torch.times(0.5, Torch.plus(Torch.rowDot(noised, noised), 1)).unsqueeze(1);
    Tensor exponents = noised.sub(half).div(variance).add(logPrior);
    Tensor constant = Torch.times(levels / 2.0, Torch.times(2 * Math.PI, variance).log());
    return ofLabel(exponents, given).sub(free(constant, given));
  }

  private Tensor product(Tensor z, Tensor output) {
    Tensor image = output.narrow(Torch.COLUMNS, 0, numbers);
    return z.mul(image).sum(new long[] {Torch.COLUMNS}, true, new ScalarTypeOptional());
  }

  /** Returns the logits, of which those of {@code own} alone are log-probabilities. */
  private Tensor logits(Tensor output, Tensor own, Tensor sigma) {
    Tensor found = output.narrow(Torch.COLUMNS, numbers, levels);
    return own.add(found.div(Torch.plus(sigma.square(), 1).sqrt()));
  }

  /** Returns log Σₖ exp of the logits where the label is not given, or else 0: [rows, 1]. */
  private Tensor ofLabel(Tensor logits, Tensor given) {
    return free(logsumexp(logits, new long[] {Torch.COLUMNS}, true), given);
  }

  private Tensor free(Tensor values, Tensor given) {
    return given == null
        ? values
        : values.mul(Torch.plus(given.narrow(Torch.COLUMNS, cell, 1).neg(), 1));
  }
}
