package io.ncsn.report;

import java.util.List;

/**
 * Rows that are images, in data units: row-major [height, width, channels].
 *
 * @param width pixels of a line; every row holds a whole number of lines
 * @param channels 1, grey, or 3: red, green and blue
 * @param real some real rows
 * @param samples some samples
 * @param neighbours the samples that are nearest to training images, the nearest first
 * @param chain some chains through the noise levels, from noise to samples
 * @param classes samples of each class, if images have labels
 * @param completions real images of which a part was drawn
 */
public record Images(
    int width,
    int channels,
    List<float[]> real,
    List<float[]> samples,
    List<Neighbours> neighbours,
    List<ChainFrame> chain,
    List<ClassImages> classes,
    List<Completion> completions) {
  public Images {
    real = List.copyOf(real);
    neighbours = List.copyOf(neighbours);
    samples = List.copyOf(samples);
    chain = List.copyOf(chain);
    classes = List.copyOf(classes);
    completions = List.copyOf(completions);
  }

  /** Returns these images with chains. */
  public Images with(List<ChainFrame> chains) {
    return new Images(width, channels, real, samples, neighbours, chains, classes, completions);
  }

  /** Returns these images with others of which a part was drawn. */
  public Images completed(List<Completion> completed) {
    return new Images(width, channels, real, samples, neighbours, chain, classes, completed);
  }

  /** Returns these images parted by class. */
  public Images by(List<ClassImages> parted) {
    return new Images(width, channels, real, samples, neighbours, chain, parted, completions);
  }

  /**
   * Images of a class.
   *
   * @param drawn how many samples of the class were compared
   */
  public record ClassImages(String label, int drawn, List<float[]> samples, List<float[]> real) {
    public ClassImages {
      samples = List.copyOf(samples);
      real = List.copyOf(real);
    }
  }

  /**
   * A real image, and draws of its last numbers given the first.
   *
   * @param known how many numbers were given
   * @param draws whole images; as many for each real one
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Completion(float[] real, int known, List<float[]> draws) {
    public Completion {
      draws = List.copyOf(draws);
    }
  }

  /**
   * A sample beside training images.
   *
   * @param training the nearest training images, the nearest first; as many for each sample
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Neighbours(float[] sample, List<float[]> training) {
    public Neighbours {
      training = List.copyOf(training);
    }
  }

  /** Chains at one noise level, a row each. */
  public record ChainFrame(double sigma, List<float[]> rows) {
    public ChainFrame {
      rows = List.copyOf(rows);
    }
  }
}
