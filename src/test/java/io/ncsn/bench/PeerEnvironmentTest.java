package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerEnvironmentTest {
  private final List<String> told = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void aGivenPythonIsTakenAsItIs() throws IOException {
    Map<String, String> given = FakePeers.python(folder, "true");

    assertThat(python(given)).isEqualTo(folder.resolve("python"));
    assertThat(told).isEmpty();
  }

  @Test
  void aGivenPythonThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> python(Map.of(PeerEnvironment.VARIABLE, "/no/python")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot run the peers by NCSN_PEERS_PYTHON '/no/python'");
  }

  @Test
  void anEnvironmentWithTheSameRequirementsIsNotMadeAgain() throws IOException {
    Path home = Files.createDirectories(folder.resolve("cache/ncsn-spark/peers"));
    Files.writeString(home.resolve("requirements.txt"), "torch==1\n");
    Map<String, String> cache = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());

    assertThat(python(cache)).isEqualTo(home.resolve("bin/python"));
    assertThat(told).isEmpty();
  }

  /** The environment's place is a file, so that it cannot be made, with or without a network. */
  @Test
  void anInstallationIsToldAndItsFailureIsOneLine() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache/ncsn-spark"));
    Path home = Files.createDirectories(cache.resolve("peers"));
    Files.writeString(home.resolve("bin"), "a file");

    assertThatThrownBy(() -> python(Map.of("HOME", "x", "XDG_CACHE_HOME", folder + "/cache")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "Cannot install the peers' Python packages: '/usr/bin/python3 -m venv "
                + home
                + "' failed: ")
        .hasMessageContaining("see " + home.resolve("install.log"))
        .hasMessageEndingWith("or set NCSN_PEERS_PYTHON to a Python that has them")
        .extracting(failure -> failure.getMessage().lines().count())
        .isEqualTo(1L);
    assertThat(told).containsExactly("installing the peers' Python packages into " + home);
  }

  private Path python(Map<String, String> environment) throws IOException {
    Path requirements = Files.writeString(folder.resolve("requirements.txt"), "torch==1\n");
    return new PeerEnvironment(environment, told::add).python(requirements);
  }
}
