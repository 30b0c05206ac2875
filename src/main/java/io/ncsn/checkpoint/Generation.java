package io.ncsn.checkpoint;

/** One of the two checkpoints that a model directory keeps. */
public enum Generation {
  /** The last published checkpoint. */
  LAST("model.json"),
  /** The checkpoint before it, in case the last is damaged. */
  PREVIOUS("model.previous.json");

  private final String manifest;

  Generation(String manifest) {
    this.manifest = manifest;
  }

  /** Returns the name of its manifest, the file that makes it exist. */
  public String manifest() {
    return manifest;
  }
}
