package io.ncsn.network;

import io.ncsn.config.Bounds;
import io.ncsn.config.Choice;
import io.ncsn.config.Values;
import java.util.List;
import java.util.Optional;

/**
 * {@code network.*}; {@code auto} is settled by the objective.
 *
 * @param kind what the network's output is
 * @param architecture the layers
 * @param activation between them
 * @param form how the network's output F becomes a score
 * @param embedding how the network is told the noise level
 * @param fourierFeatures frequencies of {@code embedding = fourier}, each a sine and a cosine
 * @param fourierScale standard deviation of these frequencies
 * @param kernel what does the arithmetic
 * @param avoid fast paths of the kernel that are not used
 */
public record NetworkSettings(
    Kind kind,
    Architecture architecture,
    Activation activation,
    Form form,
    Embedding embedding,
    int fourierFeatures,
    double fourierScale,
    KernelChoice kernel,
    List<FastPath> avoid) {

  /** Adam keeps two floats per parameter in one array. */
  private static final long MOST_PARAMETERS = 1_000_000_000;

  /**
   * Reads {@code network.*}.
   *
   * @param objective settles {@code auto}
   */
  public static NetworkSettings read(Values values, Objective objective) {
    Form form =
        values
            .read("network.form", kindOf(Form.class).orAuto())
            .orElse(objective.isMultiScale() ? Form.EDM : Form.UNCONDITIONAL);
    Architecture architecture = Architecture.VARIANTS.read(values, Optional.empty());
    NetworkSettings network =
        new NetworkSettings(
            values.read("network.kind", kindOf(Kind.class)),
            architecture,
            values.read("network.activation", kindOf(Activation.class)),
            form,
            values
                .read("network.embedding", kindOf(Embedding.class).orAuto())
                .orElseGet(
                    () -> form == Form.UNCONDITIONAL ? Embedding.NONE : architecture.embedding()),
            values.read("network.fourier-features", io.ncsn.config.Kind.integer(1)),
            values.read("network.fourier-scale", io.ncsn.config.Kind.number(Bounds.POSITIVE)),
            values.read("network.kernel", kindOf(KernelChoice.class)),
            values.read(
                "network.avoid",
                io.ncsn.config.Kind.list(
                    "a list of fast paths, such as [packed-linear]", kindOf(FastPath.class))));
    network.check(values, objective);
    return network;
  }

  private static <E extends Enum<E>> io.ncsn.config.Kind<E> kindOf(Class<E> type) {
    return io.ncsn.config.Kind.choice(type);
  }

  private void check(Values values, Objective objective) {
    Optional<String> unfit = architecture.mistake();
    values.rule(List.of("network.hidden", Architecture.KEY), unfit.isPresent(), unfit.orElse(""));
    checkImages(values);
    long parameters = parameters();
    values.rule(
        List.of("network.hidden"),
        parameters > MOST_PARAMETERS,
        "network.hidden is %s, which makes %d parameters, but at most %d fit a vector; set fewer or narrower layers"
            .formatted(values.rendered("network.hidden"), parameters, MOST_PARAMETERS));
    values.rule(
        List.of("network.embedding", "network.form"),
        form == Form.UNCONDITIONAL && embedding != Embedding.NONE,
        "network.embedding is %s, but a network of form unconditional is not told the noise level; set network.embedding = none, or leave it out"
            .formatted(values.rendered("network.embedding")));
    checkObjective(values, objective);
  }

  private void checkImages(Values values) {
    boolean images = architecture instanceof Unet;
    values.rule(
        List.of("network.activation", Architecture.KEY),
        images && activation != Activation.SILU,
        "network.activation is %s, but network.architecture unet has silu alone; leave it out"
            .formatted(values.rendered("network.activation")));
    Optional<String> unable = Kernels.mistake(kernel, architecture);
    values.rule(List.of("network.kernel", Architecture.KEY), unable.isPresent(), unable.orElse(""));
  }

  private long parameters() {
    return architecture.mistake().isPresent() ? 0 : architecture.leastParameters();
  }

  private void checkObjective(Values values, Objective objective) {
    values.rule(
        List.of(Objective.KEY, "network.kind"),
        objective.needsEnergy() && kind != Kind.ENERGY,
        "train.objective is %s, whose loss is of log p(x) = -E(x), but network.kind is %s; set network.kind = energy"
            .formatted(objective.word(), values.rendered("network.kind")));
    values.rule(
        List.of(Objective.KEY, "network.form"),
        !objective.isMultiScale() && form != Form.UNCONDITIONAL,
        "train.objective is %s, which learns the score at one noise level, but network.form %s is for networks of many; set network.form = unconditional, or leave it out"
            .formatted(objective.word(), values.rendered("network.form")));
    values.rule(
        List.of(Objective.KEY, "network.form"),
        objective.isMultiScale() && form == Form.UNCONDITIONAL,
        "network.form is unconditional, which gives one score for all noise levels, but train.objective %s needs one for each; set network.form = edm, or another train.objective"
            .formatted(objective.word()));
    Optional<String> unable = Kernels.mistake(kernel, kind, objective);
    values.rule(
        List.of("network.kernel", "network.kind", Objective.KEY),
        unable.isPresent(),
        unable.orElse(""));
    smoothness(values, objective);
  }

  /** A loss with a jump in it has a gradient that autograd does not see. */
  private void smoothness(Values values, Objective objective) {
    int needed = (kind == Kind.ENERGY ? 1 : 0) + (objective.differentiatesScore() ? 1 : 0);
    values.rule(
        List.of("network.activation", "network.kind", Objective.KEY),
        activation.continuousDerivatives() < needed,
        "network.activation is %s, whose derivative number %d jumps, but network.kind %s with train.objective %s needs a smooth one; set silu, softplus or tanh"
            .formatted(
                Choice.name(activation),
                activation.continuousDerivatives() + 1,
                values.rendered("network.kind"),
                objective.word()));
  }

  /** {@code network.kind}. */
  public enum Kind {
    /** d outputs: the score, by way of {@link Form}. */
    SCORE,
    /** One output: the energy E; the score is −∇ₓE. */
    ENERGY
  }

  /** {@code network.activation}. */
  public enum Activation {
    SILU,
    ELU,
    SOFTPLUS,
    TANH,
    RELU;

    /** How often it can be differentiated before a derivative jumps. */
    public int continuousDerivatives() {
      return switch (this) {
        case RELU -> 0;
        case ELU -> 1;
        case SILU, SOFTPLUS, TANH -> Integer.MAX_VALUE;
      };
    }

    /** The same function in DL4J. */
    org.nd4j.linalg.activations.Activation dl4j() {
      return switch (this) {
        case SILU -> org.nd4j.linalg.activations.Activation.SWISH;
        case ELU -> org.nd4j.linalg.activations.Activation.ELU;
        case SOFTPLUS -> org.nd4j.linalg.activations.Activation.SOFTPLUS;
        case TANH -> org.nd4j.linalg.activations.Activation.TANH;
        case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      };
    }
  }

  /** {@code network.form}: how the network's output F becomes a score. */
  public enum Form {
    /** s = F(x, log σ)/σ (NCSNv2 Technique 3). */
    NCSN,
    /**
     * s = −x/(1+σ²) + F(x/√(1+σ²), log σ)/(σ√(1+σ²)) (Karras et al. 2022 for unit-variance data).
     */
    EDM,
    /** s = −x + F(x): one noise level, of which the network is not told. */
    UNCONDITIONAL
  }

  /** {@code network.embedding}: how the network is told the noise level. */
  public enum Embedding {
    /** One input more: log σ / 4. */
    LOG,
    /** Random Fourier features of log σ / 4 (Tancik et al. 2020, Song et al. 2021). */
    FOURIER,
    /** Not at all: the score's form alone depends on σ (NCSNv2 Technique 3). */
    NONE
  }

  /** {@code network.kernel}: what does the arithmetic. */
  public enum KernelChoice {
    AUTO,
    LIBTORCH,
    DL4J
  }
}
