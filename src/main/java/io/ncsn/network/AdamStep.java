package io.ncsn.network;

/** A step of Adam on vectors that it was made with. */
interface AdamStep {
  /** Step t = {@code iteration} + 1. */
  void step(double learningRate, int iteration);
}
