package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Labels of images, which are drawn before the images, as often as the training rows have them. */
final class DrawnLabels {
  private DrawnLabels() {}

  /**
   * Draws labels of its own for each row.
   *
   * @return stored rows of which nothing but the labels is known, [count, stored width]
   */
  static float[] rows(ChannelLayout layout, int count, UniformRandomProvider random) {
    float[] stored = new float[count * layout.storedWidth()];
    Arrays.fill(stored, Float.NaN);
    for (int row = 0; row < count; row++) {
      for (int group = 0; group < layout.columns(); group++) {
        if (layout.groups().get(group) instanceof Codes codes) {
          int at = row * layout.storedWidth() + layout.storedOffset(group);
          stored[at] = codes.draw(random.nextDouble());
        }
      }
    }
    return stored;
  }

  /** Gives all rows the labels that the first one of {@link #rows} has. */
  static float[] alike(ChannelLayout layout, int count, UniformRandomProvider random) {
    float[] first = rows(layout, 1, random);
    float[] stored = new float[count * first.length];
    for (int row = 0; row < count; row++) {
      System.arraycopy(first, 0, stored, row * first.length, first.length);
    }
    return stored;
  }

  /** Puts what was drawn before over what {@code stored} has, which may have fewer rows. */
  static void put(float[] before, float[] stored) {
    for (int i = 0; i < stored.length; i++) {
      stored[i] = Float.isNaN(before[i]) ? stored[i] : before[i];
    }
  }
}
