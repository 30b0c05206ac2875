package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.config.ConfigException;
import io.ncsn.network.MixedSpec;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks of 20,000 columns that do not fit the memory are refused before training. */
class NetworkMemoryTest {
  private static final int COLUMNS = 20_011;

  @Test
  void whoseNetworkIsLargerThanTheMemoryAreRefused() {
    List<ChannelGroup> three =
        Collections.nCopies(COLUMNS, new Codes(new double[] {0.5, 0.25, 0.25}));
    MixedSpec spec = new MixedSpec(new ChannelLayout(three), List.of(257, 31), true, false);

    NetworkMemory.require(spec, 48L * spec.parameters());
    assertThatThrownBy(() -> NetworkMemory.require(spec, 1L << 30))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot train on 20011 columns: they take 60033 channels, and with network.hidden = [257, 31] the network has 2.25e+07 parameters, which need 1.01 GiB of memory (found 1.00 GiB); name fewer columns in data.columns, set narrower network.hidden, or give more memory by -- --driver-memory 2g");
  }
}
