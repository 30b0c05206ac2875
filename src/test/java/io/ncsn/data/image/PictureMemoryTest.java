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
  /** Of 8 bytes a pixel: the most that is decoded. */
  private static final int SIDE = 4096;

  /** The most that is opened. */
  private static final int FILE = 1 << 27;

  @TempDir Path folder;

  @Test
  void anExecutorOfAGigabyteReadsTwoOfTheLargestPicturesSideBySide()
      throws IOException, InterruptedException {
    assertThat(8L * SIDE * SIDE).isEqualTo(PictureDecoder.MOST_BYTES);
    Path file = folder.resolve("largest.png");
    MadePictures.writePadded(file, SIDE, FILE);
    assertThat(file).hasSize(FILE);
    List<String> command =
        ChildJvm.command(List.of("-Xmx1g"), TwoPictures.class, file.toString(), file.toString());
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said.lines().filter("read 2352"::equals)).as(said).hasSize(2);
  }
}
