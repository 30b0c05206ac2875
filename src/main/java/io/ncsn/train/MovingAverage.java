package io.ncsn.train;

/**
 * Exponential moving average of the averaged parameters (NCSNv2 Technique 5). One update stands for
 * a round's H minibatches, so its decay is that of one minibatch to the power H; young averages
 * decay faster, (1 + t)/(10 + t), to forget where training began.
 */
final class MovingAverage {
  private final double decay;
  private final float[] average;

  /** Continues {@code average}, [n], in place. */
  MovingAverage(double decay, float[] average) {
    this.decay = decay;
    this.average = average;
  }

  /**
   * Takes in the parameters after {@code minibatches} more minibatches, {@code iteration} in all.
   */
  void update(float[] parameters, int minibatches, long iteration) {
    double round = Math.pow(decay, minibatches);
    double young = (double) (1 + iteration / minibatches) / (10 + iteration / minibatches);
    float keep = (float) Math.min(round, young);
    for (int i = 0; i < average.length; i++) {
      average[i] = keep * average[i] + (1 - keep) * parameters[i];
    }
  }

  float[] values() {
    return average;
  }
}
