package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.cat;

import io.ncsn.network.MixedGraphInput.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A network of mixed rows in libtorch's tensors, which autograd differentiates. It is the plain way
 * to what {@link MixedPass} computes faster. Call the methods that return tensors within a {@link
 * PointerScope}.
 *
 * <p>A number's output F predicts (x − x̃/(1+σ²))·√(1+σ²)/σ. A category's logits are ln q + F +
 * A·r, where q is the posterior of the category's own channels, r = ln q − ln π and π are the
 * frequencies. So with F = 0 and A = 0, the network denoises as if all columns were independent.
 */
final class MixedGraph {
  private final MixedSpec spec;
  private final Trunk trunk;
  private final MixedGraphInput input;
  private final CategoryTensors categories;

  /** Null if the network has no pair matrix. */
  private final PairEffects pairs;

  /** The network of the columns beside images; null if there is none. */
  private final MixedGraph columns;

  /** All parameters by which autograd differentiates, and the places of their gradient. */
  private final List<Tensor> variables;

  private final List<Tensor> gradients;

  /** 0 for a number that always applies, or else 1 + the level at which it does. */
  private final Tensor numberGate;

  /** For each channel its place in the network's output. */
  private final Tensor outputOfChannel;

  private final MixedGraphLoss loss;

  /** Null for a network of scores. */
  private final MixedEnergy energy;

  /**
   * Makes the graph.
   *
   * @param parameters flat, [n]
   * @param gradient flat, [n]
   * @param precision precision of the trunk; {@link Architecture#bfloat16Check} must permit it
   * @param buffers owner of the permanently allocated memory
   */
  MixedGraph(
      MixedSpec spec,
      Tensor parameters,
      Tensor gradient,
      KernelPlan plan,
      Precision precision,
      TorchBuffers buffers) {
    this.spec = spec;
    MixedChannels channels = new MixedChannels(spec.layout());
    categories = new CategoryTensors(channels);
    input = new MixedGraphInput(spec, channels, categories, buffers);
    trunk = spec.net().trunk(spec.trunk().in(precision), parameters, plan, buffers);
    pairs = PairEffects.of(spec, parameters, buffers);
    variables = new ArrayList<>(trunk.variables());
    gradients =
        new ArrayList<>(spec.net().views(spec.inputs(), spec.dimension(), gradient, buffers));
    if (pairs != null) {
      variables.add(pairs.matrix());
      gradients.add(MixedTensors.pairs(spec, gradient, buffers));
    }
    columns = spec.hasColumns() ? beside(spec, parameters, gradient, plan, buffers) : null;
    if (columns != null) {
      variables.addAll(columns.variables);
      gradients.addAll(columns.gradients);
    }
    numberGate =
        buffers.indices(Arrays.stream(channels.numberGate).map(level -> level + 1).toArray());
    outputOfChannel = buffers.indices(channels.outputOfChannel());
    loss = new MixedGraphLoss(spec, channels, buffers);
    energy = spec.energy() ? new MixedEnergy(spec, channels) : null;
  }

  private static MixedGraph beside(
      MixedSpec spec, Tensor parameters, Tensor gradient, KernelPlan plan, TorchBuffers buffers) {
    long from = spec.layerParameters();
    long length = spec.parameters() - from;
    return new MixedGraph(
        spec.beside(),
        buffers.own(parameters.narrow(0, from, length)),
        buffers.own(gradient.narrow(0, from, length)),
        plan,
        Precision.FLOAT32,
        buffers);
  }

  /**
   * The outputs for noised rows.
   *
   * @param numbers F of the numbers, [rows, numbers]
   * @param logits log-probabilities of the levels, [rows, levels]
   */
  record Outputs(Tensor numbers, Tensor logits) {
    /** Returns the same numbers, through which no gradient flows. */
    Outputs detached() {
      return new Outputs(numbers.detach(), logits.detach());
    }
  }

  /**
   * Computes the outputs.
   *
   * @param noised x̃, clean where given, [rows, width]
   * @param sigma [rows, 1]
   * @param given 1 for each given cell, [rows, cells]; null for a network without flags
   */
  Outputs outputs(Tensor noised, Tensor sigma, Tensor given) {
    return outputs(noised, sigma, given, ofColumns(noised, sigma, given));
  }

  /** Returns what the network of the columns beside images says of them; null if there is none. */
  Outputs ofColumns(Tensor noised, Tensor sigma, Tensor given) {
    if (columns == null) {
      return null;
    }
    return columns.outputs(
        behind(noised, spec.pixels()), sigma, given == null ? null : behind(given, 1));
  }

  /** Returns the columns of {@code rows} from {@code first} on. */
  static Tensor behind(Tensor rows, long first) {
    return rows.narrow(Torch.COLUMNS, first, rows.size(1) - first);
  }

  /**
   * Computes the outputs.
   *
   * @param beside {@link #ofColumns}
   */
  Outputs outputs(Tensor noised, Tensor sigma, Tensor given, Outputs beside) {
    Seen seen = input.seen(noised, sigma, given);
    Tensor own = seen.own();
    if (energy != null) {
      Outputs outputs = energy.outputs(told(seen, sigma, given), seen, sigma, given);
      return new Outputs(outputs.numbers(), categories.logSoftmax(outputs.logits()));
    }
    Tensor output = output(seen.scaled(), own, sigma, given);
    Tensor learnt = output.narrow(Torch.COLUMNS, 0, spec.numbers());
    Tensor logits = output.narrow(Torch.COLUMNS, spec.numbers(), spec.levels());
    if (beside != null) {
      return new Outputs(
          corrected(learnt, beside.numbers()), categories.logSoftmax(beside.logits().add(logits)));
    }
    logits = own.add(logits);
    if (pairs != null) {
      logits = logits.add(pairs.of(own.sub(input.logPrior())));
    }
    return new Outputs(learnt, categories.logSoftmax(logits));
  }

  /** Returns E of the rows, [rows, 1], of a network of energies. The shapes are as in outputs. */
  Tensor energies(Tensor noised, Tensor sigma, Tensor given) {
    Seen seen = input.seen(noised, sigma, given);
    Tensor energies = energy.energies(told(seen, sigma, given), seen, sigma, given);
    Tensor levels = input.levels(noised);
    return energies.sub(energy.ofNoise(levels, input.logPrior(), sigma, given));
  }

  private UnaryOperator<Tensor> told(Seen seen, Tensor sigma, Tensor given) {
    return scaled -> output(scaled, seen.own(), sigma, given);
  }

  private Tensor output(Tensor scaled, Tensor own, Tensor sigma, Tensor given) {
    return trunk.output(input.layers(scaled, own, sigma, given));
  }

  /** Adds what the network of images learnt of numbers beside them to what is known of these. */
  private Tensor corrected(Tensor learnt, Tensor known) {
    if (spec.numbers() == spec.pixels()) {
      return learnt;
    }
    return cat(
        new TensorVector(
            learnt.narrow(Torch.COLUMNS, 0, spec.pixels()),
            behind(learnt, spec.pixels()).add(known)),
        Torch.COLUMNS);
  }

  /** Returns the mean loss of {@code batch}, a number. */
  Tensor loss(MixedBatch batch) {
    return loss.of(batch, this);
  }

  /** Returns the loss of the network of the columns beside images. */
  MixedGraphLoss lossOfColumns() {
    return columns.loss;
  }

  /**
   * Computes the denoised rows D, [rows, width], in the order of the rows' channels. Given channels
   * are denoised as any others.
   */
  Tensor denoised(Tensor noised, Tensor sigma, Tensor given) {
    Outputs outputs = outputs(noised, sigma, given);
    Tensor probabilities = outputs.logits().exp();
    Tensor total = Torch.plus(sigma.square(), 1);
    Tensor numbers = input.numbers(noised).div(total);
    Tensor output = outputs.numbers().mul(sigma).div(total.sqrt());
    Tensor always = torch.ones_like(sigma);
    Tensor gates = cat(new TensorVector(always, probabilities), Torch.COLUMNS);
    Tensor regular = gates.index_select(Torch.COLUMNS, numberGate);
    Tensor denoised = numbers.add(output.mul(regular));
    return cat(new TensorVector(denoised, probabilities), Torch.COLUMNS)
        .index_select(Torch.COLUMNS, outputOfChannel);
  }

  /** Writes the gradient of the number {@code loss} by the parameters into the gradient vector. */
  void backward(Tensor loss) {
    TorchGraph.backward(loss, variables, gradients);
  }
}
