package io.ncsn.network;

import java.util.List;
import java.util.function.Function;

/** The architectures that are made of a list of widths, for tests that go through all of them. */
public enum Blocks {
  MLP(Mlp::new),
  RESIDUAL(Residual::new);

  private final Function<List<Integer>, Architecture> maker;

  Blocks(Function<List<Integer>, Architecture> maker) {
    this.maker = maker;
  }

  Architecture of(List<Integer> hidden) {
    return maker.apply(hidden);
  }

  Architecture of(Integer... hidden) {
    return of(List.of(hidden));
  }
}
