package io.ncsn.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code network.unet.attention}: which levels of a {@link Unet} have attention between their
 * blocks. A single flag is that of the last level, and the other levels have none; it is how files
 * and hashes say so too, as they did when no other level could have attention.
 *
 * @param flags one for each level, or that of the last level alone
 */
public record AttentionLevels(List<Boolean> flags) implements Serializable {
  /** The number of heads. */
  static final int HEADS = 4;

  /** At 32 × 32 pixels, the weights of 64 images fill a GiB, and several such are kept. */
  private static final int MOST_PIXELS = 1024;

  private static final double GIB = 1 << 30;
  private static final String KEY = "network.unet.attention";

  public AttentionLevels {
    if (flags.isEmpty()) {
      throw new IllegalArgumentException("Cannot have attention at no levels: need a flag");
    }
    int last = flags.size() - 1;
    flags =
        List.copyOf(flags.subList(0, last).contains(true) ? flags : flags.subList(last, last + 1));
  }

  /** Returns attention at the last level alone, or at none. */
  public static AttentionLevels ofLast(boolean flag) {
    return new AttentionLevels(List.of(flag));
  }

  /**
   * Reads the flags, and adds a problem if there are neither one nor as many as levels.
   *
   * @param hidden channels of the levels
   */
  static AttentionLevels read(Values values, List<Integer> hidden) {
    List<Boolean> flags = written(values);
    boolean fits = flags.size() == 1 || flags.size() == hidden.size();
    values.rule(List.of(KEY, UnetSettings.HIDDEN), !fits, unequal(flags, hidden));
    return fits ? new AttentionLevels(flags) : ofLast(false);
  }

  private static List<Boolean> written(Values values) {
    return values.read(
        KEY,
        Kind.nonEmpty(
            Kind.list(
                "true or false, or a list of these, one for each level, such as [false, true]",
                Kind.flag())));
  }

  private static String unequal(List<Boolean> flags, List<Integer> hidden) {
    return "network.unet.attention is %s, but network.unet.channels is %s, and each level needs one flag; make them equally long, or set true, which is attention at the last level alone"
        .formatted(flags, hidden);
  }

  /** Returns what {@code model.json} says: a flag, or a list of flags. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static AttentionLevels ofJson(Object json) {
    List<?> flags = json instanceof List<?> list ? list : List.of(json);
    return new AttentionLevels(flags.stream().map(Boolean.class::cast).toList());
  }

  @JsonValue
  Object json() {
    return flags.size() == 1 ? flags.get(0) : flags;
  }

  /** Returns whether level {@code level} of {@code levels} has attention. */
  boolean at(int level, int levels) {
    boolean told = flags.size() == levels || level == levels - 1;
    return told && flags.get(flags.size() == levels ? level : flags.size() - 1);
  }

  /**
   * Returns why {@code net} cannot have attention there, if so. A last level of one block has
   * nothing to put it between, and has none.
   */
  Optional<String> mistake(Unet net) {
    int levels = net.hidden().size();
    if (flags.size() > 1 && flags.size() != levels) {
      return Optional.of(unequal(flags, net.hidden()));
    }
    for (int level = 0; level < levels - 1; level++) {
      if (at(level, levels) && net.repeats().get(level) < 2) {
        return Optional.of(
            "network.unet.attention is %s and network.unet.blocks is %s, but attention stands between the blocks of a level; set at least 2 blocks where it is true"
                .formatted(this, net.repeats()));
      }
    }
    return Optional.empty();
  }

  /**
   * Adds a problem for each level of {@code net} at which a list of flags asks for more memory than
   * there is. Of a single flag, the default among them, {@link #warning} speaks.
   */
  void checkMemory(Values values, Unet net) {
    List<Boolean> written = written(values);
    for (String level : written.size() > 1 ? large(net) : List.<String>of()) {
      values.rule(
          List.of(KEY),
          true,
          "network.unet.attention is %s, but %s; it is for levels of at most %d pixels: set it to false there, or set a larger network.unet.patch"
              .formatted(written, level, MOST_PIXELS));
    }
  }

  /** Returns what is to be known of the memory that {@code net} takes, if it is very much. */
  Optional<String> warning(Unet net) {
    return large(net).stream()
        .findFirst()
        .map(
            level ->
                "network.unet.attention is %s, and %s; if that is too much, set it to false, or set a larger network.unet.patch"
                    .formatted(this, level));
  }

  /** Returns each level whose attention is between very many pixels, and what it takes. */
  private List<String> large(Unet net) {
    List<String> found = new ArrayList<>();
    int levels = net.hidden().size();
    for (int level = 0; level < levels; level++) {
      int shrunk = net.patch() << level;
      int width = net.padded(net.width()) / shrunk;
      int height = net.padded(net.height()) / shrunk;
      double pixels = (double) width * height;
      if (at(level, levels) && net.repeats().get(level) > 1 && pixels > MOST_PIXELS) {
        double bytes = HEADS * pixels * pixels * Float.BYTES * net.rowsAtOnce();
        found.add(
            "level %d has %d x %d pixels, between which attention of %d heads takes %.1f GiB for %d images"
                .formatted(level + 1, width, height, HEADS, bytes / GIB, net.rowsAtOnce()));
      }
    }
    return found;
  }

  /** Returns what a network's shape says of it. */
  String shape() {
    if (flags.size() > 1) {
      return ", attention " + flags;
    }
    return flags.get(0) ? ", attention" : "";
  }

  /** Says a single flag as it was said when there were no others: hashes depend on it. */
  @Override
  public String toString() {
    return json().toString();
  }
}
