package io.ncsn.noise;

/**
 * What a random stream is for: the part of its key that keeps, say, the noise of training apart
 * from the noise of sampling under one seed.
 *
 * <p>The codes are part of the reproducibility contract: never renumber one, only append.
 */
public enum Purpose {
  INITIALISATION(1),
  SHARD_ORDER(2),
  ROW_ORDER(3),
  TRAINING_NOISE(4),
  VALIDATION_NOISE(5),
  SAMPLING(6),
  DATASET(7),
  EVALUATION(8),
  LIKELIHOOD(9),
  SIMULATION(10),
  SELF_CHECK(11);

  private final long code;

  Purpose(int code) {
    this.code = code;
  }

  long code() {
    return code;
  }
}
