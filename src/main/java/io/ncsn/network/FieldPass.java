package io.ncsn.network;

import java.util.Arrays;

/** Computes the scores of any network with any kernel. */
final class FieldPass implements ScorePass {
  /** Computes F at an input; see {@link Field#of}. */
  interface Outputs {
    void of(float[] input, int rows, float[] field);
  }

  private final NetworkSpec spec;
  private final Outputs field;
  private float[] input = new float[0];

  FieldPass(NetworkSpec spec, Outputs field) {
    this.spec = spec;
    this.field = field;
  }

  @Override
  public void score(float[] rows, int count, Precondition form, float[] scores) {
    if (input.length < count * spec.inputs()) {
      input = Arrays.copyOf(input, count * spec.inputs());
    }
    for (int i = 0; i < count; i++) {
      form.prepare(rows, i, spec.dimension(), input);
    }
    field.of(input, count, scores);
    form.scores(rows, scores, 0, count * spec.dimension());
  }

  @Override
  public void close() {}
}
