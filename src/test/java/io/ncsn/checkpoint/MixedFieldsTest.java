package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.config.Json;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.Mlp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which levels a network pairs, in {@code model.json}. */
class MixedFieldsTest {
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(List.of(codes(2039), codes(7), codes(11)));

  private static Codes codes(int levels) {
    double[] frequencies = new double[levels];
    Arrays.fill(frequencies, 1.0 / levels);
    return new Codes(frequencies);
  }

  private static String json(MixedSpec spec) throws JacksonException {
    return Json.MAPPER.writeValueAsString(ModelFields.Mixed.of(spec));
  }

  private static MixedSpec read(String json) throws JacksonException {
    return Json.MAPPER.readValue(json, ModelFields.Mixed.class).spec(LAYOUT);
  }

  @Test
  void thePairedColumnsComeBack() throws JacksonException {
    MixedSpec spec =
        new MixedSpec(LAYOUT, new Mlp(List.of(3)), true, true, List.of(1, 2), List.of(), false);

    assertThat(json(spec)).contains("\"pairs\":[1,2]");
    assertThat(read(json(spec))).isEqualTo(spec);
    assertThat(read(json(spec)).pairParameters()).isEqualTo(18 * 18);
  }

  /** Networks of more than 2,048 levels had no pair matrix, and those of fewer a whole one. */
  @Test
  void olderModelsAreWhatTheyWere() throws JacksonException {
    String none = "{\"hidden\":[3],\"flagged\":true,\"paired\":false}";
    String whole = "{\"hidden\":[3],\"flagged\":true,\"paired\":true}";

    assertThat(read(none).pairParameters()).isZero();
    assertThat(read(whole).pairParameters()).isEqualTo(2057 * 2057);
    assertThat(json(read(none))).isEqualTo(none);
    assertThat(json(read(whole))).isEqualTo(whole);
  }
}
