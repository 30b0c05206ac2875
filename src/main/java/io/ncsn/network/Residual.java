package io.ncsn.network;

import io.ncsn.config.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/**
 * Blocks h + W₂·a(W₁·LayerNorm(h) + b₁) + b₂ on a stream h (He et al. 2016, Xiong et al. 2020).
 *
 * @param hidden width of the stream, then the inner width of each block
 */
public record Residual(List<Integer> hidden) implements Layered {
  public Residual {
    hidden = List.copyOf(hidden);
  }

  /** Reads its settings. */
  public static Residual read(Values values) {
    return new Residual(Architecture.readHidden(values));
  }

  @Override
  public Optional<String> mistake() {
    return hidden.size() >= 2
        ? Optional.empty()
        : Optional.of(
            "network.hidden is %s, but network.architecture residual needs the width of its stream and of at least one block; set two widths or more"
                .formatted(hidden));
  }

  /**
   * Returns the first layer of the stream, two layers per block, and the layer that reads the
   * stream.
   */
  @Override
  public List<Layer> layers(int inputs, int outputs) {
    List<Layer> layers = new ArrayList<>();
    int stream = hidden.get(0);
    layers.add(new Layer(inputs, stream, false, false));
    for (int inner : hidden.subList(1, hidden.size())) {
      layers.add(new Layer(stream, inner, true, true));
      layers.add(new Layer(inner, stream, false, false));
    }
    layers.add(new Layer(stream, outputs, false, false));
    return layers;
  }

  @Override
  public Tensor output(LayeredTrunk network, Tensor input) {
    int last = 2 * hidden.size() - 1;
    Tensor stream = network.dense(0, input);
    for (int layer = 1; layer < last; layer += 2) {
      Tensor inner = network.activated(network.dense(layer, network.normalised(layer, stream)));
      stream = stream.add(network.dense(layer + 1, inner));
    }
    return network.dense(last, stream);
  }

  @Override
  public void configure(
      NeuralNetConfiguration.ListBuilder network,
      List<Layer> layers,
      NetworkSettings.Activation activation) {
    int last = layers.size() - 1;
    network.layer(layers.get(0).dl4j(activation));
    for (int layer = 1; layer < last; layer += 2) {
      Layer inner = layers.get(layer);
      network.layer(new ResidualBlock(inner.in(), inner.out(), activation));
    }
    network.layer(layers.get(last).dl4j(activation));
  }
}
