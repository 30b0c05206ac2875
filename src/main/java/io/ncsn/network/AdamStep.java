package io.ncsn.network;

/** A step of Adam on fixed vectors. */
interface AdamStep {
  /** Makes step t = {@code iteration} + 1. */
  void step(double learningRate, int iteration);
}
