package io.ncsn.network;

/**
 * A product in bfloat16 by libtorch.
 *
 * @param out number of rows of the weights
 * @param in number of columns of the weights
 */
record Bfloat16Check(int out, int in) implements SelfCheck {
  @Override
  public FastPath path() {
    return FastPath.BFLOAT16;
  }

  @Override
  public String shape() {
    return out + "×" + in;
  }

  @Override
  public double tolerance() {
    return LinearCase.tolerance(true);
  }

  @Override
  public double error(FastPaths paths) {
    return new LinearCase(out, in, true).error(paths::bfloat16);
  }
}
