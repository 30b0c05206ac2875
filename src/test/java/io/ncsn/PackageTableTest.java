package io.ncsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackageTableTest {
  private static final String TOP =
      """
      | package | holds | may import |
      |---|---|---|
      | `noise` | levels | – |
      | `data.read` | tables | noise |
      | `data.shard` | shards | noise, data.read |
      | `train` | rounds | data, noise |
      """;

  @Test
  void aRowSaysWhatItsPackageMayImport() {
    assertThat(
            PackageTable.of(
                TOP
                    + """
                    | `bench` | speed | all above but noise and train |
                    | `job` | jobs | all above |
                    | `cli` | commands | all |
                    """))
        .isEqualTo(
            Map.of(
                "noise", List.of(),
                "data.read", List.of("noise"),
                "data.shard", List.of("noise", "data.read"),
                "train", List.of("data", "noise"),
                "bench", List.of("data.read", "data.shard"),
                "job", List.of("noise", "data.read", "data.shard", "train", "bench"),
                "cli",
                    List.of("noise", "data.read", "data.shard", "train", "bench", "job", "cli")));
  }

  @Test
  void aRowNamesOnlyPackagesAboveIt() {
    assertThatThrownBy(() -> PackageTable.of(TOP + "| `waves` | waves | noise, sample |\n"))
        .hasMessageContaining("the row of waves names 'sample'");
  }
}
