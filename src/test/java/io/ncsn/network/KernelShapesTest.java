package io.ncsn.network;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ncsn.config.NetworkSettings.Blocks;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.NetworkSettings.Kind;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel, precision, architecture and pass at odd shapes, against double precision. The
 * system property {@code ncsn.kernel-cases} sets how many networks of each architecture are tried.
 */
class KernelShapesTest {
  private static final int CASES = Integer.getInteger("ncsn.kernel-cases", 6);

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
    verify(kernel, subject);
  }

  /**
   * Numbers of outputs and inputs whose products oneDNN 3.7.1 got wrong on a Zen 5, by up to 21 %,
   * and their neighbours that it got right. A network has the product both ways round.
   */
  @ParameterizedTest
  @CsvSource({
    "33, 33",
    "36, 36",
    "40, 40",
    "48, 48",
    "56, 56",
    "63, 63",
    "65, 65",
    "80, 80",
    "112, 112",
    "256, 256",
    "256, 264",
    "257, 257",
    "260, 260",
    "264, 256",
    "264, 264",
    "272, 272",
    "280, 280",
    "288, 288",
    "300, 300",
    "320, 320",
    "512, 512",
    "512, 784",
    "784, 512",
    "784, 784",
    "1024, 1024"
  })
  void productsThatWereOnceWrongAreRight(int out, int in) {
    verify(KernelChoice.LIBTORCH, NetworkCase.ofProduct(out, in));
  }

  private static void verify(KernelChoice kernel, NetworkCase subject) {
    SoftAssertions all = new SoftAssertions();
    try (KernelErrors errors = new KernelErrors(subject, kernel)) {
      for (KernelPass pass : KernelPass.values()) {
        if (pass.isOf(kernel, subject.spec())) {
          all.assertThat(pass.error(errors)).as("error of %s", pass).isLessThan(pass.tolerance());
        }
      }
    }
    all.assertAll();
  }
}
