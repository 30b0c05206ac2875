package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Gate;
import io.ncsn.config.Gate.Relation;
import io.ncsn.config.Measure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequireSettingsTest {
  @Test
  void aMetricHasOneBoundOrSeveral() {
    assertThat(
            gates(
                """
                require {
                  shape = "<1.5e-1"
                  one-nn-accuracy = ["> 0.4", "<=   0.6"]
                  beta-recall = " >= -7 "
                }
                """))
        .containsExactlyInAnyOrder(
            new Gate(Measure.SHAPE, Relation.BELOW, 0.15),
            new Gate(Measure.ONE_NN_ACCURACY, Relation.ABOVE, 0.4),
            new Gate(Measure.ONE_NN_ACCURACY, Relation.AT_MOST, 0.6),
            new Gate(Measure.BETA_RECALL, Relation.AT_LEAST, -7));
  }

  @Test
  void theCommandLineRelaxesAndRemovesGatesOfTheFile() {
    String file = "require { shape = \"<= 0.1\", trend = \"<= 0.1\", mmd2 = \"< 1\" }";
    assertThat(
            gates(
                file,
                new SettingOverride("require.shape", "<= 0.2", "--set"),
                new SettingOverride("require.trend", "none", "--set"),
                new SettingOverride("require.mmd2", "null", "--set")))
        .containsExactly(new Gate(Measure.SHAPE, Relation.AT_MOST, 0.2));
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                gates(
                    """
                    require {
                      shape = "= 1"
                      trend = "<= NaN"
                      mmd2 = 3
                      fisher = "<= 1"
                      ks-max = ["<= 1", "2"]
                      quality { of = "<= 1" }
                    }
                    """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(p -> p.startsWith("job.conf:2: Cannot set require.shape to '= 1'"))
                    .anyMatch(p -> p.startsWith("job.conf:3: Cannot set require.trend"))
                    .anyMatch(p -> p.startsWith("job.conf:4: Cannot set require.mmd2 to 3: need"))
                    .anyMatch(p -> p.startsWith("job.conf:5: There is no metric fisher"))
                    .anyMatch(p -> p.startsWith("job.conf:6: Cannot set require.ks-max"))
                    .anyMatch(
                        p ->
                            p.startsWith("job.conf:7: There is no metric quality.of")
                                && p.contains("name one of sliced-wasserstein, mmd2,")));
  }

  private static List<Gate> gates(String file, SettingOverride... overrides) {
    return new SettingsReader(location -> file)
        .read(Optional.of("job.conf"), List.of(overrides), Set.of())
        .settings()
        .require()
        .gates();
  }
}
