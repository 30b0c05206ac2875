package io.ncsn.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link Unet} of two levels as a {@code ComputationGraph} of DL4J in double precision.
 * Convolutions, dense layers, activations, sums, padding and cropping are DL4J's layers. It has
 * none for group normalisation, modulation by channel, attention between pixels, and squares of
 * pixels as channels: {@link ImageOperations} adds these.
 */
final class GraphUnet {
  private final Unet net;
  private final float[] parameters;
  private final GraphBuilder graph =
      new NeuralNetConfiguration.Builder()
          .dataType(DataType.DOUBLE)
          .activation(Activation.IDENTITY)
          .graphBuilder()
          .addInputs("image", "told");
  private final Map<String, INDArray[]> weights = new LinkedHashMap<>();
  private int at;
  private int modulated;

  private GraphUnet(Unet net, float[] parameters) {
    this.net = net;
    this.parameters = parameters;
  }

  /**
   * Computes the images of the output, [rows, pixels].
   *
   * @param input [rows, inputs]
   * @param parameters flat; those of an output of images alone
   */
  static double[] output(Unet net, float[] parameters, double[][] input) {
    GraphUnet built = new GraphUnet(net, parameters);
    built.build(input[0].length - net.pixels());
    ComputationGraph computing = new ComputationGraph(built.graph.build());
    computing.init();
    built.weights.forEach(
        (name, values) -> {
          computing.getLayer(name).setParam("W", values[0]);
          computing.getLayer(name).setParam("b", values[1]);
        });
    return rows(net, computing.outputSingle(images(net, input), told(net, input)));
  }

  private void build(int told) {
    int first = net.hidden().get(0);
    int second = net.hidden().get(1);
    int high = net.padded(net.height()) - net.height();
    int wide = net.padded(net.width()) - net.width();
    int effects = 4 * net.repeats().get(0) * first + 2 * net.repeats().get(1) * second;
    String e = silu(dense("told", told, Unet.EMBEDDING));
    dense("effects", silu(dense(e, Unet.EMBEDDING, Unet.EMBEDDING)), Unet.EMBEDDING, effects);
    String h = layer(new ZeroPaddingLayer.Builder(0, high, 0, wide).build(), "image");
    h = vertex(ImageOperations.toDepth(net.patch()), h);
    h = convolution(h, net.depth(), first, 3, 1);
    Deque<String> skips = new ArrayDeque<>();
    boolean above = net.attention().at(0, 2);
    boolean below = net.attention().at(1, 2);
    for (int i = 0; i < net.repeats().get(0); i++) {
      h = block(h, first);
      h = above && i + 1 < net.repeats().get(0) ? attention(h, first) : h;
      skips.push(h);
    }
    h = convolution(h, first, second, 2, 2);
    for (int i = 0; i < net.repeats().get(1); i++) {
      h = block(h, second);
      h = below && i + 1 < net.repeats().get(1) ? attention(h, second) : h;
    }
    h = vertex(ImageOperations.toSpace(2), convolution(h, second, 4 * first, 1, 1));
    for (int i = 0; i < net.repeats().get(0); i++) {
      h = block(sum(h, skips.pop()), first);
      h = above && i + 1 < net.repeats().get(0) ? attention(h, first) : h;
    }
    int out = (net.depth() + Unet.GROUP - 1) / Unet.GROUP * Unet.GROUP;
    h = convolution(silu(normalised(h, first)), first, out, 3, 1);
    h = vertex(ImageOperations.toSpace(net.patch()), vertex(ImageOperations.first(net.depth()), h));
    graph.setOutputs(layer(new Cropping2D.Builder(0, high, 0, wide).build(), h));
    if (at != parameters.length) {
      throw new IllegalStateException("took " + at + " of " + parameters.length + " parameters");
    }
  }

  private String block(String x, int channels) {
    String h = convolution(silu(normalised(x, channels)), channels, channels, 3, 1);
    h = normalised(h, channels);
    h = vertex(ImageOperations.modulated(modulated, channels), h, "effects");
    modulated += 2 * channels;
    return sum(x, convolution(silu(h), channels, channels, 3, 1));
  }

  private String attention(String x, int channels) {
    String parts = convolution(normalised(x, channels), channels, 3 * channels, 1, 1);
    return sum(
        x, convolution(vertex(ImageOperations.attended(4), parts), channels, channels, 1, 1));
  }

  private String normalised(String x, int channels) {
    INDArray gains = take(1, channels, 1, 1);
    return vertex(ImageOperations.normalised(Unet.GROUP, gains, take(1, channels, 1, 1)), x);
  }

  private String convolution(String x, int in, int out, int kernel, int stride) {
    INDArray weight = take(out, kernel, kernel, in).permute(0, 3, 1, 2);
    String name =
        layer(
            new ConvolutionLayer.Builder(kernel, kernel)
                .nIn(in)
                .nOut(out)
                .stride(stride, stride)
                .convolutionMode(stride == 1 ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .build(),
            x);
    weights.put(name, new INDArray[] {weight, take(1, out)});
    return name;
  }

  private String dense(String x, int in, int out) {
    return dense("dense" + at, x, in, out);
  }

  private String dense(String name, String x, int in, int out) {
    graph.addLayer(name, new DenseLayer.Builder().nIn(in).nOut(out).build(), x);
    INDArray weight = take(out, in).transpose();
    weights.put(name, new INDArray[] {weight, take(1, out)});
    return name;
  }

  private String silu(String x) {
    return layer(new ActivationLayer(Activation.SWISH), x);
  }

  private String sum(String x, String y) {
    String name = x + "+" + y.length() + at;
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), x, y);
    return name;
  }

  private String layer(Layer layer, String x) {
    String name = layer.getClass().getSimpleName() + weights.size() + x;
    graph.addLayer(name, layer, x);
    return name;
  }

  private String vertex(ImageVertex vertex, String... x) {
    String name = "vertex" + at + x[0];
    graph.addVertex(name, vertex, x);
    return name;
  }

  private INDArray take(long... shape) {
    INDArray values = Nd4j.create(DataType.DOUBLE, shape);
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, parameters[at++]);
    }
    return values;
  }

  private static INDArray images(Unet net, double[][] input) {
    INDArray images =
        Nd4j.create(DataType.DOUBLE, input.length, net.channels(), net.height(), net.width());
    for (int row = 0; row < input.length; row++) {
      for (int i = 0; i < net.pixels(); i++) {
        int pixel = i / net.channels();
        images.putScalar(
            new int[] {row, i % net.channels(), pixel / net.width(), pixel % net.width()},
            input[row][i]);
      }
    }
    return images;
  }

  private static INDArray told(Unet net, double[][] input) {
    int count = input[0].length - net.pixels();
    INDArray told = Nd4j.create(DataType.DOUBLE, input.length, count);
    for (int row = 0; row < input.length; row++) {
      for (int i = 0; i < count; i++) {
        told.putScalar(row, i, input[row][net.pixels() + i]);
      }
    }
    return told;
  }

  private static double[] rows(Unet net, INDArray images) {
    return images.permute(0, 2, 3, 1).dup('c').reshape(-1, net.pixels()).ravel().toDoubleVector();
  }
}
