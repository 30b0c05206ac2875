package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreNetworkTest {
  private static final int COLLECTIONS = 20;

  /**
   * ND4J frees native memory when the garbage collector finds its owner unreachable, whoever still
   * computes on it.
   */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void keepsItsParametersThroughGarbageCollections(KernelChoice kernel) {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    float[] parameters = filled(spec, 0.25f);
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, kernel)) {
      float[] rows = {1, 2, 3, 4};
      float[] before = network.score(rows, 2, 1.5);
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
        ScoreModel.of(spec).loadParameters(filled(spec, Float.NaN));
      }
      assertThat(network.score(rows, 2, 1.5)).containsExactly(before);
    }
  }

  private static float[] filled(NetworkSpec spec, float value) {
    float[] values = new float[spec.parameters()];
    Arrays.fill(values, value);
    return values;
  }
}
