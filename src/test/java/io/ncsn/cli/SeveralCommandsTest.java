package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralCommandsTest {
  @Test
  void eachCommandKeepsItsOwnArguments() {
    assertThat(SeveralCommands.split("train", "--set", "a=b", "--then", "sample", "--count", "3"))
        .containsExactly(List.of("train", "--set", "a=b"), List.of("sample", "--count", "3"));
    assertThat(SeveralCommands.split("config")).containsExactly(List.of("config"));
  }
}
