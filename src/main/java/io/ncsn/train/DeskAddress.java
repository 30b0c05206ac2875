package io.ncsn.train;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How tasks come to a desk.
 *
 * @param isDistant whether it is in another process than the tasks
 */
record DeskAddress(UUID desk, boolean isDistant) implements Serializable {

  /** Returns the desk, for a task; empty if it is known to be closed. */
  Optional<? extends TaskDesk> find() {
    return isDistant ? RoundsPlugin.desk(desk) : RoundDesk.of(desk);
  }

  private boolean leadsToADesk() {
    return isDistant
        ? RoundsPlugin.desk(desk).filter(DistantDesk::isOpen).isPresent()
        : RoundDesk.of(desk).isPresent();
  }

  /**
   * Returns whether the tasks of {@code spark} have to send word to the driver's desk; empty if
   * they do not reach it. In local mode they are in its process, unless Spark has loaded this class
   * for them a second time, as for jars given to a session. Executors reach it by {@link
   * RoundsPlugin}.
   */
  static Optional<Boolean> distance(JavaSparkContext spark) {
    boolean isDistant = !spark.sc().isLocal();
    if (isDistant && !RoundsPlugin.isIn(spark.getConf())) {
      return Optional.empty();
    }
    try (RoundDesk trial = RoundDesk.open(new RoundOrder(null, null, List.of()), 0)) {
      DeskAddress address = new DeskAddress(trial.id(), isDistant);
      boolean isReached =
          spark.parallelize(List.of(address), 1).map(DeskAddress::leadsToADesk).first();
      return isReached ? Optional.of(isDistant) : Optional.empty();
    }
  }
}
