package io.ncsn.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class RunningTasksTest {
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch FAILED = new CountDownLatch(1);
  private static final AtomicBoolean ENDED = new AtomicBoolean();

  @Test
  void aTaskThatOutlivesItsFailedJobIsAwaited() throws Exception {
    SparkSession spark = LocalSpark.session();
    RunningTasks tasks = RunningTasks.of(spark.sparkContext());
    tasks.awaitNone();
    spark.sparkContext().clearJobGroup(); // a test before may have had it interrupt its tasks
    ForeachPartitionFunction<Long> work =
        rows -> {
          if (TaskContext.getPartitionId() == 0) {
            BEGUN.await();
            throw new IllegalStateException("the first task");
          }
          BEGUN.countDown();
          FAILED.await();
          ENDED.set(DoubleStream.iterate(1, Math::sin).limit(10_000_000).sum() > 0);
        };

    try {
      assertThatThrownBy(() -> spark.range(0, 2, 1, 2).as(Encoders.LONG()).foreachPartition(work))
          .hasRootCauseMessage("the first task");
      assertThat(tasks.isEmpty()).isFalse();
    } finally {
      FAILED.countDown();
    }
    tasks.awaitNone();

    assertThat(ENDED).isTrue();
  }
}
