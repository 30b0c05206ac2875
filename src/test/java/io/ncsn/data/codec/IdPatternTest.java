package io.ncsn.data.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of ids are made of numbers, and numbers found again in texts. */
class IdPatternTest {
  private static final long SEED = 17;

  @ParameterizedTest
  @ValueSource(strings = {"", "\\P99", "9", "Aa\\-f", "\\x", "\\99\\\\9"})
  void aTextHasTheNumberThatItWasMadeOf(String form) {
    IdPattern pattern = new IdPattern(form);
    Set<String> texts = new HashSet<>();
    LongStream.concat(LongStream.range(0, 5003), new Random(SEED).longs(101, 0, 1L << 40))
        .forEach(
            number -> {
              String text = pattern.text(number);
              assertThat(pattern.number(text)).as("%s of seed %d", text, SEED).isEqualTo(number);
              texts.add(text);
            });
    assertThat(texts).hasSizeGreaterThanOrEqualTo(5003 + 90);
  }

  @Test
  void textsThatAreNeverMadeHaveNone() {
    IdPattern pattern = IdPattern.of(List.of("P17", "P42", "P03"));
    assertThat(pattern.number("P99")).isEqualTo(99);
    assertThat(pattern.number("P00-1")).isEqualTo(100);
    for (String other :
        List.of(
            "", "P", "P9", "P999", "Q17", "P1x", "P00-0", "P00-01", "P00-", "P00+1", "P00--1")) {
      assertThat(pattern.number(other)).as(other).isEqualTo(-1);
    }
    for (String other : List.of("", "-1", "+1", "01", "x", "99999999999999999999")) {
      assertThat(new IdPattern("").number(other)).as(other).isEqualTo(-1);
    }
    assertThat(new IdPattern("f".repeat(32)).number("f".repeat(32)))
        .as("beyond all numbers")
        .isEqualTo(-1);
  }
}
