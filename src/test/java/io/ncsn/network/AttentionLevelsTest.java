package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which levels have attention, in settings, files and hashes. */
class AttentionLevelsTest {
  /** Files of models that were written when the last level alone could have attention. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void readsAndWritesOlderModelsAsTheyAre(String flag) throws Exception {
    String json =
        """
        {"width":7,"height":5,"channels":1,"patch":1,"hidden":[16,32],"repeats":[2,2],"attention":%s}"""
            .formatted(flag);
    Unet net = Json.MAPPER.readValue(json, Unet.class);
    assertThat(net.attention().at(0, 2)).isFalse();
    assertThat(net.attention().at(1, 2)).isEqualTo(Boolean.valueOf(flag));
    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(net)))
        .isEqualTo(Json.MAPPER.readTree(json));
    assertThat(net)
        .hasToString(
            "Unet[width=7, height=5, channels=1, patch=1, hidden=[16, 32], repeats=[2, 2], attention=%s]",
            flag);
  }

  @Test
  void writesAFlagForEachLevelWhereOthersHaveItToo() throws Exception {
    Unet net =
        new Unet(7, 5, 1, 1, List.of(16, 32), List.of(2, 2), SmallUnets.attention(true, false));
    String json = Json.MAPPER.writeValueAsString(net);
    assertThat(json).contains("\"attention\":[true,false]");
    assertThat(Json.MAPPER.readValue(json, Unet.class)).isEqualTo(net);
    assertThat(net.toString()).endsWith("attention=[true, false]]");
  }

  /** A network must have one hash, however its settings are written. */
  @Test
  void isTheSameHoweverItIsWritten() {
    assertThat(SmallUnets.attention(false, false, true)).isEqualTo(AttentionLevels.ofLast(true));
    assertThat(SmallUnets.attention(false, false)).isEqualTo(AttentionLevels.ofLast(false));
  }

  /** A block of attention has a normalisation, three products with c² weights, and one more. */
  @ParameterizedTest
  @CsvSource({"false, false, 0, 0", "true, false, 4, 0", "false, true, 0, 1", "true, true, 4, 1"})
  void standsBetweenBlocksOnTheWayDownAndUp(
      boolean first, boolean last, long ofFirst, long ofLast) {
    AttentionLevels attention = SmallUnets.attention(first, last);
    Unet net = new Unet(11, 7, 1, 1, List.of(16, 48), List.of(3, 2), attention);
    Unet without = new Unet(11, 7, 1, 1, List.of(16, 48), List.of(3, 2), false);
    assertThat(net.parameters(80, 77) - without.parameters(80, 77))
        .isEqualTo(ofFirst * ofOne(16) + ofLast * ofOne(48));
  }

  private static long ofOne(long channels) {
    return 2 * channels + 4 * channels * channels + 4 * channels;
  }
}
