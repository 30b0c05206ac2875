package io.ncsn.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelLayoutTest {
  private static final Codes THREE = new Codes(new double[] {0.5, 0.25, 0.25});

  private final ChannelLayout mixed =
      new ChannelLayout(List.of(new Plain(2), new Spread(2, 1), THREE, new Spread()));

  @Test
  void widthsAndOffsetsFollowTheOrderOfTheGroups() {
    assertThat(mixed.columns()).isEqualTo(4);
    assertThat(mixed.storedWidth()).isEqualTo(2 + 2 + 1 + 2);
    assertThat(mixed.channelWidth()).isEqualTo(2 + 1 + 3 + 1);
    assertThat(mixed.storedOffset(3)).isEqualTo(5);
    assertThat(mixed.channelOffset(3)).isEqualTo(6);
    assertThat(mixed.isPlain()).isFalse();
    assertThat(ChannelLayout.plain(7).isPlain()).isTrue();
  }

  @Test
  void aNumberSharesTheCellOfItsState() {
    assertThat(List.of(mixed.cell(0), mixed.cell(1), mixed.cell(2), mixed.cell(3)))
        .containsExactly(0, 2, 2, 3);
  }

  @Test
  void layoutsAreEqualByValueAndKeepTheirFrequencies() {
    double[] shares = {0.5, 0.25, 0.25};
    Codes codes = new Codes(shares);
    shares[0] = 0;
    codes.frequencies()[1] = 0;
    ChannelLayout equal =
        new ChannelLayout(List.of(new Plain(2), new Spread(2, 1), codes, new Spread()));
    assertThat(equal).isEqualTo(mixed).hasSameHashCodeAs(mixed);
    assertThat(new Codes(new double[] {0.5, 0.5, 0})).isNotEqualTo(THREE);
  }

  @Test
  void entropyLeavesOutLevelsThatNeverOccur() {
    assertThat(new Codes(new double[] {0.5, 0, 0.5}).entropy())
        .isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void groupsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Plain(0)).hasMessageContaining("0 plain channels");
    assertThatThrownBy(() -> new Codes(new double[] {0.5, 0.6}))
        .hasMessageContaining("2 frequencies")
        .hasMessageContaining("sum 1.1");
    assertThatThrownBy(() -> new Codes(new double[] {1.5, -0.5})).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new Codes(new double[0])).hasMessageContaining("0 frequencies");
    assertThatThrownBy(() -> new ChannelLayout(List.of())).hasMessageContaining("at least 1");
  }

  @Test
  void statesThatAreNotLevelsOfCodesAreRefused() {
    for (Spread wrong : List.of(new Spread(1, 0), new Spread(0, 3), new Spread(2, 0))) {
      assertThatThrownBy(() -> new ChannelLayout(List.of(THREE, wrong)))
          .as("%s", wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("level " + wrong.regular() + " of group " + wrong.state());
    }
  }
}
