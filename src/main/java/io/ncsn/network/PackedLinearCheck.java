package io.ncsn.network;

/**
 * Checks oneDNN's product with weights that are laid out once, in float32 or bfloat16. In some
 * versions, the layout is wrong on some processors if {@code out} is not a multiple of 32.
 *
 * @param out number of rows of the weights
 * @param in number of columns of the weights
 */
record PackedLinearCheck(int out, int in, boolean bfloat16) implements SelfCheck {
  @Override
  public FastPath path() {
    return bfloat16 ? FastPath.PACKED_BFLOAT16 : FastPath.PACKED_LINEAR;
  }

  @Override
  public String shape() {
    return out + "×" + in;
  }

  @Override
  public double tolerance() {
    return LinearCase.tolerance(bfloat16);
  }

  @Override
  public double error(FastPaths paths) {
    return new LinearCase(out, in, bfloat16)
        .error((weight, target, memory) -> paths.packed(weight, target.size(0), memory));
  }
}
