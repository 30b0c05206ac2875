package io.ncsn.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The parameters of a {@link Unet} in the order of the flat vector, found by a walk without
 * numbers.
 */
final class UnetParameters implements ImageOps<UnetParameters.Size> {
  /** The size of an image; rows have one pixel of as many channels as columns. */
  record Size(int height, int width, int channels) {}

  /**
   * A tensor of the flat vector.
   *
   * @param shape as it is stored; a convolution's weights are [out, height, width, in]
   * @param fanIn number of inputs of each output
   */
  record Parameter(List<Integer> shape, Start start, int fanIn) {
    int length() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  /** Number of axes of a convolution's weights. */
  private static final int CONVOLUTION = 4;

  private final List<Parameter> all = new ArrayList<>();
  private double products;

  private UnetParameters() {}

  static UnetParameters of(Unet net, int inputs, int outputs) {
    UnetParameters counted = new UnetParameters();
    UnetWalk.output(net, counted, inputs, outputs, new Size(1, 1, inputs));
    return counted;
  }

  List<Parameter> all() {
    return all;
  }

  long length() {
    return all.stream().mapToLong(Parameter::length).reduce(0, Math::addExact);
  }

  /** Returns the number of products of two numbers in a forward pass of one row. */
  double products() {
    return products;
  }

  /** Returns views of {@code flat}, with the shapes that libtorch expects. */
  List<Tensor> views(Tensor flat, TorchBuffers buffers) {
    List<Tensor> views = new ArrayList<>();
    long at = 0;
    for (Parameter parameter : all) {
      long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
      Tensor part = buffers.own(buffers.own(flat.narrow(0, at, parameter.length())).view(shape));
      views.add(shape.length == CONVOLUTION ? buffers.own(part.permute(0, 3, 1, 2)) : part);
      at += parameter.length();
    }
    return views;
  }

  private void add(Start start, int fanIn, Integer... shape) {
    all.add(new Parameter(Arrays.asList(shape), start, fanIn));
  }

  @Override
  public Size columns(Size rows, int from, int count) {
    return new Size(1, 1, count);
  }

  @Override
  public Size join(Size left, Size right) {
    return new Size(1, 1, left.channels() + right.channels());
  }

  @Override
  public Size images(Size rows, int height, int width, int channels) {
    return new Size(height, width, channels);
  }

  @Override
  public Size rows(Size images) {
    return new Size(1, 1, images.height() * images.width() * images.channels());
  }

  @Override
  public Size padded(Size images, int height, int width) {
    return new Size(height, width, images.channels());
  }

  @Override
  public Size cropped(Size images, int height, int width) {
    return new Size(height, width, images.channels());
  }

  @Override
  public Size toDepth(Size images, int factor) {
    return new Size(
        images.height() / factor, images.width() / factor, images.channels() * factor * factor);
  }

  @Override
  public Size toSpace(Size images, int factor) {
    return new Size(
        images.height() * factor, images.width() * factor, images.channels() / factor / factor);
  }

  @Override
  public Size channels(Size images, int count) {
    return new Size(images.height(), images.width(), count);
  }

  @Override
  public Size mean(Size images) {
    return new Size(1, 1, images.channels());
  }

  @Override
  public Size silu(Size x) {
    return x;
  }

  @Override
  public Size sum(Size x, Size y) {
    return x;
  }

  @Override
  public Size inner(Size x, Size y) {
    return new Size(1, 1, 1);
  }

  @Override
  public Size dense(Size rows, int in, int out, Start start) {
    add(start, in, out, in);
    add(start, in, out);
    products += (double) in * out;
    return new Size(1, 1, out);
  }

  @Override
  public Size convolved(Size images, int in, int out, int kernel, int stride, Start start) {
    int fanIn = kernel * kernel * in;
    add(start, fanIn, out, kernel, kernel, in);
    add(start, fanIn, out);
    Size found = new Size(images.height() / stride, images.width() / stride, out);
    products += (double) found.height() * found.width() * out * fanIn;
    return found;
  }

  @Override
  public Size normalised(Size images, int channels) {
    add(Start.ONE, 1, channels);
    add(Start.ZERO, 1, channels);
    return images;
  }

  @Override
  public Size modulated(Size images, Size effects, int at, int channels) {
    return images;
  }

  @Override
  public Size attended(Size images, int channels) {
    normalised(images, channels);
    add(Start.UNIFORM, channels, 3 * channels, channels);
    add(Start.UNIFORM, channels, 3 * channels);
    add(Start.ZERO, channels, channels, channels);
    add(Start.ZERO, channels, channels);
    double pixels = (double) images.height() * images.width();
    products += pixels * channels * (4.0 * channels + 2 * pixels);
    return images;
  }
}
