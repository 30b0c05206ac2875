package io.ncsn.noise;

/**
 * The purpose of a random stream. It is a part of the stream's key, and separates, for example, the
 * noise of training from the noise of sampling under one seed.
 *
 * <p>The codes are part of the reproducibility contract: append codes, but never renumber them.
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
  SELF_CHECK(11),
  POOLED_LEVEL(12),
  GIVEN_CELLS(13),
  CALIBRATION(14),
  GIVEN_SETS(15),
  AUGMENTATION(16),
  RULES(17),
  ROW_WEIGHTS(18),
  COLUMNS(19);

  private final long code;

  Purpose(int code) {
    this.code = code;
  }

  long code() {
    return code;
  }
}
