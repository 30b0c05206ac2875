package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Shards for tasks in the driver's own process, whose lineage does not travel with each round's
 * job. Spark writes the lineage of a job's RDD as bytes, and each task reads it again. Here it is
 * written once, and a task takes a copy that was read from it, which is its own until the task
 * ends. So tasks share no objects of Spark SQL or of callers' functions, which need not be safe for
 * threads, and the copy computes blocks again that are lost.
 */
final class LocalShards extends RDD<Shard> implements AutoCloseable {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<Shard> SHARD = ClassTag$.MODULE$.apply(Shard.class);
  private static final ClassTag<RDD<Shard>> COPY = tag(RDD.class);
  private static final Map<UUID, Copies> OPEN = new ConcurrentHashMap<>();

  private final UUID key = UUID.randomUUID();
  private final transient RDD<Shard> original;

  /**
   * The lineage and its copies.
   *
   * @param idle copies that no task has
   * @param taken copies by the attempts of tasks that have them
   */
  private record Copies(ByteBuffer written, Queue<RDD<Shard>> idle, Map<Long, RDD<Shard>> taken) {
    /** Returns the copy of a task, which reads all its shards by one. */
    RDD<Shard> of(TaskContext task) {
      long attempt = task.taskAttemptId();
      RDD<Shard> own = taken.get(attempt);
      if (own != null) {
        return own;
      }
      RDD<Shard> copy = idle.poll();
      RDD<Shard> next = copy != null ? copy : read();
      taken.put(attempt, next);
      task.addTaskCompletionListener(
          (TaskCompletionListener) ended -> idle.add(taken.remove(attempt)));
      return next;
    }

    private RDD<Shard> read() {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return serializer().deserialize(written.duplicate(), loader, COPY);
    }
  }

  private LocalShards(RDD<Shard> original) {
    super(
        original.context(), JavaConverters.asScalaBuffer(List.<Dependency<?>>of()).toSeq(), SHARD);
    this.original = original;
    ByteBuffer written = serializer().serialize(original, COPY);
    OPEN.put(key, new Copies(written, new ConcurrentLinkedQueue<>(), new ConcurrentHashMap<>()));
  }

  /**
   * Makes shards of {@code original} for tasks of this process, until they are closed.
   *
   * @return empty if a shuffle leads to the original: Spark runs only those of a lineage it sees
   */
  static Optional<LocalShards> of(RDD<Shard> original) {
    return shuffles(original) ? Optional.empty() : Optional.of(new LocalShards(original));
  }

  /** Spark finds the dependencies when they are first asked for, and can write them only then. */
  private static boolean shuffles(RDD<?> shards) {
    return JavaConverters.seqAsJavaList(shards.dependencies()).stream()
        .anyMatch(parent -> parent instanceof ShuffleDependency || shuffles(parent.rdd()));
  }

  @SuppressWarnings("unchecked")
  private static <T> ClassTag<T> tag(Class<?> type) {
    return (ClassTag<T>) ClassTag$.MODULE$.apply(type);
  }

  private static SerializerInstance serializer() {
    return SparkEnv.get().closureSerializer().newInstance();
  }

  @Override
  public Partition[] getPartitions() {
    return original.partitions();
  }

  @Override
  public Iterator<Shard> compute(Partition split, TaskContext context) {
    Copies copies = OPEN.get(key);
    if (copies == null) {
      throw new IllegalStateException("The training of this task is over");
    }
    return copies.of(context).iterator(split, context);
  }

  /** Forgets the lineage; attempts of tasks that outlive the training find nothing. */
  @Override
  public void close() {
    OPEN.remove(key);
  }
}
