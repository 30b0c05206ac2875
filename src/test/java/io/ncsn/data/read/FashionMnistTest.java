package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FashionMnistTest {
  @Test
  void itsFilesWhereDebianPutsThemAreKnown() {
    assertThat(FashionMnist.howToGet("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("dataset-fashion-mnist", "t10k-images-idx3-ubyte.gz", "data.input"));
  }

  @Test
  void otherPathsAreNot() {
    assertThat(FashionMnist.howToGet("/data/mnist/train-images-idx3-ubyte")).isEmpty();
    assertThat(FashionMnist.howToGet("fashion-mnist/labels.csv")).isEmpty();
    assertThat(FashionMnist.howToGet("train-images-idx3-ubyte")).isEmpty();
    assertThat(FashionMnist.howToGet("/")).isEmpty();
  }
}
