package io.ncsn.data.image;

/** A file that is no picture that can be used. The message says why, and names no file. */
public final class BadPicture extends Exception {
  private static final long serialVersionUID = 1L;

  public BadPicture(String reason) {
    super(reason);
  }

  public BadPicture(String reason, Throwable cause) {
    super(reason, cause);
  }
}
