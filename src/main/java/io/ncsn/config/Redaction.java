package io.ncsn.config;

import java.util.regex.Pattern;

/** Keeps secrets out of logs, reports and run records. */
public final class Redaction {
  /** The text that replaces a secret. */
  public static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)password|passwd|passphrase|secret|token|credential|apikey|accesskey|(^|[._-])(key|sas|auth)($|[._-])");

  /**
   * A user with or without a password, which may hold {@code @}, or with a password that holds a
   * slash. A port and a path with {@code @} are none.
   */
  private static final Pattern URI_USER =
      Pattern.compile("(?<=://)([^/\\s'\"]+|[^/:\\[\\s'\"]+:(?!\\d+/)[^\\s'\"]+)(?=@)");

  /** As signed URLs of object stores have them. */
  private static final Pattern URI_QUERY =
      Pattern.compile(
          "(?i)(?<=[?&](sig|key|([\\w.-]{0,40}[._-])?(signature|token|secret|password))=)[^&\\s'\"]+");

  private Redaction() {}

  /**
   * The value to show for a key: hidden when the key's name says that it is a secret, else without
   * credentials in URIs.
   */
  public static String show(String key, String value) {
    return isSecret(key) ? HIDDEN : hideCredentials(value);
  }

  /** Whether by its name the value of a key is a secret. */
  public static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).find();
  }

  /**
   * Hides the user part of URIs, such as {@code s3a://id:secret@bucket/}, and what in their query
   * is a secret by its name.
   */
  public static String hideCredentials(String value) {
    return URI_QUERY.matcher(URI_USER.matcher(value).replaceAll(HIDDEN)).replaceAll(HIDDEN);
  }
}
