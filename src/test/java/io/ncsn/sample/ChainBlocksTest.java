package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainBlocksTest {
  private static final ModelSpec NUMBERS = new NetworkSpec(3, List.of(5), Form.EDM);

  @Test
  void rowsOfNumbersComeInBlocksOf512AndImagesInBlocksThatTheirNetworkComputesAtOnce() {
    assertThat(ChainBlocks.of(NUMBERS, 1025)).isEqualTo(new ChainBlocks(512, 1025));
    assertThat(ChainBlocks.of(images(), 129)).isEqualTo(new ChainBlocks(64, 129));
    assertThat(ChainBlocks.of(images(), 129).numbers()).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 63, 64, 65, 129, 1021})
  void everyRowIsInOneBlock(long count) {
    ChainBlocks blocks = ChainBlocks.of(images(), count);
    long next = 0;
    for (int block : blocks.numbers()) {
      assertThat(blocks.first(block)).isEqualTo(next);
      assertThat(blocks.rows(block)).isBetween(1, 64);
      next += blocks.rows(block);
    }
    assertThat(next).isEqualTo(count);
  }

  @Test
  void committedBlocksAreCountedAsIfTheShortOneWereAmongThem() {
    ChainBlocks blocks = new ChainBlocks(64, 129);
    assertThat(blocks.rowsOf(0)).isZero();
    assertThat(blocks.rowsOf(1)).isEqualTo(1);
    assertThat(blocks.rowsOf(3)).isEqualTo(129);
  }

  private static ModelSpec images() {
    Unet net = new Unet(7, 5, 1, 1, List.of(16), List.of(1), false);
    return new MixedSpec(new ChannelLayout(List.of(new Plain(35))), net, true, false);
  }
}
