package io.ncsn.network;

/**
 * The operations of an image network. {@link UnetWalk} says in which order they come, and each
 * implementation what they do: count parameters, compute with libtorch, or compute in plain double
 * precision. An operation with parameters takes the next ones of the flat vector.
 *
 * @param <T> a batch of rows or of images
 */
interface ImageOps<T> {
  /** Returns {@code count} columns of {@code rows} from {@code from} on. */
  T columns(T rows, int from, int count);

  /** Returns the rows of {@code left} with those of {@code right} behind them. */
  T join(T left, T right);

  /** Returns rows of height·width·channels numbers as images. */
  T images(T rows, int height, int width, int channels);

  /** Returns images as rows. */
  T rows(T images);

  /** Adds zeros at the bottom and the right. */
  T padded(T images, int height, int width);

  /** Returns the top left part. */
  T cropped(T images, int height, int width);

  /** Returns images of 1/{@code factor} the height and width, with factor² the channels. */
  T toDepth(T images, int factor);

  /** Does the opposite of {@link #toDepth}. */
  T toSpace(T images, int factor);

  /** Returns the first channels. */
  T channels(T images, int count);

  /** Returns the mean over the pixels of each channel, as rows. */
  T mean(T images);

  T silu(T x);

  T sum(T x, T y);

  /** Returns the inner product of each row of {@code x} with that of {@code y}, as rows of one. */
  T inner(T x, T y);

  /**
   * Applies a dense layer.
   *
   * @param start initial weights
   */
  T dense(T rows, int in, int out, Start start);

  /**
   * Applies a convolution. A stride of 1 keeps the size; one of the kernel's size has no padding.
   *
   * @param kernel height and width of the kernel
   * @param start initial weights
   */
  T convolved(T images, int in, int out, int kernel, int stride, Start start);

  /** Normalises groups of 16 channels over the pixels (Wu and He 2018). */
  T normalised(T images, int channels);

  /**
   * Returns x·(1 + scale) + shift (Perez et al. 2018).
   *
   * @param effects rows that hold scale and shift, one number for each channel, from {@code at} on
   */
  T modulated(T images, T effects, int at, int channels);

  /** Adds what each pixel learns of all others by attention of four heads. */
  T attended(T images, int channels);

  /** How weights begin. */
  enum Start {
    /** Uniform within ±1/√fan-in. */
    UNIFORM,
    ZERO,
    ONE
  }
}
