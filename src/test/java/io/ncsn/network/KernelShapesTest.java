package io.ncsn.network;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel, precision, architecture and pass at odd shapes, against double precision. The
 * system property {@code ncsn.kernel-cases} sets how many networks of each architecture are tried.
 */
class KernelShapesTest {
  static final int CASES = Integer.getInteger("ncsn.kernel-cases", 6);

  static Stream<Arguments> networks() {
    return IntStream.range(0, CASES)
        .boxed()
        .flatMap(index -> architectures(index))
        .flatMap(
            subject ->
                Stream.of(KernelChoice.LIBTORCH, KernelChoice.DL4J)
                    .map(kernel -> arguments(kernel, subject)));
  }

  private static Stream<NetworkCase> architectures(int index) {
    return Stream.of(Kind.values())
        .flatMap(
            kind -> Stream.of(Blocks.values()).map(blocks -> NetworkCase.of(kind, blocks, index)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void resultsAreThoseOfDoublePrecision(KernelChoice kernel, NetworkCase subject) {
    KernelPass.verifyAll(kernel, subject);
  }
}
