package io.ncsn.config;

import java.util.List;

/**
 * {@code network.*}.
 *
 * @param hidden widths of the hidden layers
 */
public record NetworkSettings(List<Integer> hidden, Form form, KernelChoice kernel) {

  /** {@code network.form}: how the network's output F becomes a score. */
  public enum Form {
    /** s = F(x, log σ)/σ (NCSNv2 Technique 3). */
    NCSN,
    /**
     * s = −x/(1+σ²) + F(x/√(1+σ²), log σ)/(σ√(1+σ²)) (Karras et al. 2022 for unit-variance data).
     */
    EDM
  }

  /** {@code network.kernel}: what does the arithmetic. */
  public enum KernelChoice {
    AUTO,
    LIBTORCH,
    DL4J
  }
}
