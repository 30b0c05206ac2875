package io.ncsn.checkpoint;

/** Which of the two checkpoints that a model directory keeps. */
public enum Generation {
  /** The last that was published. */
  LAST("model.json"),
  /** The one before, for when the last is damaged. */
  PREVIOUS("model.previous.json");

  private final String manifest;

  Generation(String manifest) {
    this.manifest = manifest;
  }

  /** Name of the file that makes it exist. */
  public String manifest() {
    return manifest;
  }
}
