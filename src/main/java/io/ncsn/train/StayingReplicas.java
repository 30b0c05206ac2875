package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.Duration;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Runs rounds by tasks that stay: a round costs no Spark job, but a word from thread to thread, or
 * from process to process. The tasks' job ends after a second or two, so that jobs of others get
 * their turn, and whenever its tasks go home ({@link RoundDesk}); the next round then starts
 * another.
 */
final class StayingReplicas implements RoundRunner {
  private final JavaSparkContext spark;
  private final ReplicaWorker worker;
  private final boolean isDistant;
  private final long longest;
  private final long patience;
  private Stay stay;

  /**
   * @param isDistant whether tasks are in other processes, where the start of a job and a round's
   *     averaging take longer
   */
  StayingReplicas(JavaSparkContext spark, ReplicaWorker worker, boolean isDistant) {
    this.spark = spark;
    this.worker = worker;
    this.isDistant = isDistant;
    this.longest = TimeUnit.SECONDS.toNanos(isDistant ? 2 : 1);
    this.patience = TimeUnit.MILLISECONDS.toNanos(isDistant ? 100 : 20);
  }

  /** A job of tasks that stay. */
  private record Stay(
      RoundDesk desk, FutureAction<BoxedUnit> job, JavaRDD<Shard> shards, long until) {
    boolean accepts(RoundOrder order, JavaRDD<Shard> rows) {
      return rows == shards && System.nanoTime() - until < 0 && desk.accepts(order);
    }

    /** Ends the job, well or not. */
    void end() throws InterruptedException {
      desk.close();
      try {
        Await.ready(job, Duration.Inf());
      } catch (TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Throws what the job failed by, when it has ended. */
    void check() {
      job.value().get().get();
    }
  }

  @Override
  public Ran run(RoundOrder order, JavaRDD<Shard> shards) {
    long begin = System.nanoTime();
    try {
      ReplicaMean mean = ReplicaMean.of(results(order, shards));
      return new Ran(mean, 0, (System.nanoTime() - begin) / 1e9);
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in a round", e);
    }
  }

  private List<ReplicaResult> results(RoundOrder order, JavaRDD<Shard> shards)
      throws InterruptedException {
    if (stay == null || !stay.accepts(order, shards)) {
      end();
      stay = start(order, shards);
    }
    List<ReplicaResult> results = stay.desk().results();
    if (results.size() < order.replicas()) {
      end();
      throw new IllegalStateException("The job of a round has ended before its replicas");
    }
    return results;
  }

  private void end() throws InterruptedException {
    if (stay != null) {
      stay.end();
      Stay ended = stay;
      stay = null; // whatever its job failed by, rounds to come are none of it
      ended.check();
    }
  }

  private Stay start(RoundOrder order, JavaRDD<Shard> shards) {
    RoundDesk desk = RoundDesk.open(order, patience);
    LostTasks lost = new LostTasks(desk);
    try {
      spark.sc().addSparkListener(lost);
      FutureAction<BoxedUnit> job = submit(order, shards, desk);
      job.onComplete(
          ended -> {
            spark.sc().removeSparkListener(lost);
            desk.end();
            return null;
          },
          ExecutionContext.fromExecutor(Runnable::run));
      return new Stay(desk, job, shards, System.nanoTime() + longest);
    } catch (Throwable e) { // Scala's code throws checked ones too
      spark.sc().removeSparkListener(lost);
      desk.close();
      throw e;
    }
  }

  private FutureAction<BoxedUnit> submit(RoundOrder order, JavaRDD<Shard> shards, RoundDesk desk) {
    SparkContext context = spark.sc();
    context.setJobDescription("Training round " + (order.task().round() + 1) + " and on");
    context.setLocalProperty(LostTasks.DESK, desk.id().toString());
    try {
      return context.submitJob(
          new StayingRdd(shards.rdd(), worker, order, new DeskAddress(desk.id(), isDistant)),
          new Stays(),
          JavaConverters.<Object>asScalaBuffer(
                  IntStream.range(0, order.replicas()).<Object>mapToObj(i -> i).toList())
              .toSeq(),
          (Object replica, Boolean ended) -> BoxedUnit.UNIT,
          () -> BoxedUnit.UNIT);
    } finally {
      context.setLocalProperty(LostTasks.DESK, null);
    }
  }

  /** Lets the tasks go home. */
  @Override
  public void close() {
    if (stay != null) {
      stay.desk().close();
    }
  }

  /** Nobody takes the results of a round that has begun. */
  private void cancel() {
    close();
    if (stay != null) {
      stay.job().cancel();
      stay = null;
    }
  }

  /** What a task does: all of it, before it has no element to give. */
  private static final class Stays extends AbstractFunction1<Iterator<Object>, Boolean>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean apply(Iterator<Object> none) {
      return none.isEmpty();
    }
  }
}
