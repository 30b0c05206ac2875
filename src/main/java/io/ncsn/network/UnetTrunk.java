package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addcmul;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.group_norm;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.pixel_shuffle;
import static org.bytedeco.pytorch.global.torch.pixel_unshuffle;
import static org.bytedeco.pytorch.global.torch.softmax;

import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A {@link Unet} under libtorch's autograd. Images are [rows, channels, height, width] with the
 * channels of a pixel side by side in memory, as they are in the rows. In bfloat16, images and the
 * weights of convolutions have 16 bits; parameters, rows and attention stay in single precision.
 */
final class UnetTrunk implements Trunk, ImageOps<Tensor> {
  private static final int HEADS = AttentionLevels.HEADS;
  private static final double NORM_EPSILON = 1e-5;

  private final Unet net;
  private final TrunkSpec spec;
  private final List<Tensor> variables;
  private final boolean libtorchs;
  private final ScalarType type;
  private int next;

  /**
   * Opens the network.
   *
   * @param libtorchs whether convolutions are libtorch's, or else products of matrices; those in
   *     bfloat16 are always libtorch's
   */
  UnetTrunk(Unet net, TrunkSpec spec, Tensor flat, boolean libtorchs, TorchBuffers buffers) {
    this.net = net;
    this.spec = spec;
    type = spec.precision() == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float;
    this.libtorchs = libtorchs || type != ScalarType.Float;
    variables =
        net.views(spec.inputs(), spec.outputs(), flat, buffers).stream()
            .map(view -> TorchLayers.variable(view, buffers))
            .toList();
  }

  @Override
  public Tensor output(Tensor input) {
    next = 0;
    return UnetWalk.output(net, this, spec.inputs(), spec.outputs(), input);
  }

  @Override
  public List<Tensor> variables() {
    return variables;
  }

  private Tensor parameter() {
    return variables.get(next++);
  }

  private TensorOptional optional() {
    return new TensorOptional(parameter());
  }

  /** Returns a parameter of a convolution. */
  private Tensor factor() {
    return parameter().to(type);
  }

  @Override
  public Tensor columns(Tensor rows, int from, int count) {
    return rows.narrow(Torch.COLUMNS, from, count);
  }

  @Override
  public Tensor join(Tensor left, Tensor right) {
    return cat(new TensorVector(left, right), Torch.COLUMNS);
  }

  @Override
  public Tensor images(Tensor rows, int height, int width, int channels) {
    return rows.reshape(rows.size(0), height, width, channels)
        .permute(0, 3, 1, 2)
        .contiguous(torch.MemoryFormat.ChannelsLast)
        .to(type);
  }

  @Override
  public Tensor rows(Tensor images) {
    return single(images).permute(0, 2, 3, 1).reshape(images.size(0), -1);
  }

  @Override
  public Tensor padded(Tensor images, int height, int width) {
    long below = height - images.size(2);
    long right = width - images.size(3);
    return below + right == 0 ? images : constant_pad_nd(images, 0, right, 0, below);
  }

  @Override
  public Tensor cropped(Tensor images, int height, int width) {
    return images.narrow(2, 0, height).narrow(3, 0, width);
  }

  @Override
  public Tensor toDepth(Tensor images, int factor) {
    return factor == 1 ? images : laidOut(pixel_unshuffle(images, factor));
  }

  @Override
  public Tensor toSpace(Tensor images, int factor) {
    return factor == 1 ? images : laidOut(pixel_shuffle(images, factor));
  }

  private static Tensor laidOut(Tensor images) {
    return images.contiguous(torch.MemoryFormat.ChannelsLast);
  }

  @Override
  public Tensor channels(Tensor images, int count) {
    return laidOut(images.narrow(Torch.COLUMNS, 0, count));
  }

  @Override
  public Tensor mean(Tensor images) {
    return single(images).mean(2, 3);
  }

  private static Tensor single(Tensor images) {
    return images.to(ScalarType.Float);
  }

  @Override
  public Tensor silu(Tensor x) {
    return torch.silu(x);
  }

  @Override
  public Tensor sum(Tensor x, Tensor y) {
    return x.add(y);
  }

  @Override
  public Tensor inner(Tensor x, Tensor y) {
    return x.mul(y).sum(new long[] {Torch.COLUMNS}, true, new ScalarTypeOptional());
  }

  @Override
  public Tensor dense(Tensor rows, int in, int out, Start start) {
    return linear(rows, parameter(), optional());
  }

  @Override
  public Tensor convolved(Tensor images, int in, int out, int kernel, int stride, Start start) {
    Tensor weight = factor();
    Tensor bias = factor();
    int padding = stride == 1 ? kernel / 2 : 0;
    FastPaths paths = FastPaths.current();
    return libtorchs
        ? paths.convolved(images, weight, bias, stride, padding)
        : laidOut(byProducts(images, weight, bias, stride, padding));
  }

  /** Computes the convolution as a product of the kernel's places with its weights. */
  private static Tensor byProducts(
      Tensor images, Tensor weight, Tensor bias, int stride, int padding) {
    long kernel = weight.size(2);
    long height = images.size(2) / stride;
    long width = images.size(3) / stride;
    Tensor places =
        torch.im2col(
            images.contiguous(),
            new long[] {kernel, kernel},
            new long[] {1, 1},
            new long[] {padding, padding},
            new long[] {stride, stride});
    Tensor products =
        linear(
            places.transpose(1, 2), weight.reshape(weight.size(0), -1), new TensorOptional(bias));
    return products.transpose(1, 2).reshape(images.size(0), weight.size(0), height, width);
  }

  @Override
  public Tensor normalised(Tensor images, int channels) {
    return group_norm(images, channels / Unet.GROUP, optional(), optional(), NORM_EPSILON, false);
  }

  @Override
  public Tensor modulated(Tensor images, Tensor effects, int at, int channels) {
    Tensor scale = effects.narrow(Torch.COLUMNS, at, channels).unsqueeze(2).unsqueeze(3);
    Tensor shift = effects.narrow(Torch.COLUMNS, at + channels, channels).unsqueeze(2).unsqueeze(3);
    return addcmul(shift.to(type), images, Torch.plus(scale, 1).to(type));
  }

  @Override
  public Tensor attended(Tensor images, int channels) {
    long rows = images.size(0);
    long height = images.size(2);
    long width = images.size(3);
    long pixels = height * width;
    long head = channels / HEADS;
    Tensor x =
        normalised(single(images), channels).permute(0, 2, 3, 1).reshape(rows, pixels, channels);
    Tensor parts =
        linear(x, parameter(), optional())
            .reshape(rows, pixels, 3, HEADS, head)
            .permute(2, 0, 3, 1, 4);
    Tensor keys = parts.select(0, 1).transpose(2, 3);
    Tensor weights = softmax(Torch.times(1 / Math.sqrt(head), parts.select(0, 0).matmul(keys)), 3);
    Tensor found =
        weights.matmul(parts.select(0, 2)).transpose(1, 2).reshape(rows, pixels, channels);
    Tensor learnt = linear(found, parameter(), optional());
    return images.add(learnt.reshape(rows, height, width, channels).permute(0, 3, 1, 2).to(type));
  }
}
