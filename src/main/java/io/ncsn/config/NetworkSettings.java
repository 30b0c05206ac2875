package io.ncsn.config;

import java.util.List;

/**
 * {@code network.*}; {@code auto} is settled by the objective.
 *
 * @param kind what the network's output is
 * @param hidden widths of the hidden layers
 * @param blocks how they are connected
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
    List<Integer> hidden,
    Blocks blocks,
    Activation activation,
    Form form,
    Embedding embedding,
    int fourierFeatures,
    double fourierScale,
    KernelChoice kernel,
    List<FastPath> avoid) {

  /** {@code network.kind}. */
  public enum Kind {
    /** d outputs: the score, by way of {@link Form}. */
    SCORE,
    /** One output: the energy E; the score is −∇ₓE. */
    ENERGY
  }

  /** {@code network.blocks}. */
  public enum Blocks {
    /** One dense layer after the other. */
    PLAIN,
    /** h + W₂·a(W₁·LayerNorm(h) + b₁) + b₂ on a stream h (He et al. 2016, Xiong et al. 2020). */
    RESIDUAL
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
    DL4J;

    /** Whether it can train: second derivatives are libtorch's alone. {@code AUTO} is hoped to. */
    public boolean trains(Kind kind, ObjectiveKind objective) {
      return this != DL4J || kind == Kind.SCORE && objective.isDenoising();
    }
  }
}
