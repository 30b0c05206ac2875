package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** Tasks of real jobs, and the desk that hears of their end. */
class LostTasksTest {
  @Test
  void aTaskThatFailsDismissesTheOthers() throws Exception {
    assertThat(isDismissedBy(true, true)).isTrue();
  }

  @Test
  void tasksThatEndWellAndThoseOfOtherJobsDoNot() throws Exception {
    assertThat(isDismissedBy(false, true)).isFalse();
    assertThat(isDismissedBy(true, false)).isFalse();
  }

  private static boolean isDismissedBy(boolean fails, boolean isOwn) throws Exception {
    SparkContext context = TrainRuns.spark().sc();
    try (RoundDesk desk = RoundDesk.open(order(), TimeUnit.HOURS.toNanos(1))) {
      LostTasks lost = new LostTasks(desk);
      context.addSparkListener(lost);
      context.setLocalProperty(LostTasks.DESK, isOwn ? desk.id().toString() : "another");
      try {
        run(fails);
        context.listenerBus().waitUntilEmpty();
        return !desk.accepts(order());
      } finally {
        context.setLocalProperty(LostTasks.DESK, null);
        context.removeSparkListener(lost);
      }
    }
  }

  private static void run(boolean fails) {
    var numbers = TrainRuns.spark().parallelize(List.of(1, 2, 3), 3);
    if (fails) {
      assertThatThrownBy(() -> numbers.map(number -> 6 / (number - 2)).count())
          .isInstanceOf(SparkException.class);
    } else {
      assertThat(numbers.count()).isEqualTo(3);
    }
  }

  private static RoundOrder order() {
    return new RoundOrder(null, null, Collections.nCopies(3, List.of()));
  }
}
