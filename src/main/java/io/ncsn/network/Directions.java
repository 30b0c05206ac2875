package io.ncsn.network;

/** {@code train.directions}: the v of sliced score matching, E[vvᵀ] = I. */
public enum Directions {
  /** Each component 1 or −1. */
  RADEMACHER,
  /** N(0, I). */
  NORMAL
}
