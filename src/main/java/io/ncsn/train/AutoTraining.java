package io.ncsn.train;

import io.ncsn.config.Choice;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.MultiScale;
import io.ncsn.train.TrainSettings.OuterStep;
import io.ncsn.train.TrainSettings.Reduction;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What {@code auto} means in {@code train.*}: by model size and settings, never by a clock, so that
 * results stay equal.
 */
public final class AutoTraining {
  /** The cost of a round apart from its minibatches: scheduling, and moving the vectors. */
  private static final double ROUND_SECONDS = 0.03;

  private static final double ROUND_SECONDS_PER_PARAMETER = 1.5e-7;

  /** Replicas whose launching and averaging these costs include. */
  private static final int FEW_REPLICAS = 16;

  /** The cost of each more: launching its task, and fetching and summing a parameter of it. */
  private static final double REPLICA_SECONDS = 1e-3;

  private static final double REPLICA_SECONDS_PER_PARAMETER = 2.8e-8;

  /** An averaging on executors, by {@link Segments}. */
  private static final double SEGMENTS_SECONDS = 0.2;

  /** How much greater H becomes for them: few and long rounds learn less. */
  private static final double MOST_LONGER = 4;

  /** Arithmetic of one core of today. */
  private static final double FLOPS = 6e10;

  /** The share of a round's time that may go to other things than minibatches. */
  private static final double OVERHEAD = 0.05;

  /** Validations of a run whose number of rounds is known. */
  private static final int VALIDATIONS = 40;

  /** The share of the rounds' passes that validations may take in others. */
  private static final double VALIDATING = 0.05;

  private static final int LEAST_BETWEEN_VALIDATIONS = 5;
  static final int LEAST_MINIBATCHES = 8;

  /** For any table; more where they are less than one pass over the replica's share of the rows. */
  private static final int MANY_MINIBATCHES = 1024;

  private static final int MOST_MINIBATCHES = 8192;
  private static final int FORWARD_AND_BACKWARD = 3;

  /** Replicas of all sizes together, in bytes, up to which the driver averages by itself. */
  private static final long DRIVER_LIMIT = 256L << 20;

  private AutoTraining() {}

  /**
   * H: the least power of two, from 8 to 1,024, whose round spends about a twentieth of its time
   * outside the minibatches. On a large table up to 8,192, as long as a replica does not see a row
   * twice in a round: replicas that pass over few rows again and again drift apart. More than 16
   * replicas make a round longer outside the minibatches, and H up to four times as great.
   *
   * @param rows the training rows of all replicas
   */
  public static int averagingFrequency(TrainSettings settings, ModelSpec spec, long rows) {
    if (settings.averagingFrequency().isPresent()) {
      return settings.averagingFrequency().getAsInt();
    }
    double passes = FORWARD_AND_BACKWARD * spec.cost(settings.objective());
    double minibatch = passes * spec.forwardFlops() * settings.batchSize() / FLOPS;
    double wanted = secondsOutside(settings, spec) * (1 - OVERHEAD) / OVERHEAD / minibatch;
    long pass = Math.min(rows / settings.replicas(), Integer.MAX_VALUE) / settings.batchSize();
    long most = Math.min(MOST_MINIBATCHES, Math.max(MANY_MINIBATCHES, Long.highestOneBit(pass)));
    long counted = Long.highestOneBit(TrainSettings.MOST_ROWS_OF_A_ROUND / settings.batchSize());
    int minibatches = LEAST_MINIBATCHES;
    while (minibatches < wanted && minibatches < Math.min(most, counted)) {
      minibatches *= 2;
    }
    return minibatches;
  }

  /** Returns the seconds of a round outside its minibatches that H is to make up for. */
  private static double secondsOutside(TrainSettings settings, ModelSpec spec) {
    double few = ROUND_SECONDS + ROUND_SECONDS_PER_PARAMETER * spec.parameters();
    int more = settings.replicas() - FEW_REPLICAS;
    if (more <= 0) {
      return few;
    }
    double averaging =
        driverAverages(settings, spec)
            ? more * REPLICA_SECONDS_PER_PARAMETER * spec.parameters()
            : SEGMENTS_SECONDS;
    return Math.min(MOST_LONGER * few, few + more * REPLICA_SECONDS + averaging);
  }

  /**
   * Rounds between validations: each where one may end the training; forty in a run of a given
   * number of rounds; else every fifth, or as few that they pass a twentieth of what the rounds
   * pass through the network.
   *
   * @param rows the training rows of all replicas
   */
  static int validateEvery(TrainSettings settings, ModelSpec spec, long rows, long holdoutRows) {
    if (settings.validateEvery().isPresent()) {
      return settings.validateEvery().getAsInt();
    }
    if (settings.targetLoss().isPresent()) {
      return 1;
    }
    if (settings.maxRounds().isPresent()) {
      return Math.max(1, settings.maxRounds().getAsInt() / VALIDATIONS);
    }
    double round =
        (double) FORWARD_AND_BACKWARD
            * settings.replicas()
            * settings.batchSize()
            * averagingFrequency(settings, spec, rows);
    double cheap = Math.ceil(Holdout.passes(holdoutRows) / (VALIDATING * round));
    OptionalInt most = maxRounds(settings, spec, rows);
    int often = most.isPresent() ? most.getAsInt() / VALIDATIONS : Integer.MAX_VALUE;
    return Math.max(LEAST_BETWEEN_VALIDATIONS, (int) Math.min(cheap, often));
  }

  /**
   * Returns how often unknown cells are filled in a table that has some: three times, if the
   * network learns to complete rows.
   */
  public static int emRounds(TrainSettings settings) {
    boolean completes =
        settings.objective() instanceof MultiScale multiScale && multiScale.observed() > 0;
    return settings.emRounds().orElse(completes ? 3 : 0);
  }

  /** On the driver where it can hold all replicas, else by segments; both give the same bits. */
  static Reduction reduction(TrainSettings settings, ModelSpec spec) {
    if (settings.reduction() != Reduction.AUTO) {
      return settings.reduction();
    }
    long bytes = 3L * Float.BYTES * settings.replicas() * spec.parameters();
    return bytes <= DRIVER_LIMIT ? Reduction.DRIVER : Reduction.SEGMENTS;
  }

  /** Returns whether the driver averages the replicas by itself. */
  public static boolean driverAverages(TrainSettings settings, ModelSpec spec) {
    return reduction(settings, spec) == Reduction.DRIVER;
  }

  /**
   * Returns the greatest number of rounds: the least of {@code train.max-rounds} and of the rounds
   * that {@code train.max-epochs} come to.
   *
   * @param rows the training rows of all replicas
   */
  static OptionalInt maxRounds(TrainSettings settings, ModelSpec spec, long rows) {
    if (settings.maxEpochs().isEmpty()) {
      return settings.maxRounds();
    }
    double rowsOfRound =
        (double) settings.replicas()
            * settings.batchSize()
            * averagingFrequency(settings, spec, rows);
    double rounds = Math.ceil(settings.maxEpochs().getAsDouble() * rows / rowsOfRound);
    int most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, rounds));
    return OptionalInt.of(Math.min(most, settings.maxRounds().orElse(most)));
  }

  /**
   * Returns {@link #maxRounds} where {@code train.max-epochs} comes to fewer than were asked for.
   */
  public static OptionalInt roundsOfEpochs(TrainSettings settings, ModelSpec spec, long rows) {
    OptionalInt rounds = maxRounds(settings, spec, rows);
    return rounds.equals(settings.maxRounds()) ? OptionalInt.empty() : rounds;
  }

  /** Keys and values of the settings that were {@code auto}. */
  public static Map<String, String> resolved(
      TrainSettings settings, ModelSpec spec, long rows, long holdoutRows) {
    Map<String, String> values = new TreeMap<>();
    if (settings.averagingFrequency().isEmpty()) {
      values.put(
          "train.averaging-frequency", String.valueOf(averagingFrequency(settings, spec, rows)));
    }
    if (settings.validateEvery().isEmpty()) {
      values.put(
          "train.validate-every", String.valueOf(validateEvery(settings, spec, rows, holdoutRows)));
    }
    if (settings.outer() == OuterStep.AUTO) {
      values.put("train.outer", Choice.name(ReplicaRate.outer(settings, spec)));
    }
    if (settings.reduction() == Reduction.AUTO) {
      values.put("train.reduction", Choice.name(reduction(settings, spec)));
    }
    return values;
  }
}
