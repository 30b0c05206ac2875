package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels on several kinds of processors, as far as this one can stand for them. The profile
 * {@code thorough} runs more tests in each process.
 */
@Execution(ExecutionMode.CONCURRENT)
class InstructionSetsIT {
  private static final int CASES = Math.max(2, KernelShapesTest.CASES / 5);
  private static final List<Class<?>> SHORT =
      List.of(KernelShapesTest.class, RowProductsTest.class, SelfChecksTest.class);
  private static final List<Class<?>> LONG =
      List.of(
          KernelShapesTest.class,
          OnceWrongProductsTest.class,
          RowProductsTest.class,
          SelfChecksTest.class,
          KernelTest.class,
          ScoreNetworkTest.class,
          ObjectiveGradientTest.class,
          ObjectiveClosedFormTest.class);

  @ParameterizedTest
  @EnumSource(InstructionSet.class)
  void kernelsAreRightUnder(InstructionSet set) throws Exception {
    List<String> missing = set.missing();
    if (!missing.isEmpty()) {
      String line =
          "Not tested: kernels under %s, as this processor lacks %s".formatted(set, missing);
      System.err.println("[WARNING] " + line);
      assumeTrue(false, line);
    }
    TestProcess.Result result = TestProcess.run(set.environment(), CASES, CASES > 2 ? LONG : SHORT);
    assertThat(result.code())
        .as("what the tests under %s said:%n%s", set, result.output())
        .isZero();
    assertThat(result.output()).as("%s is in force", set).contains(set.evidence());
    assertThat(result.succeeded()).isGreaterThan(2L * 8 * CASES);
  }
}
