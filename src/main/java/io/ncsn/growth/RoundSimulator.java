package io.ncsn.growth;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Plays rounds of parameter averaging as {@code io.ncsn.train} runs them: the driver publishes
 * parameters and updater state, launches one task a replica, each takes the broadcast and runs its
 * minibatches; then the driver collects every replica and sums, or each segment is shuffled to one
 * task that sums it and the driver collects the mean.
 *
 * <p>Simplified: the broadcast's blocks of 4 MiB go down a binary tree, one level a block's time,
 * in a pipeline; a machine's link takes one transfer at a time at full speed; the shards are where
 * the tasks are; hold-out losses are not counted.
 */
public final class RoundSimulator {
  private static final double BLOCK = 4 << 20; // Spark's spark.broadcast.blockSize

  private final RoundCost cost;
  private final Cluster cluster;
  private final AveragedTraining training;

  /** A simulator of {@code training} on {@code cluster}. */
  public RoundSimulator(RoundCost cost, Cluster cluster, AveragedTraining training) {
    this.cost = cost;
    this.cluster = cluster;
    this.training = training;
  }

  /** The first {@code count} rounds, a function of the seed. */
  public List<SimulatedRound> rounds(int count, long seed) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(round -> round(round, Streams.of(seed, Purpose.SIMULATION, round)))
        .toList();
  }

  private SimulatedRound round(int round, UniformRandomProvider random) {
    double[] ends = replicaEnds(random);
    double last = Arrays.stream(ends).max().orElseThrow();
    boolean checkpoint = round % training.checkpointEvery() == 0;
    return new SimulatedRound(
        cost.round() + cost.driverParameter() * training.parameters(),
        last,
        training.segment() == 0 ? byDriver(ends) - last : bySegments(random),
        checkpoint ? cost.checkpoint() + cost.checkpointParameter() * training.parameters() : 0);
  }

  /** When each replica is ready, from the broadcast on; they are launched one after the other. */
  private double[] replicaEnds(UniformRandomProvider random) {
    double broadcast = broadcastSeconds();
    PriorityQueue<Double> free = slots(broadcast);
    double[] ends = new double[training.replicas()];
    for (int replica = 0; replica < ends.length; replica++) {
      double start = Math.max(free.remove(), (replica + 1) * cost.task());
      ends[replica] = start + training.replicaSeconds() * cluster.stragglers().factor(random);
      free.add(ends[replica]);
    }
    return ends;
  }

  private PriorityQueue<Double> slots(double from) {
    return IntStream.range(0, cluster.slots())
        .mapToObj(slot -> from)
        .collect(Collectors.toCollection(PriorityQueue::new));
  }

  private double broadcastSeconds() {
    double blocks = Math.ceil(training.bytes() / BLOCK);
    double depth = Math.ceil(Math.log(cluster.executors()) / Math.log(2));
    return (blocks + depth) * (training.bytes() / blocks) / cluster.bandwidth();
  }

  /** When the driver has the mean: replicas come in one after the other, and are summed then. */
  private double byDriver(double[] ends) {
    double[] ordered = ends.clone();
    Arrays.sort(ordered);
    double received = 0;
    for (double end : ordered) {
      received = Math.max(received, end) + training.bytes() / cluster.bandwidth();
    }
    return received + training.replicas() * sum(training.parameters());
  }

  /** From the last replica on: a stage of tasks, then the driver receives the mean. */
  private double bySegments(UniformRandomProvider random) {
    int tasks = Math.min(training.replicas(), training.segments());
    double number = Float.BYTES / cluster.bandwidth() + sum(1.0 / AveragedTraining.VECTORS);
    PriorityQueue<Double> free = slots(0);
    double last = 0;
    for (int task = 0; task < tasks; task++) {
      double start = Math.max(free.remove(), (task + 1) * cost.task());
      double work = (double) numbers(task, tasks) * training.replicas() * number;
      double end = start + work * cluster.stragglers().factor(random);
      free.add(end);
      last = Math.max(last, end);
    }
    return cost.stage() + last + training.bytes() / cluster.bandwidth();
  }

  /**
   * The numbers of a replica's vectors that a task sums: every {@code tasks}-th segment, the last
   * of which is shorter.
   */
  private long numbers(int task, int tasks) {
    long length = training.segment();
    long sum = 0;
    for (int segment = task; segment < training.segments(); segment += tasks) {
      sum += Math.min(length, training.numbers() - segment * length);
    }
    return sum;
  }

  /** Summing one replica's parameters, their moments included. */
  private double sum(double parameters) {
    return cost.replicaParameter() * parameters;
  }
}
