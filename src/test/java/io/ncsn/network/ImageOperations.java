package io.ncsn.network;

import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Operations on images, [rows, channels, height, width], for which DL4J has no layer, by ND4J. */
final class ImageOperations {
  private ImageOperations() {}

  /** Squares of pixels become channels. */
  static ImageVertex toDepth(int size) {
    return of(
        x -> {
          long[] s = x.shape();
          return x.dup('c')
              .reshape(s[0], s[1], s[2] / size, size, s[3] / size, size)
              .permute(0, 1, 3, 5, 2, 4)
              .dup('c')
              .reshape(s[0], s[1] * size * size, s[2] / size, s[3] / size);
        });
  }

  /** Channels become squares of pixels. */
  static ImageVertex toSpace(int size) {
    return of(
        x -> {
          long[] s = x.shape();
          return x.dup('c')
              .reshape(s[0], s[1] / size / size, size, size, s[2], s[3])
              .permute(0, 1, 4, 2, 5, 3)
              .dup('c')
              .reshape(s[0], s[1] / size / size, s[2] * size, s[3] * size);
        });
  }

  /** The first channels. */
  static ImageVertex first(int channels) {
    return of(x -> part(x, 0, channels));
  }

  /** Group normalisation (Wu and He 2018). */
  static ImageVertex normalised(int size, INDArray gains, INDArray shifts) {
    return of(
        x -> {
          long[] s = x.shape();
          INDArray groups = x.dup('c').reshape(s[0] * s[1] / size, size * s[2] * s[3]);
          INDArray centred = groups.subColumnVector(groups.mean(true, 1));
          INDArray variance = centred.mul(centred).mean(true, 1);
          INDArray all = centred.divColumnVector(Transforms.sqrt(variance.add(1e-5)));
          return times(all.reshape(s), gains).add(Nd4j.onesLike(x).muli(spread(shifts, s)));
        });
  }

  /**
   * x·(1 + scale) + shift; the second input has the scales and then the shifts from {@code at} on.
   */
  static ImageVertex modulated(int at, int channels) {
    return new ImageVertex(
        2,
        inputs -> {
          long[] s = inputs[0].shape();
          INDArray scale = columns(inputs[1], at, channels);
          INDArray shift = columns(inputs[1], at + channels, channels);
          return times(inputs[0], scale.add(1)).add(spread(shift, s));
        });
  }

  /** Attention between pixels, of queries, keys and values as a third of the channels each. */
  static ImageVertex attended(int heads) {
    return of(
        x -> {
          long[] s = x.shape();
          int channels = (int) s[1] / 3;
          int own = channels / heads;
          INDArray found = Nd4j.create(DataType.DOUBLE, s[0], channels, s[2] * s[3]);
          INDArray pixels = x.dup('c').reshape(s[0], s[1], s[2] * s[3]);
          for (int row = 0; row < s[0]; row++) {
            for (int head = 0; head < heads; head++) {
              INDArray query = headOf(pixels, row, head * own, own);
              INDArray key = headOf(pixels, row, channels + head * own, own);
              INDArray value = headOf(pixels, row, 2 * channels + head * own, own);
              INDArray weights =
                  Nd4j.nn.softmax(query.transpose().mmul(key).div(Math.sqrt(own)), 1);
              found.put(
                  new INDArrayIndex[] {
                    NDArrayIndex.point(row),
                    NDArrayIndex.interval(head * own, (head + 1) * own),
                    NDArrayIndex.all()
                  },
                  value.mmul(weights.transpose()));
            }
          }
          return found.reshape(s[0], channels, s[2], s[3]);
        });
  }

  private static ImageVertex of(Function<INDArray, INDArray> operation) {
    return new ImageVertex(1, inputs -> operation.apply(inputs[0]));
  }

  private static INDArray headOf(INDArray pixels, int row, int from, int count) {
    return pixels
        .get(NDArrayIndex.point(row), NDArrayIndex.interval(from, from + count), NDArrayIndex.all())
        .dup('c');
  }

  private static INDArray part(INDArray x, int from, int count) {
    return x.get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(from, from + count),
            NDArrayIndex.all(),
            NDArrayIndex.all())
        .dup('c');
  }

  private static INDArray columns(INDArray x, int from, int count) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count))
        .dup('c')
        .reshape(x.size(0), count, 1, 1);
  }

  private static INDArray times(INDArray x, INDArray byChannel) {
    return x.mul(spread(byChannel, x.shape()));
  }

  private static INDArray spread(INDArray byChannel, long[] shape) {
    return byChannel.broadcast(Nd4j.create(DataType.DOUBLE, shape));
  }
}
