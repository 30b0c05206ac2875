package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class NativesTest {

  @Test
  void javaCppLooksForNoLibrariesOfOtherHardware() {
    Natives.load();
    Natives.loadTorch();
    assertThat(Loader.loadProperties()).containsEntry("platform.extension", "");
  }

  @Test
  void aVariantThatTheUserAskedForIsKept() {
    Loader.loadProperties(true).setProperty("platform.extension", "-gpu");
    try {
      Natives.lookForNoVariants();
      assertThat(Loader.loadProperties()).containsEntry("platform.extension", "-gpu");
    } finally {
      Loader.loadProperties(true);
      Natives.lookForNoVariants();
    }
  }
}
