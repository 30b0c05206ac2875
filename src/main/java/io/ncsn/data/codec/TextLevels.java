package io.ncsn.data.codec;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The levels of a text column and how many rows have each, in order of falling counts, then of
 * bytes. All texts are held in one array, so that many levels take little memory.
 */
public final class TextLevels implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final int[] ends;
  private final long[] counts;

  /** Levels by hash, +1; 0 where there is none. Open addressing, made when it is first needed. */
  private transient volatile int[] table;

  TextLevels(byte[] bytes, int[] ends, long[] counts) {
    this.bytes = bytes;
    this.ends = ends;
    this.counts = counts;
  }

  /** Orders and packs levels that were counted. */
  public static TextLevels of(Map<UTF8String, Long> counted) {
    List<Map.Entry<UTF8String, Long>> entries = new ArrayList<>(counted.entrySet());
    entries.sort(
        Map.Entry.<UTF8String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int[] ends = new int[entries.size()];
    long[] counts = new long[entries.size()];
    for (int i = 0; i < ends.length; i++) {
      all.writeBytes(entries.get(i).getKey().getBytes());
      ends[i] = all.size();
      counts[i] = entries.get(i).getValue();
    }
    return new TextLevels(all.toByteArray(), ends, counts);
  }

  /** Returns the most frequent of these levels. */
  public TextLevels first(int size) {
    return size >= size()
        ? this
        : new TextLevels(
            Arrays.copyOf(bytes, size == 0 ? 0 : ends[size - 1]),
            Arrays.copyOf(ends, size),
            Arrays.copyOf(counts, size));
  }

  /** Returns the number of levels. */
  public int size() {
    return ends.length;
  }

  /** Returns how many rows have the level. */
  public long count(int level) {
    return counts[level];
  }

  /** Returns a level; it shares these levels' memory. */
  public UTF8String text(int level) {
    int start = level == 0 ? 0 : ends[level - 1];
    return UTF8String.fromBytes(bytes, start, ends[level] - start);
  }

  /** Returns the index of a level; −1 if the text is none. */
  public int indexOf(UTF8String text) {
    int[] slots = table;
    if (slots == null) {
      slots = hashed();
      table = slots;
    }
    for (int slot = slot(text, slots); slots[slot] != 0; slot = next(slot, slots)) {
      if (text(slots[slot] - 1).equals(text)) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  private int[] hashed() {
    int[] slots = new int[Integer.highestOneBit(Math.max(1, ends.length)) << 2];
    for (int i = 0; i < ends.length; i++) {
      int slot = slot(text(i), slots);
      while (slots[slot] != 0) {
        slot = next(slot, slots);
      }
      slots[slot] = i + 1;
    }
    return slots;
  }

  private static int slot(UTF8String text, int[] slots) {
    return text.hashCode() & (slots.length - 1);
  }

  private static int next(int slot, int[] slots) {
    return (slot + 1) & (slots.length - 1);
  }

  /** Returns the number of rows of the levels from {@code first} on. */
  public long countFrom(int first) {
    return Arrays.stream(counts, first, counts.length).sum();
  }
}
