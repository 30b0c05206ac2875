package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
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
    "NOISE, true, dpm-solver",
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

  /** Fréchet distances of samples on the ODE's path are two and a half times those of the SDE's. */
  @ParameterizedTest
  @CsvSource({"NOTHING, dpm-solver-sde", "NOISE, dpm-solver"})
  void imagesAreDrawnByTheSdeUnlessTheyFollowFromTheirNoise(Given given, String method) {
    Unet net = new Unet(7, 5, 1, 1, List.of(16), List.of(1), false);
    NetworkSpec alone =
        new NetworkSpec(
            35, net, Form.EDM, Kind.SCORE, Activation.SILU, Embedding.FOURIER, List.of(0.7));
    ChannelLayout labelled =
        new ChannelLayout(List.of(new Plain(35), new Codes(new double[] {0.25, 0.75})));
    for (ModelSpec network : List.of(alone, new MixedSpec(labelled, net, true, false))) {
      SamplingMethod found = methods(new DpmSolver(0)).of(network, LEVELS, given).settled(LEVELS);
      assertThat(found.word()).isEqualTo(method);
      assertThat(found.evaluations(LEVELS)).isEqualTo(16);
    }
  }

  private static AutomaticMethods methods(SamplingMethod numbers) {
    return new AutomaticMethods(
        numbers, new Langevin(0, 0, 0), new DpmSolverSde(0), new Repaint(0, 10));
  }

  private static MixedSpec network(boolean flagged) {
    return new MixedSpec(
        new ChannelLayout(List.of(new Codes(new double[] {0.25, 0.75}))),
        List.of(7),
        flagged,
        true);
  }
}
