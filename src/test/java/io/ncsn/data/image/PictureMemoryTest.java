package io.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.cli.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureMemoryTest {
  /** The most pixels that are decoded; of 4 bytes each, they are the most bytes too. */
  private static final int WIDTH = 8192;

  private static final int HEIGHT = 4096;

  /** The most that is opened. */
  private static final int FILE = 1 << 27;

  @TempDir Path folder;

  @Test
  void anExecutorOfAGigabyteReadsTwoOfTheLargestPicturesSideBySide()
      throws IOException, InterruptedException {
    assertThat((long) WIDTH * HEIGHT).isEqualTo(PictureDecoder.MOST_PIXELS);
    assertThat(4L * WIDTH * HEIGHT).isEqualTo(PictureDecoder.MOST_BYTES);
    Path file = folder.resolve("largest.png");
    MadePictures.writePadded(file, WIDTH, HEIGHT, FILE);
    assertThat(file).hasSize(FILE);
    List<String> command =
        ChildJvm.command(List.of("-Xmx1g"), TwoPictures.class, file.toString(), file.toString());
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said.lines().filter("read 2352"::equals)).as(said).hasSize(2);
  }
}
