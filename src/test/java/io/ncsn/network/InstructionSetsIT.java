package io.ncsn.network;

import static io.ncsn.network.InstructionSet.ATEN_AVX2;
import static io.ncsn.network.InstructionSet.ATEN_AVX512;
import static io.ncsn.network.InstructionSet.ATEN_DEFAULT;
import static io.ncsn.network.InstructionSet.BLAS_HASWELL;
import static io.ncsn.network.InstructionSet.BLAS_SKYLAKE;
import static io.ncsn.network.InstructionSet.BLAS_ZEN;
import static io.ncsn.network.InstructionSet.ONE_DNN_ALL;
import static io.ncsn.network.InstructionSet.ONE_DNN_AVX2;
import static io.ncsn.network.InstructionSet.ONE_DNN_AVX512;
import static io.ncsn.network.InstructionSet.ONE_DNN_SSE41;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels on several kinds of processors, as far as this one can stand for them. Each library
 * has a setting of its own, so that one process tries a setting of each; the profile {@code
 * thorough} gives every setting a process, and runs more tests in it.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class InstructionSetsIT {
  private static final int CASES = Math.max(2, KernelShapesTest.CASES / 5);
  private static final boolean THOROUGH = CASES > 2;
  private static final List<Class<?>> SHORT =
      List.of(KernelShapesTest.class, RowProductsTest.class, SelfChecksTest.class, UnetTest.class);
  private static final List<Class<?>> LONG =
      List.of(
          KernelShapesTest.class,
          OnceWrongProductsTest.class,
          RowProductsTest.class,
          SelfChecksTest.class,
          KernelTest.class,
          KernelsAgreeTest.class,
          ScoreNetworkTest.class,
          ObjectiveGradientTest.class,
          ObjectiveClosedFormTest.class,
          UnetTest.class,
          UnetEnergyTest.class,
          UnetTraceTest.class);

  private static final List<Set<InstructionSet>> TOGETHER =
      List.of(
          EnumSet.of(ATEN_DEFAULT, ONE_DNN_ALL, BLAS_ZEN),
          EnumSet.of(ATEN_AVX2, ONE_DNN_SSE41),
          EnumSet.of(ONE_DNN_AVX2, BLAS_HASWELL),
          EnumSet.of(ATEN_AVX512, ONE_DNN_AVX512, BLAS_SKYLAKE));

  static Stream<Set<InstructionSet>> settings() {
    return THOROUGH ? Stream.of(InstructionSet.values()).map(EnumSet::of) : TOGETHER.stream();
  }

  @Test
  void everySettingIsInOneProcess() {
    assertThat(TOGETHER.stream().flatMap(Set::stream))
        .containsExactlyInAnyOrder(InstructionSet.values());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void kernelsAreRightUnder(Set<InstructionSet> settings) throws Exception {
    List<InstructionSet> here = settings.stream().filter(InstructionSetsIT::isHere).toList();
    assumeFalse(here.isEmpty(), "Not tested: kernels under " + settings);
    Map<String, String> environment = new HashMap<>();
    here.forEach(set -> environment.putAll(set.environment()));

    TestProcess.Result result = TestProcess.run(environment, CASES, THOROUGH ? LONG : SHORT);

    assertThat(result.code())
        .as("what the tests under %s said:%n%s", here, result.output())
        .isZero();
    assertThat(here)
        .allSatisfy(
            set -> assertThat(result.output()).as("%s is in force", set).contains(set.evidence()));
    assertThat(result.succeeded()).isGreaterThan(2L * 8 * CASES);
  }

  /** Says so where the processor lacks what a setting needs. */
  private static boolean isHere(InstructionSet set) {
    List<String> missing = set.missing();
    if (!missing.isEmpty()) {
      System.err.printf(
          "[WARNING] Not tested: kernels under %s, as this processor lacks %s%n", set, missing);
    }
    return missing.isEmpty();
  }
}
