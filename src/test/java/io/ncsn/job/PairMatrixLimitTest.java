package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.MixedSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pair matrix has levels² parameters, so networks of very many levels have none. */
class PairMatrixLimitTest {
  private static final int INPUTS = 32; // of the noise level

  @Test
  void parametersGrowWithTheSquareOfTheLevelsOnlyUpToALimit() {
    MixedSpec least = spec(2048);
    MixedSpec beyond = spec(2049);
    MixedSpec wide = spec(20_011);

    assertThat(least.paired()).isTrue();
    assertThat(least.parameters()).isEqualTo(layers(2048) + 2048 * 2048);
    assertThat(beyond.paired()).isFalse();
    assertThat(beyond.parameters()).isEqualTo(layers(2049));
    assertThat(wide.parameters()).isEqualTo(layers(20_011));
  }

  /** One hidden layer of 19; a flag for the one cell. */
  private static int layers(int levels) {
    return (levels + 1 + INPUTS) * 19 + 19 + 19 * levels + levels;
  }

  private static MixedSpec spec(int levels) {
    double[] frequencies = new double[levels];
    Arrays.fill(frequencies, 1.0 / levels);
    List<ChannelGroup> groups = Collections.singletonList(new Codes(frequencies));
    return MixedResolution.spec(
        new ChannelLayout(groups),
        new SettledSettings(ShortTraining.settings("data.scale=quantile", "network.hidden=19")));
  }
}
