package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.MixedSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.sample.AutomaticMethods.Given;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticMethodsTest {
  private static final NoiseSchedule LEVELS = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 12, 0.05, 7);

  @ParameterizedTest
  @CsvSource({
    "NOTHING, true, dpm-solver",
    "NOTHING, false, dpm-solver",
    "A_FEW_CELLS, true, dpm-solver-sde",
    "A_FEW_CELLS, false, repaint",
    "MOST_CELLS, true, dpm-solver",
    "MOST_CELLS, false, repaint"
  })
  void mixedRowsAreDrawnByWhatTheyAreGiven(Given given, boolean flagged, String method) {
    assertThat(methods(new DpmSolver(0)).of(network(flagged), LEVELS, given).word())
        .isEqualTo(method);
  }

  /**
   * sample.steps-per-level or sample.step-size is set. Only RePaint gives cells to a model without
   * flags.
   */
  @ParameterizedTest
  @CsvSource({
    "NOTHING, true, annealed-langevin",
    "NOTHING, false, annealed-langevin",
    "A_FEW_CELLS, true, annealed-langevin",
    "A_FEW_CELLS, false, repaint",
    "MOST_CELLS, true, annealed-langevin"
  })
  void settingsOfAnnealedLangevinAskForIt(Given given, boolean flagged, String method) {
    assertThat(methods(new AnnealedLangevin(3, 0)).of(network(flagged), LEVELS, given).word())
        .isEqualTo(method);
  }

  private static AutomaticMethods methods(SamplingMethod numbers) {
    return new AutomaticMethods(
        numbers, new Langevin(0, 0, 0), new DpmSolver(0), new DpmSolverSde(0), new Repaint(0, 10));
  }

  private static MixedSpec network(boolean flagged) {
    return new MixedSpec(
        new ChannelLayout(List.of(new Codes(new double[] {0.25, 0.75}))),
        List.of(7),
        flagged,
        true);
  }
}
