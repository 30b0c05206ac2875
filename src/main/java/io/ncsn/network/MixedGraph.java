package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
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
  /** The variance that stands for no noise, in the posterior of a given category. */
  static final double GIVEN_VARIANCE = 1e-3;

  /** The greatest |r|, the evidence of a category's own channels for or against a level. */
  static final float MOST_EVIDENCE = 10;

  private final MixedSpec spec;
  private final MixedChannels channels;
  private final Trunk trunk;

  /** A, [paired levels, paired levels]; null if the network has none. */
  private final Tensor pairs;

  /**
   * The paired levels, and for each level its place among them, or behind; null: all are paired.
   */
  private final Tensor paired;

  private final Tensor placeOfLevel;

  /** The network of the columns beside images; null if there is none. */
  private final MixedGraph columns;

  /** All parameters by which autograd differentiates, and the places of their gradient. */
  private final List<Tensor> variables;

  private final List<Tensor> gradients;
  private final TorchBuffers buffers;

  /** Row vectors: π, ln π, the factor of a level's input, and the angles of the embedding. */
  private final Tensor prior;

  private final Tensor logPrior;
  private final Tensor scale;
  private final Tensor angles;
  private final Tensor numberChannel;

  /** 0 for a number that always applies, or else 1 + the level at which it does. */
  private final Tensor numberGate;

  /** For each channel its place in the network's output. */
  private final Tensor outputOfChannel;

  private final MixedGraphLoss loss;

  /** Null for a network of scores. */
  private final MixedEnergy energy;

  private final Tensor levelChannel;
  private final Tensor numberCell;
  private final Tensor levelCell;
  private final Tensor codeCell;

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
    this.buffers = buffers;
    channels = new MixedChannels(spec.layout());
    trunk = spec.net().trunk(spec.trunk().in(precision), parameters, plan, buffers);
    Tensor own = MixedTensors.pairs(spec, parameters, buffers);
    pairs = own == null ? null : TorchLayers.variable(own, buffers);
    variables = new ArrayList<>(trunk.variables());
    gradients =
        new ArrayList<>(spec.net().views(spec.inputs(), spec.dimension(), gradient, buffers));
    if (pairs != null) {
      variables.add(pairs);
      gradients.add(MixedTensors.pairs(spec, gradient, buffers));
    }
    columns = spec.hasColumns() ? beside(spec, parameters, gradient, plan, buffers) : null;
    if (columns != null) {
      variables.addAll(columns.variables);
      gradients.addAll(columns.gradients);
    }
    prior = buffers.row(channels.prior);
    logPrior = buffers.row(channels.logPrior);
    scale = buffers.row(channels.scale);
    angles = buffers.row(MixedEmbedding.angles());
    numberChannel = indices(channels.numberChannel);
    numberGate = indices(Arrays.stream(channels.numberGate).map(level -> level + 1).toArray());
    outputOfChannel = indices(channels.outputOfChannel());
    int[] some = spec.pairedLevels();
    boolean all = some.length == 0 || some.length == channels.levels();
    paired = all ? null : indices(some);
    placeOfLevel = all ? null : indices(places(some, channels.levels()));
    loss = new MixedGraphLoss(spec, channels, buffers);
    energy = spec.energy() ? new MixedEnergy(spec, channels) : null;
    levelChannel = indices(channels.levelChannel);
    numberCell = indices(channels.numberCell);
    levelCell = indices(channels.levelCell);
    codeCell = indices(channels.codeCell);
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
    Seen seen = seen(noised, sigma, given);
    Tensor own = seen.own();
    if (energy != null) {
      Outputs outputs = energy.outputs(told(seen, sigma, given), seen, sigma, given);
      return new Outputs(outputs.numbers(), logSoftmax(outputs.logits()));
    }
    Tensor output = output(seen.scaled(), own, sigma, given);
    Tensor learnt = output.narrow(Torch.COLUMNS, 0, spec.numbers());
    Tensor logits = output.narrow(Torch.COLUMNS, spec.numbers(), spec.levels());
    if (beside != null) {
      return new Outputs(
          corrected(learnt, beside.numbers()), logSoftmax(beside.logits().add(logits)));
    }
    logits = own.add(logits);
    if (pairs != null) {
      logits = logits.add(paired(clamped(own.sub(logPrior))));
    }
    return new Outputs(learnt, logSoftmax(logits));
  }

  /** Returns A·r, [rows, levels], which is 0 for levels that are not paired. */
  private Tensor paired(Tensor evidence) {
    if (paired == null) {
      return linear(evidence, pairs);
    }
    Tensor product = linear(evidence.index_select(Torch.COLUMNS, paired), pairs);
    Tensor none = torch.zeros_like(product.narrow(Torch.COLUMNS, 0, 1));
    return cat(new TensorVector(product, none), Torch.COLUMNS)
        .index_select(Torch.COLUMNS, placeOfLevel);
  }

  private static int[] places(int[] paired, int levels) {
    int[] places = new int[levels];
    Arrays.fill(places, paired.length);
    for (int i = 0; i < paired.length; i++) {
      places[paired[i]] = i;
    }
    return places;
  }

  /** Returns E of the rows, [rows, 1], of a network of energies. The shapes are as in outputs. */
  Tensor energies(Tensor noised, Tensor sigma, Tensor given) {
    Seen seen = seen(noised, sigma, given);
    Tensor levels = noised.index_select(Torch.COLUMNS, levelChannel);
    Tensor energies = energy.energies(told(seen, sigma, given), seen, sigma, given);
    return energies.sub(energy.ofNoise(levels, logPrior, sigma, given));
  }

  private UnaryOperator<Tensor> told(Seen seen, Tensor sigma, Tensor given) {
    return scaled -> output(scaled, seen.own(), sigma, given);
  }

  /**
   * What is known of rows before the network is asked.
   *
   * @param scaled numbers, divided by √(1 + σ²) unless they are given: [rows, numbers]
   * @param own ln q, each category's log-probabilities by its own channels: [rows, levels]
   */
  record Seen(Tensor scaled, Tensor own) {}

  private Seen seen(Tensor noised, Tensor sigma, Tensor given) {
    Tensor variance = sigma.square();
    Tensor numbers = noised.index_select(Torch.COLUMNS, numberChannel);
    Tensor scaled = numbers.div(Torch.plus(variance, 1).sqrt());
    Tensor levels = noised.index_select(Torch.COLUMNS, levelChannel);
    Tensor spread = variance.expand_as(levels);
    if (given != null) {
      scaled = where(given.index_select(Torch.COLUMNS, numberCell).gt(zero()), numbers, scaled);
      Tensor none = torch.full_like(spread, new Scalar(GIVEN_VARIANCE));
      spread = where(given.index_select(Torch.COLUMNS, levelCell).gt(zero()), none, spread);
    }
    return new Seen(scaled, logSoftmax(fromGreatest(levels).div(spread).add(logPrior)));
  }

  /** Computes the trunk's output. A network of energies is told a label only where it is given. */
  private Tensor output(Tensor scaled, Tensor own, Tensor sigma, Tensor given) {
    Tensor told = own.exp().sub(prior).mul(scale);
    if (energy != null) {
      told =
          given == null
              ? torch.zeros_like(told)
              : told.mul(given.index_select(Torch.COLUMNS, levelCell));
    }
    TensorVector inputs = new TensorVector(scaled, told);
    if (given != null) {
      boolean ofCodes = spec.hasImages() && columns == null;
      inputs.push_back(ofCodes ? given.index_select(Torch.COLUMNS, codeCell) : given);
    }
    Tensor angle = Torch.times(0.25, sigma.log()).mul(angles);
    inputs.push_back(angle.sin());
    inputs.push_back(angle.cos());
    return trunk.output(cat(inputs, Torch.COLUMNS));
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
    Tensor numbers = noised.index_select(Torch.COLUMNS, numberChannel).div(total);
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

  /** Subtracts each category's greatest value, without which differences lose digits. */
  private Tensor fromGreatest(Tensor values) {
    TensorVector parts = new TensorVector();
    for (int code = 0; code < channels.categories(); code++) {
      Tensor part = category(values, code);
      parts.push_back(part.sub(part.detach().amax(new long[] {Torch.COLUMNS}, true)));
    }
    return joined(parts, values);
  }

  private Tensor logSoftmax(Tensor logits) {
    TensorVector parts = new TensorVector();
    for (int code = 0; code < channels.categories(); code++) {
      parts.push_back(log_softmax(category(logits, code), Torch.COLUMNS));
    }
    return joined(parts, logits);
  }

  private static Tensor joined(TensorVector parts, Tensor ifNone) {
    return parts.empty() ? ifNone : cat(parts, Torch.COLUMNS);
  }

  private Tensor category(Tensor levels, int code) {
    return levels.narrow(Torch.COLUMNS, channels.codeStart[code], channels.codeSize[code]);
  }

  private static Tensor clamped(Tensor evidence) {
    return evidence.clamp(
        new ScalarOptional(new Scalar(-MOST_EVIDENCE)),
        new ScalarOptional(new Scalar(MOST_EVIDENCE)));
  }

  private static Scalar zero() {
    return new Scalar(0.0);
  }

  private Tensor indices(int[] values) {
    return buffers.indices(values);
  }
}
