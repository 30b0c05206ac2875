package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.network.MixedSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The pair matrix has a parameter for each pair of levels, so not all of very many take part. */
class PairMatrixLimitTest {
  private static final int INPUTS = 32; // of the noise level
  private static final int LIMIT = 2048;

  @Test
  void parametersGrowWithTheSquareOfTheLevelsOnlyUpToALimit() {
    MixedSpec least = spec(LIMIT, 2048);
    MixedSpec beyond = spec(LIMIT, 2049);
    MixedSpec wide = spec(LIMIT, 20_011);

    assertThat(least.paired()).isTrue();
    assertThat(least.pairs()).isEmpty();
    assertThat(least.parameters()).isEqualTo(layers(2048) + 2048 * 2048);
    assertThat(beyond.paired()).isFalse();
    assertThat(beyond.parameters()).isEqualTo(layers(2049));
    assertThat(wide.parameters()).isEqualTo(layers(20_011));
  }

  @Test
  void theColumnsWithTheFewestLevelsTakePart() {
    MixedSpec spec = spec(LIMIT, 257, 2, 1021, 3, 1024);

    assertThat(spec.paired()).isTrue();
    assertThat(spec.pairs()).containsExactly(0, 1, 2, 3);
    assertThat(spec.parameters())
        .isEqualTo(layers(257, 2, 1021, 3, 1024) + (257 + 2 + 1021 + 3) * (257 + 2 + 1021 + 3));
    assertThat(spec(LIMIT, 257, 257, 257, 257, 257, 257, 257, 257).pairs())
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void theLimitIsMetToTheLevel() {
    assertThat(spec(12, 7, 5).pairs()).isEmpty();
    assertThat(spec(12, 7, 5).paired()).isTrue();
    assertThat(spec(11, 7, 5).pairs()).containsExactly(1);
    assertThat(spec(5, 7, 5).pairs()).containsExactly(1);
    assertThat(spec(4, 7, 5).paired()).isFalse();
    assertThat(spec(4, 7, 5).parameters()).isEqualTo(layers(7, 5));
  }

  /** Numbers are no levels, and groups count from 0 over all. */
  @Test
  void numbersTakeNoPart() {
    List<ChannelGroup> groups = List.of(new Plain(3), codes(11), new Plain(1), codes(7));
    MixedSpec spec = MixedResolution.spec(new ChannelLayout(groups), settings(), 7);

    assertThat(spec.pairs()).containsExactly(3);
    assertThat(spec.pairParameters()).isEqualTo(7 * 7);
    MixedSpec alone = MixedResolution.spec(new ChannelLayout(List.of(new Plain(3))), settings(), 7);
    assertThat(alone.toString()).endsWith("paired=true]");
  }

  /** Hashes of trainings hold this text. */
  @Test
  void onlyNetworksThatPairSomeColumnsSayWhich() {
    assertThat(spec(11, 7, 5).toString()).endsWith(", paired=true, pairs=[1]]");
    assertThat(spec(12, 7, 5).toString()).endsWith(", paired=true]");
    assertThat(spec(4, 7, 5).toString()).endsWith(", paired=false]");
  }

  /** Models of many levels had no pair matrix before some columns could take part alone. */
  @Test
  void aTrainingPairsWhatTheModelPairedThatItStartsFrom() {
    MixedSpec today = spec(11, 7, 5);
    MixedSpec older = new MixedSpec(today.layout(), today.architecture(), today.flagged(), false);
    MixedSpec another = spec(LIMIT, 7, 5, 3);

    assertThat(WarmStart.paired(Optional.of(start(older)), today)).isEqualTo(older);
    assertThat(WarmStart.paired(Optional.of(start(another)), today)).isEqualTo(today);
    assertThat(WarmStart.paired(Optional.empty(), today)).isEqualTo(today);
  }

  private static WarmStart start(MixedSpec spec) {
    float[] none = {};
    Map<String, float[]> vectors =
        Map.of(Checkpoint.PARAMETERS, none, Checkpoint.EMA, none, Checkpoint.UPDATER, none);
    ModelDescription model = new ModelDescription(spec, null, null, null, Map.of());
    return new WarmStart(
        "model", new Checkpoint(model, TrainingState.initial("hash"), vectors), "hash");
  }

  /** One hidden layer of 19; a flag for each cell. */
  private static int layers(int... columns) {
    int levels = Arrays.stream(columns).sum();
    return (levels + columns.length + INPUTS) * 19 + 19 + 19 * levels + levels;
  }

  private static MixedSpec spec(int limit, int... columns) {
    List<ChannelGroup> groups = new ArrayList<>();
    Arrays.stream(columns).forEach(levels -> groups.add(codes(levels)));
    ChannelLayout layout = new ChannelLayout(groups);
    return limit == LIMIT
        ? MixedResolution.spec(layout, settings())
        : MixedResolution.spec(layout, settings(), limit);
  }

  private static SettledSettings settings() {
    return new SettledSettings(ShortTraining.settings("data.scale=quantile", "network.hidden=19"));
  }

  private static Codes codes(int levels) {
    double[] frequencies = new double[levels];
    Arrays.fill(frequencies, 1.0 / levels);
    return new Codes(frequencies);
  }
}
