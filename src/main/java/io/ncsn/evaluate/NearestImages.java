package io.ncsn.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A sample and the training images that are nearest to it, by the distance of their numbers. A
 * sample that is as good as equal to one was memorised.
 *
 * @param sample row of the samples
 * @param training rows of the training images, the nearest first
 * @param distance to the nearest
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record NearestImages(int sample, int[] training, double distance) implements Serializable {
  /** Samples that are searched for the nearest. */
  public static final int SEARCHED = 500;

  private static final int BLOCK = 32;

  /**
   * Returns the samples among the first {@value #SEARCHED} that are nearest to training images, the
   * nearest first.
   *
   * @param count how many samples
   * @param neighbours how many training images of each
   */
  public static List<NearestImages> of(
      JavaSparkContext spark, Matrix samples, Matrix training, int count, int neighbours) {
    Matrix searched = samples.head(SEARCHED);
    Broadcast<Matrix> queries = spark.broadcast(searched);
    Broadcast<Matrix> among = spark.broadcast(training);
    int blocks = (searched.rows() + BLOCK - 1) / BLOCK;
    List<NearestImages> found =
        OrderedTasks.map(spark, blocks, id -> block(queries.value(), id, among.value(), neighbours))
            .stream()
            .flatMap(Arrays::stream)
            .sorted(
                Comparator.comparingDouble(NearestImages::distance)
                    .thenComparingInt(NearestImages::sample))
            .limit(count)
            .toList();
    queries.destroy();
    among.destroy();
    return found;
  }

  private static NearestImages[] block(Matrix samples, int id, Matrix training, int neighbours) {
    Distances distances = new Distances(training);
    double[] squares = new double[training.rows()];
    int start = id * BLOCK;
    NearestImages[] found = new NearestImages[Math.min(BLOCK, samples.rows() - start)];
    for (int i = 0; i < found.length; i++) {
      distances.from(samples, start + i, squares);
      int[] nearest =
          IntStream.range(0, squares.length)
              .boxed()
              .sorted(Comparator.comparingDouble(row -> squares[row]))
              .limit(neighbours)
              .mapToInt(Integer::intValue)
              .toArray();
      found[i] = new NearestImages(start + i, nearest, Math.sqrt(Math.max(0, squares[nearest[0]])));
    }
    return found;
  }
}
