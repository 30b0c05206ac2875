package io.ncsn.network;

import io.ncsn.network.ImageOps.Start;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The forward pass of a {@link Unet}, in the order of its parameters.
 *
 * @param <T> what the operations work on
 */
final class UnetWalk<T> {
  private final Unet net;
  private final ImageOps<T> ops;

  /** What the numbers of the input beyond the image say. */
  private T condition;

  /** Scale and shift of all blocks, which follow from {@link #condition}. */
  private T effects;

  private int modulated;

  private UnetWalk(Unet net, ImageOps<T> ops) {
    this.net = net;
    this.ops = ops;
  }

  /**
   * Computes the output. Numbers of the output beyond an image come from the last level's means,
   * and, where {@link Unet#reads}, from the input's numbers beyond it. An output of one number is
   * an energy: the inner product of the image x that comes in and the image U(x) that would come
   * out, whose gradient is U(x) + (∂U/∂x)ᵀx (Romano et al. 2017, eq. 11, have such an energy of a
   * denoiser).
   *
   * @param input rows of {@code inputs} numbers, of which the first are an image
   * @param outputs width of the output, of which the first numbers are an image; or 1
   */
  static <T> T output(Unet net, ImageOps<T> ops, int inputs, int outputs, T input) {
    return new UnetWalk<>(net, ops).output(input, inputs, outputs);
  }

  private T output(T input, int inputs, int outputs) {
    int levels = net.hidden().size();
    effects(ops.columns(input, net.pixels(), inputs - net.pixels()), inputs - net.pixels());
    T pixels = ops.columns(input, 0, net.pixels());
    T images = ops.images(pixels, net.height(), net.width(), net.channels());
    T h =
        ops.toDepth(
            ops.padded(images, net.padded(net.height()), net.padded(net.width())), net.patch());
    h = ops.convolved(h, net.depth(), net.hidden().get(0), 3, 1, Start.UNIFORM);
    Deque<T> skips = new ArrayDeque<>();
    for (int level = 0; level < levels - 1; level++) {
      for (int i = 0; i < net.repeats().get(level); i++) {
        h = attended(block(h, net.hidden().get(level)), level, i);
        skips.push(h);
      }
      h =
          ops.convolved(
              h, net.hidden().get(level), net.hidden().get(level + 1), 2, 2, Start.UNIFORM);
    }
    for (int i = 0; i < net.repeats().get(levels - 1); i++) {
      h = attended(block(h, net.hidden().get(levels - 1)), levels - 1, i);
    }
    T means = outputs > net.pixels() ? means(h, levels - 1) : null;
    for (int level = levels - 2; level >= 0; level--) {
      int width = net.hidden().get(level);
      h = ops.convolved(h, net.hidden().get(level + 1), 4 * width, 1, 1, Start.UNIFORM);
      h = ops.toSpace(h, 2);
      for (int i = 0; i < net.repeats().get(level); i++) {
        h = attended(block(ops.sum(h, skips.pop()), width), level, i);
      }
    }
    T image = image(h);
    if (means == null) {
      return outputs == net.pixels() ? image : ops.inner(pixels, image);
    }
    int beyond = outputs - net.pixels();
    return ops.join(image, others(means, net.hidden().get(levels - 1), beyond));
  }

  /** Returns what the last level says of the whole image, as rows. */
  private T means(T x, int level) {
    T means = ops.mean(x);
    return net.reads()
        ? ops.join(means, ops.mean(ops.silu(ops.normalised(x, net.hidden().get(level)))))
        : means;
  }

  /** Turns {@link #means} into the numbers of the output beyond the image. */
  private T others(T means, int channels, int beyond) {
    if (!net.reads()) {
      return ops.dense(ops.silu(means), channels, beyond, Start.ZERO);
    }
    int width = 2 * channels + Unet.EMBEDDING;
    T h = ops.dense(ops.join(means, condition), width, Unet.EMBEDDING, Start.UNIFORM);
    return ops.dense(ops.silu(h), Unet.EMBEDDING, beyond, Start.ZERO);
  }

  /** Turns the numbers beyond the image into scale and shift for each block. */
  private void effects(T numbers, int width) {
    int all = 0;
    for (int level = 0; level < net.hidden().size(); level++) {
      boolean last = level == net.hidden().size() - 1;
      all += (last ? 1 : 2) * net.repeats().get(level) * 2 * net.hidden().get(level);
    }
    T h = ops.silu(ops.dense(numbers, width, Unet.EMBEDDING, Start.UNIFORM));
    h = ops.silu(ops.dense(h, Unet.EMBEDDING, Unet.EMBEDDING, Start.UNIFORM));
    this.condition = h;
    effects = ops.dense(h, Unet.EMBEDDING, all, Start.ZERO);
  }

  private T block(T x, int channels) {
    T h = ops.silu(ops.normalised(x, channels));
    h = ops.convolved(h, channels, channels, 3, 1, Start.UNIFORM);
    h = ops.modulated(ops.normalised(h, channels), effects, modulated, channels);
    modulated += 2 * channels;
    return ops.sum(x, ops.convolved(ops.silu(h), channels, channels, 3, 1, Start.ZERO));
  }

  /** Adds attention after a block of a level that has it, if another block follows there. */
  private T attended(T x, int level, int block) {
    boolean between = block < net.repeats().get(level) - 1;
    return between && net.attention().at(level, net.hidden().size())
        ? ops.attended(x, net.hidden().get(level))
        : x;
  }

  /** Returns the images of the output, as rows. */
  private T image(T x) {
    int channels = net.hidden().get(0);
    T h = ops.silu(ops.normalised(x, channels));
    int out = (net.depth() + Unet.GROUP - 1) / Unet.GROUP * Unet.GROUP;
    h = ops.convolved(h, channels, out, 3, 1, Start.ZERO);
    h = ops.toSpace(ops.channels(h, net.depth()), net.patch());
    return ops.rows(ops.cropped(h, net.height(), net.width()));
  }
}
