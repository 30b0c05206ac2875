package io.ncsn.network;

/** A {@link Unet} in plain double precision. It is slow, and what faster ways are compared with. */
final class UnetReference implements ImageOps<ImageArray> {
  private static final int HEADS = AttentionLevels.HEADS;
  private static final double NORM_EPSILON = 1e-5;

  private final Unet net;
  private final int inputs;
  private final int outputs;
  private final double[] parameters;
  private int next;

  /**
   * Makes the network.
   *
   * @param parameters flat, [n]
   */
  UnetReference(Unet net, int inputs, int outputs, double[] parameters) {
    this.net = net;
    this.inputs = inputs;
    this.outputs = outputs;
    this.parameters = parameters;
  }

  /** Computes the output, [rows, outputs], for {@code input}, [rows, inputs]. */
  double[] output(double[] input) {
    next = 0;
    ImageArray rows = new ImageArray(input.length / inputs, 1, 1, inputs, input);
    return UnetWalk.output(net, this, inputs, outputs, rows).values();
  }

  /** Returns where the next {@code count} parameters begin. */
  private int take(int count) {
    int at = next;
    next += count;
    return at;
  }

  @Override
  public ImageArray columns(ImageArray rows, int from, int count) {
    return new ImageArray(rows.rows(), 1, 1, count)
        .filled((row, y, x, channel) -> rows.at(row, 0, 0, from + channel));
  }

  @Override
  public ImageArray join(ImageArray left, ImageArray right) {
    int first = left.channels();
    return new ImageArray(left.rows(), 1, 1, first + right.channels())
        .filled(
            (row, y, x, channel) ->
                channel < first
                    ? left.at(row, 0, 0, channel)
                    : right.at(row, 0, 0, channel - first));
  }

  @Override
  public ImageArray images(ImageArray rows, int height, int width, int channels) {
    return new ImageArray(rows.rows(), height, width, channels, rows.values());
  }

  @Override
  public ImageArray rows(ImageArray images) {
    int columns = images.pixels() * images.channels();
    return new ImageArray(images.rows(), 1, 1, columns, images.values());
  }

  @Override
  public ImageArray padded(ImageArray images, int height, int width) {
    return new ImageArray(images.rows(), height, width, images.channels())
        .filled(
            (row, y, x, channel) ->
                y < images.height() && x < images.width() ? images.at(row, y, x, channel) : 0);
  }

  @Override
  public ImageArray cropped(ImageArray images, int height, int width) {
    return new ImageArray(images.rows(), height, width, images.channels()).filled(images::at);
  }

  @Override
  public ImageArray toDepth(ImageArray images, int factor) {
    int square = factor * factor;
    return new ImageArray(
            images.rows(),
            images.height() / factor,
            images.width() / factor,
            images.channels() * square)
        .filled(
            (row, y, x, channel) ->
                images.at(
                    row,
                    y * factor + channel % square / factor,
                    x * factor + channel % factor,
                    channel / square));
  }

  @Override
  public ImageArray toSpace(ImageArray images, int factor) {
    int square = factor * factor;
    return new ImageArray(
            images.rows(),
            images.height() * factor,
            images.width() * factor,
            images.channels() / square)
        .filled(
            (row, y, x, channel) ->
                images.at(
                    row,
                    y / factor,
                    x / factor,
                    channel * square + y % factor * factor + x % factor));
  }

  @Override
  public ImageArray channels(ImageArray images, int count) {
    return new ImageArray(images.rows(), images.height(), images.width(), count).filled(images::at);
  }

  @Override
  public ImageArray mean(ImageArray images) {
    ImageArray means = new ImageArray(images.rows(), 1, 1, images.channels());
    for (int i = 0; i < images.values().length; i++) {
      int row = i / (images.pixels() * images.channels());
      int channel = i % images.channels();
      means.values()[row * images.channels() + channel] += images.values()[i] / images.pixels();
    }
    return means;
  }

  @Override
  public ImageArray silu(ImageArray x) {
    ImageArray found = x.alike();
    for (int i = 0; i < found.values().length; i++) {
      found.values()[i] = x.values()[i] / (1 + Math.exp(-x.values()[i]));
    }
    return found;
  }

  @Override
  public ImageArray sum(ImageArray x, ImageArray y) {
    ImageArray found = x.alike();
    for (int i = 0; i < found.values().length; i++) {
      found.values()[i] = x.values()[i] + y.values()[i];
    }
    return found;
  }

  @Override
  public ImageArray inner(ImageArray x, ImageArray y) {
    ImageArray found = new ImageArray(x.rows(), 1, 1, 1);
    for (int i = 0; i < x.values().length; i++) {
      found.values()[i / x.channels()] += x.values()[i] * y.values()[i];
    }
    return found;
  }

  @Override
  public ImageArray dense(ImageArray rows, int in, int out, Start start) {
    return convolved(rows, in, out, 1, 1, start);
  }

  @Override
  public ImageArray convolved(
      ImageArray images, int in, int out, int kernel, int stride, Start start) {
    int weights = take(out * kernel * kernel * in);
    int biases = take(out);
    int padding = stride == 1 ? kernel / 2 : 0;
    return new ImageArray(images.rows(), images.height() / stride, images.width() / stride, out)
        .filled(
            (row, y, x, channel) -> {
              double sum = parameters[biases + channel];
              for (int dy = 0; dy < kernel; dy++) {
                for (int dx = 0; dx < kernel; dx++) {
                  int weight = weights + ((channel * kernel + dy) * kernel + dx) * in;
                  sum +=
                      product(
                          images,
                          row,
                          y * stride + dy - padding,
                          x * stride + dx - padding,
                          weight);
                }
              }
              return sum;
            });
  }

  /** Returns a pixel's product with the weights from {@code weight} on; 0 outside the image. */
  private double product(ImageArray images, int row, int y, int x, int weight) {
    if (y < 0 || x < 0 || y >= images.height() || x >= images.width()) {
      return 0;
    }
    int at = images.index(row, y, x, 0);
    double sum = 0;
    for (int channel = 0; channel < images.channels(); channel++) {
      sum += images.values()[at + channel] * parameters[weight + channel];
    }
    return sum;
  }

  @Override
  public ImageArray normalised(ImageArray images, int channels) {
    int gains = take(channels);
    int shifts = take(channels);
    int groups = channels / Unet.GROUP;
    double[] sums = new double[images.rows() * groups];
    double[] squares = new double[sums.length];
    images
        .alike()
        .filled(
            (row, y, x, channel) -> {
              double value = images.at(row, y, x, channel);
              sums[row * groups + channel / Unet.GROUP] += value;
              squares[row * groups + channel / Unet.GROUP] += value * value;
              return 0;
            });
    double count = images.pixels() * (double) Unet.GROUP;
    return images
        .alike()
        .filled(
            (row, y, x, channel) -> {
              int group = row * groups + channel / Unet.GROUP;
              double mean = sums[group] / count;
              double variance = squares[group] / count - mean * mean;
              return (images.at(row, y, x, channel) - mean)
                      / Math.sqrt(variance + NORM_EPSILON)
                      * parameters[gains + channel]
                  + parameters[shifts + channel];
            });
  }

  @Override
  public ImageArray modulated(ImageArray images, ImageArray effects, int at, int channels) {
    return images
        .alike()
        .filled(
            (row, y, x, channel) ->
                images.at(row, y, x, channel) * (1 + effects.at(row, 0, 0, at + channel))
                    + effects.at(row, 0, 0, at + channels + channel));
  }

  @Override
  public ImageArray attended(ImageArray images, int channels) {
    ImageArray parts =
        convolved(normalised(images, channels), channels, 3 * channels, 1, 1, Start.UNIFORM);
    ImageArray found = images.alike();
    for (int row = 0; row < images.rows(); row++) {
      for (int pixel = 0; pixel < images.pixels(); pixel++) {
        for (int head = 0; head < HEADS; head++) {
          attend(parts, row, pixel, head, found);
        }
      }
    }
    return sum(images, convolved(found, channels, channels, 1, 1, Start.ZERO));
  }

  /** Finds what a pixel learns by one head. */
  private static void attend(ImageArray parts, int row, int pixel, int head, ImageArray found) {
    int channels = found.channels();
    int width = channels / HEADS;
    int from = row * found.pixels();
    int query = (from + pixel) * 3 * channels + head * width;
    double[] weights = new double[found.pixels()];
    double total = 0;
    for (int other = 0; other < weights.length; other++) {
      int key = (from + other) * 3 * channels + channels + head * width;
      double sum = 0;
      for (int i = 0; i < width; i++) {
        sum += parts.values()[query + i] * parts.values()[key + i];
      }
      weights[other] = Math.exp(sum / Math.sqrt(width));
      total += weights[other];
    }
    int to = (from + pixel) * channels + head * width;
    for (int other = 0; other < weights.length; other++) {
      int value = (from + other) * 3 * channels + 2 * channels + head * width;
      for (int i = 0; i < width; i++) {
        found.values()[to + i] += weights[other] / total * parts.values()[value + i];
      }
    }
  }
}
