package io.ncsn.config;

import java.io.IOException;

/** Opens configuration files; how, and from which file systems, is the caller's. */
@FunctionalInterface
public interface ConfigFiles {
  /**
   * The whole text of a file.
   *
   * @param location a path or URI as the user wrote it, or the target of an {@code include}
   * @throws IOException when it cannot be read; its message becomes part of the user's
   */
  String read(String location) throws IOException;
}
