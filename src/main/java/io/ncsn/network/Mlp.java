package io.ncsn.network;

import io.ncsn.config.Values;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/**
 * One dense layer after the other.
 *
 * @param hidden widths of the hidden layers
 */
public record Mlp(List<Integer> hidden) implements Layered {
  public Mlp {
    hidden = List.copyOf(hidden);
  }

  /** Reads its settings. */
  public static Mlp read(Values values) {
    return new Mlp(Architecture.readHidden(values));
  }

  @Override
  public List<Layer> layers(int inputs, int outputs) {
    List<Layer> layers = new ArrayList<>();
    int width = inputs;
    for (int next : hidden) {
      layers.add(new Layer(width, next, false, true));
      width = next;
    }
    layers.add(new Layer(width, outputs, false, false));
    return layers;
  }

  @Override
  public Tensor output(LayeredTrunk network, Tensor input) {
    int last = hidden.size();
    Tensor x = input;
    for (int layer = 0; layer < last; layer++) {
      x = network.activated(network.dense(layer, x));
    }
    return network.dense(last, x);
  }

  @Override
  public void configure(
      NeuralNetConfiguration.ListBuilder network,
      List<Layer> layers,
      NetworkSettings.Activation activation) {
    layers.forEach(layer -> network.layer(layer.dl4j(activation)));
  }

  @Override
  public boolean hasWrittenOutPasses() {
    return true;
  }

  @Override
  public List<FastPath> bfloat16Paths() {
    return List.of(FastPath.WRITTEN_OUT_PASS, FastPath.BFLOAT16_PASS);
  }

  /** Names these networks by their former name, Plain: hashes of models depend on it. */
  @Override
  public String toString() {
    return "Plain[hidden=%s]".formatted(hidden);
  }
}
