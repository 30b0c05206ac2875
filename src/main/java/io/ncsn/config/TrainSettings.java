package io.ncsn.config;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@code train.*}.
 *
 * @param batchSize rows per minibatch and replica
 * @param replicas logical replicas that train between two averagings; not the number of executors
 * @param averagingFrequency H, minibatches that a replica runs between two averagings; empty: auto,
 *     by model size
 * @param maxSeconds stop after this long; empty: no limit
 * @param maxRounds stop after so many averagings; empty: no limit (one of the two must be set)
 * @param warmUp minibatches over which the learning rate rises from 0
 * @param decay what the learning rate does from then to the end
 * @param clipNorm greatest gradient norm; empty: no clipping
 * @param emaDecay decay of the parameters' moving average per minibatch (NCSNv2 Technique 5)
 * @param objective the loss that training minimises
 * @param outer the driver's step from the mean of the replicas
 * @param outerLearningRate learning rate of {@code outer = nesterov}
 * @param outerMomentum momentum of {@code outer = nesterov}
 * @param validateEvery rounds between two hold-out losses; empty: auto
 * @param patience validations without a better loss before stopping early; empty: never
 * @param targetLoss hold-out loss at which training stops; empty: none
 * @param checkpointEvery rounds between two checkpoints; empty: auto
 * @param reduction where replicas are averaged
 */
public record TrainSettings(
    int batchSize,
    int replicas,
    OptionalInt averagingFrequency,
    OptionalDouble maxSeconds,
    OptionalInt maxRounds,
    long seed,
    double learningRate,
    int warmUp,
    Decay decay,
    OptionalDouble clipNorm,
    double emaDecay,
    ObjectiveSettings objective,
    OuterStep outer,
    double outerLearningRate,
    double outerMomentum,
    OptionalInt validateEvery,
    OptionalInt patience,
    OptionalDouble targetLoss,
    OptionalInt checkpointEvery,
    Reduction reduction) {

  /** {@code train.decay}. */
  public enum Decay {
    NONE,
    COSINE
  }

  /** {@code train.outer}. */
  public enum OuterStep {
    AVERAGE,
    NESTEROV
  }

  /**
   * {@code train.reduction}: on the driver (small models), or by segments on the executors (large
   * ones).
   */
  public enum Reduction {
    AUTO,
    DRIVER,
    SEGMENTS
  }
}
