package io.ncsn.network;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Parameters of networks of mixed rows that have not been trained. */
final class MixedParameters {
  private MixedParameters() {}

  /**
   * Returns initial parameters, which depend only on the seed. A network of columns beside images
   * begins by itself.
   */
  static float[] initial(MixedSpec spec, long seed) {
    if (spec.architecture() instanceof Layered) {
      return initialLayers(spec, seed);
    }
    float[] ofImages = spec.net().initial(spec.inputs(), spec.dimension(), seed);
    if (!spec.hasColumns()) {
      return ofImages;
    }
    long another = Streams.hash(seed, Purpose.INITIALISATION, ofImages.length);
    float[] ofColumns = initial(spec.beside(), another);
    float[] all = Arrays.copyOf(ofImages, spec.parameters());
    System.arraycopy(ofColumns, 0, all, ofImages.length, ofColumns.length);
    return all;
  }

  /**
   * Returns the parameters of plain layers. Weights and biases are uniform within ±1/√fan-in; the
   * first layer's embedding counts as a layer of its own. The last layer and the pair matrix are
   * zero, so that training starts from independent columns.
   */
  private static float[] initialLayers(MixedSpec spec, long seed) {
    float[] parameters = new float[spec.parameters()];
    List<Layer> layers = spec.layers();
    int at = 0;
    for (int i = 0; i < layers.size() - 1; i++) {
      Layer layer = layers.get(i);
      UniformRandomProvider random = Streams.of(seed, Purpose.INITIALISATION, i);
      int ofData = i == 0 ? spec.data() : layer.in();
      float bound = (float) (1 / Math.sqrt(ofData));
      float ofEmbedding = (float) (1 / Math.sqrt(2.0 * MixedSpec.FREQUENCIES));
      for (int weight = 0; weight < layer.in() * layer.out(); weight++) {
        parameters[at++] = uniform(random) * (weight % layer.in() < ofData ? bound : ofEmbedding);
      }
      for (int out = 0; out < layer.out(); out++) {
        parameters[at++] = uniform(random) * bound + (i == 0 ? uniform(random) * ofEmbedding : 0);
      }
    }
    return parameters;
  }

  /**
   * Returns parameters for which every layer and the pair matrix matter, as self-checks need them:
   * weights N(0, 1/in), biases and pairs N(0, 1/100).
   */
  static float[] lively(MixedSpec spec, long key) {
    float[] parameters = SmallCase.normals(spec.parameters(), key);
    int at = 0;
    for (Layer layer : spec.layers()) {
      float scale = (float) (1 / Math.sqrt(layer.in()));
      int weights = at + layer.in() * layer.out();
      int end = weights + layer.out();
      for (; at < end; at++) {
        parameters[at] *= at < weights ? scale : 0.1f;
      }
    }
    for (; at < parameters.length; at++) {
      parameters[at] *= 0.1f;
    }
    return parameters;
  }

  private static float uniform(UniformRandomProvider random) {
    return 2 * random.nextFloat() - 1;
  }
}
