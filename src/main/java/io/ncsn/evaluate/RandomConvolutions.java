package io.ncsn.evaluate;

import io.ncsn.config.ImageFormat;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Features of images that need no labels: two layers of 3 x 3 convolutions with random normal
 * weights, each with SiLU and the mean of each 2 x 2 pixels after it; then each channel's mean over
 * the image. Distances in such features tell kinds of pictures apart (compare Naeem et al. 2020),
 * though not as people would. The weights depend on the seed and the shape alone.
 */
final class RandomConvolutions implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST = 16;

  /** Features of an image. */
  static final int FEATURES = 48;

  private static final int WINDOW = 3;
  private static final int BLOCK = 64;

  private final int height;
  private final int width;
  private final int channels;
  private final float[] first;
  private final float[] second;

  RandomConvolutions(ImageFormat format, long seed) {
    this.height = format.height();
    this.width = format.width();
    this.channels = format.channels();
    this.first = weights(seed, 0, FIRST, format.channels());
    this.second = weights(seed, 1, FEATURES, FIRST);
  }

  /** Normal weights whose outputs vary as much as the inputs (He et al. 2015). */
  private static float[] weights(long seed, int layer, int outputs, int inputs) {
    float[] weights = new float[outputs * WINDOW * WINDOW * inputs];
    Streams.fillNormal(
        Streams.of(seed, Purpose.EVALUATION, outputs, inputs, layer), weights, weights.length);
    float scale = (float) Math.sqrt(2.0 / (WINDOW * WINDOW * inputs));
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale;
    }
    return weights;
  }

  /** Returns the features of images, [rows, {@value #FEATURES}]. */
  Matrix of(JavaSparkContext spark, Matrix images) {
    Broadcast<Matrix> sent = spark.broadcast(images);
    int blocks = (images.rows() + BLOCK - 1) / BLOCK;
    List<double[]> parts = OrderedTasks.map(spark, blocks, block -> block(sent.value(), block));
    sent.destroy();
    double[] values = parts.stream().flatMapToDouble(Arrays::stream).toArray();
    return new Matrix(images.rows(), FEATURES, values);
  }

  private double[] block(Matrix images, int block) {
    int start = block * BLOCK;
    int rows = Math.min(BLOCK, images.rows() - start);
    double[] features = new double[rows * FEATURES];
    for (int i = 0; i < rows; i++) {
      double[] row = images.row(start + i);
      float[] image = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        image[j] = (float) row[j];
      }
      System.arraycopy(features(image), 0, features, i * FEATURES, FEATURES);
    }
    return features;
  }

  /** Returns the features of one image, [height, width, channels]. */
  double[] features(float[] image) {
    Map map = new Map(height, width, channels, image);
    Map last = map.convolved(first, FIRST).halved().convolved(second, FEATURES).halved();
    double[] means = new double[FEATURES];
    int pixels = last.height() * last.width();
    for (int i = 0; i < last.values().length; i++) {
      means[i % FEATURES] += (double) last.values()[i] / pixels;
    }
    return means;
  }

  /** Channels on a grid, [height, width, channels]. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  private record Map(int height, int width, int channels, float[] values) {
    /** Returns SiLU of the convolution, with zeros around the grid. */
    Map convolved(float[] weights, int outputs) {
      float[] result = new float[height * width * outputs];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int o = 0; o < outputs; o++) {
            float sum = sum(weights, o, y, x);
            result[(y * width + x) * outputs + o] = sum / (1 + (float) Math.exp(-sum));
          }
        }
      }
      return new Map(height, width, outputs, result);
    }

    private float sum(float[] weights, int output, int y, int x) {
      float sum = 0;
      for (int dy = 0; dy < WINDOW; dy++) {
        for (int dx = 0; dx < WINDOW; dx++) {
          int line = y + dy - 1;
          int place = x + dx - 1;
          if (line >= 0 && line < height && place >= 0 && place < width) {
            int from = (line * width + place) * channels;
            int weight = ((output * WINDOW + dy) * WINDOW + dx) * channels;
            for (int c = 0; c < channels; c++) {
              sum += weights[weight + c] * values[from + c];
            }
          }
        }
      }
      return sum;
    }

    /** Returns means of 2 x 2 pixels; an odd line or column at the end is left out. */
    Map halved() {
      int down = Math.max(1, height / 2);
      int across = Math.max(1, width / 2);
      int tall = Math.min(2, height);
      int wide = Math.min(2, width);
      float[] result = new float[down * across * channels];
      for (int i = 0; i < result.length; i++) {
        int c = i % channels;
        int x = i / channels % across;
        int y = i / channels / across;
        float sum = 0;
        for (int k = 0; k < tall * wide; k++) {
          sum += values[((2 * y + k / wide) * width + 2 * x + k % wide) * channels + c];
        }
        result[i] = sum / (tall * wide);
      }
      return new Map(down, across, channels, result);
    }
  }
}
