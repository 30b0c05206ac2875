package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.KeptClassifier.Origin;
import io.ncsn.network.ClassifierSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptClassifierTest {
  private static final Origin ORIGIN = origin("abc", 7);
  private static final float[] PARAMETERS = {1.5f, -2, 3e-7f};

  @TempDir Path folder;

  @Test
  void aClassifierOfTheSameRowsAndSeedComesBack() {
    kept().write(ORIGIN, PARAMETERS);
    assertThat(kept().read(ORIGIN)).hasValueSatisfying(v -> assertThat(v).isEqualTo(PARAMETERS));
    assertThat(kept().read(origin("other", 7))).isEmpty();
    assertThat(kept().read(origin("abc", 8))).isEmpty();
  }

  @Test
  void aDamagedOneIsNone() throws IOException {
    assertThat(kept().read(ORIGIN)).isEmpty();
    kept().write(ORIGIN, PARAMETERS);
    Path vector = folder.resolve("classifier/parameters.f32");
    byte[] bytes = Files.readAllBytes(vector);
    bytes[5] = (byte) (bytes[5] ^ 1);
    Files.write(vector, bytes);
    assertThat(kept().read(ORIGIN)).isEmpty();
    Files.writeString(folder.resolve("classifier/classifier.json"), "{");
    assertThat(kept().read(ORIGIN)).isEmpty();
    kept().write(ORIGIN, PARAMETERS);
    assertThat(kept().read(ORIGIN)).isPresent();
  }

  private KeptClassifier kept() {
    return KeptClassifier.in(folder.toString(), new Configuration());
  }

  private static Origin origin(String table, long seed) {
    return new Origin(new ClassifierSpec(3, 5, 1, 2), table, 211, seed, 1);
  }
}
