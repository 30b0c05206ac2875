package io.ncsn.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;

/**
 * Averages segment by segment on the executors: each segment of the vectors is shuffled to one
 * task, which sums it in replica order. The driver holds one averaged model and never a replica.
 */
final class SegmentReducer implements Reducer {
  private final int parameters;

  SegmentReducer(int parameters) {
    this.parameters = parameters;
  }

  @Override
  public ReplicaMean reduce(RDD<ReplicaResult> replicas) {
    int length = Segments.length(replicas.getNumPartitions());
    int segments = Segments.count(3 * parameters, replicas.getNumPartitions());
    List<Averaged> averaged =
        replicas
            .toJavaRDD()
            .flatMapToPair(replica -> split(replica, length))
            .groupByKey(Math.min(replicas.getNumPartitions(), segments))
            .map(group -> average(group._1(), group._2()))
            .collect();
    float[] all = new float[3 * parameters];
    for (Averaged segment : averaged) {
      float[] mean = segment.mean().values();
      System.arraycopy(mean, 0, all, segment.index() * length, mean.length);
    }
    return new ReplicaMean(
        Arrays.copyOf(all, parameters),
        Arrays.copyOfRange(all, parameters, all.length),
        averaged.get(0).reports());
  }

  private static Iterator<Tuple2<Integer, Slice>> split(ReplicaResult result, int length) {
    float[] parameters = result.parameters().values();
    int n = parameters.length;
    float[] all = Arrays.copyOf(parameters, 3 * n);
    System.arraycopy(result.updaterState().values(), 0, all, n, 2 * n);
    List<Tuple2<Integer, Slice>> slices = new ArrayList<>();
    for (int from = 0; from < all.length; from += length) {
      float[] slice = Arrays.copyOfRange(all, from, Math.min(all.length, from + length));
      slices.add(new Tuple2<>(from / length, new Slice(result.report(), new FloatVector(slice))));
    }
    return slices.iterator();
  }

  private static Averaged average(int index, Iterable<Slice> slices) {
    List<Slice> ordered = new ArrayList<>();
    slices.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(slice -> slice.report().replica()));
    WeightedMean mean = new WeightedMean(ordered.get(0).vector().values().length);
    ordered.forEach(slice -> mean.add(slice.vector().values(), slice.report().rows()));
    return new Averaged(
        index, new FloatVector(mean.mean()), ordered.stream().map(Slice::report).toList());
  }

  private record Slice(ReplicaReport report, FloatVector vector) implements Serializable {}

  private record Averaged(int index, FloatVector mean, List<ReplicaReport> reports)
      implements Serializable {}
}
