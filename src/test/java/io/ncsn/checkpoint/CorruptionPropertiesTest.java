package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;

/** Random damage to any file of a model directory is found, and the file named. */
class CorruptionPropertiesTest {
  private static final List<String> FILES =
      List.of("model.json", "parameters-1.f32", "ema-1.f32", "updater-1.f32");

  private static Path folder;
  private static ModelDirectory directory;

  enum Damage {
    BITS {
      @Override
      byte[] of(byte[] bytes, Random random) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      }
    },
    CUT {
      @Override
      byte[] of(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
    },
    LONGER {
      @Override
      byte[] of(byte[] bytes, Random random) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
        for (int i = bytes.length; i < longer.length; i++) {
          longer[i] = (byte) " \n\t}0x\u007f".charAt(random.nextInt(7));
        }
        return longer;
      }
    },
    RUN {
      @Override
      byte[] of(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(bytes.length - from);
        for (int i = from; i < to; i++) {
          bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
      }
    },
    TURNED {
      @Override
      byte[] of(byte[] bytes, Random random) {
        int by = 1 + random.nextInt(bytes.length - 1);
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          turned[i] = bytes[(i + by) % bytes.length];
        }
        return turned;
      }
    };

    abstract byte[] of(byte[] bytes, Random random);
  }

  @BeforeContainer
  static void publish() throws IOException {
    folder = Files.createTempDirectory("corruption");
    directory = ModelDirectory.at(folder.toString(), new Configuration());
    directory.publish(ModelDirectoryTest.randomCheckpoint(77));
  }

  @AfterContainer
  static void delete() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }

  @Property(seed = "40401", tries = 2000)
  void isAlwaysFound(@ForAll @IntRange(max = 3) int which, @ForAll Damage damage, @ForAll long seed)
      throws IOException {
    Path file = folder.resolve(FILES.get(which));
    byte[] sound = Files.readAllBytes(file);
    byte[] damaged = damage.of(sound.clone(), new Random(seed));
    try {
      Files.write(file, damaged);
      if (Arrays.equals(sound, damaged)) { // bits that were flipped twice
        assertThat(directory.read().state().round()).isEqualTo(1);
      } else {
        assertThatThrownBy(directory::read)
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining(FILES.get(which));
      }
    } finally {
      Files.write(file, sound);
    }
  }
}
