package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers of outputs and inputs whose products oneDNN 3.7.1 got wrong on AMD's Zen 5, by up to 21
 * %, and some between them that it got right. Each network has a product both ways round.
 */
class OnceWrongProductsTest {
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
    KernelPass.verifyAll(KernelChoice.LIBTORCH, NetworkCase.ofProduct(out, in));
  }
}
