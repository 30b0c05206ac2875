package io.ncsn.network;

/** Refuses passes in bfloat16, as on a processor without such products. */
final class Bfloat16Nowhere extends FastPaths {
  @Override
  void requireBfloat16() {
    throw new UnsupportedOperationException("the test says so");
  }
}
