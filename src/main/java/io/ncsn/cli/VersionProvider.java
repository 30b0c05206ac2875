package io.ncsn.cli;

import io.ncsn.output.Versions;
import picocli.CommandLine.IVersionProvider;

/** Provides the lines of {@code --version}. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return Versions.all().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toArray(String[]::new);
  }
}
