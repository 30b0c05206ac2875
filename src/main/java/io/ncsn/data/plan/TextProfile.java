package io.ncsn.data.plan;

import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TextNumbers;
import io.ncsn.data.codec.TextTimes;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** What a pass found out about the cells of a text column. */
final class TextProfile implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LOG_REGISTERS = 12; // an error of 1.6 %

  private final int most;
  private final KeyProfile numbers;
  private final KeyProfile days;
  private final KeyProfile instants;
  private final KeyProfile localTimes;
  private Map<UTF8String, Long> levels = new HashMap<>(); // null: there are too many
  private byte[] registers; // of the sketch, when there are too many
  private transient HllSketch sketch;
  private long rows;
  private boolean integers = true;
  private boolean leadingZeros;
  private boolean keysAlone;
  private final CommaNumbers commas = new CommaNumbers();
  private final TextForms forms; // null: nobody asks

  /**
   * Makes an empty profile.
   *
   * @param most greatest number of different cells to count one by one
   * @param formed whether to find out how numbers and times are written
   */
  TextProfile(int most, boolean formed) {
    this.most = most;
    this.forms = formed ? new TextForms() : null;
    this.numbers = new KeyProfile(new NumberLine("double"), most);
    this.days = new KeyProfile(new NumberLine("date"), most);
    this.instants = new KeyProfile(new NumberLine("timestamp"), most);
    this.localTimes = new KeyProfile(new NumberLine("timestamp_ntz"), most);
  }

  /** Leaves levels alone, which an earlier pass has counted. */
  void countKeysAlone() {
    keysAlone = true;
  }

  void add(UTF8String cell) {
    rows++;
    if (!keysAlone) {
      addLevel(cell, 1);
    }
    if (beginsWithLetter(cell)) {
      return; // neither a number nor a time
    }
    String text = cell.toString();
    double number = TextNumbers.parse(text);
    if (Double.isFinite(number)) {
      numbers.add(numbers.line().nearest(number));
      addForm(text.strip());
      if (forms != null) {
        forms.addNumber(text, number);
      }
    } else {
      commas.add(text);
      addTime(cell);
    }
  }

  private static boolean beginsWithLetter(UTF8String cell) {
    return cell.numBytes() > 0
        && Character.isLetter(Platform.getByte(cell.getBaseObject(), cell.getBaseOffset()));
  }

  /** Looks at how a number is written. */
  private void addForm(String number) {
    integers &= TextNumbers.isInteger(number);
    leadingZeros |=
        number.length() > 1 && number.charAt(0) == '0' && Character.isDigit(number.charAt(1));
  }

  private void addTime(UTF8String cell) {
    add(days, TextTimes.date(cell), cell);
    add(instants, TextTimes.timestamp(cell), cell);
    add(localTimes, TextTimes.localTimestamp(cell), cell);
  }

  private void add(KeyProfile times, long key, UTF8String cell) {
    if (key == NumberLine.NO_KEY) {
      return;
    }
    times.add(key);
    if (forms != null) {
      forms.addTime(cell.toString(), times.line(), key);
    }
  }

  private void addLevel(UTF8String cell, long count) {
    if (levels == null) {
      sketch().update(cell.getBytes());
      return;
    }
    Long before = levels.get(cell);
    levels.put(before == null ? cell.copy() : cell, (before == null ? 0 : before) + count);
    if (levels.size() > most) {
      levels.keySet().forEach(level -> sketch().update(level.getBytes()));
      levels = null;
    }
  }

  private HllSketch sketch() {
    if (sketch == null) {
      sketch =
          registers == null
              ? new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8)
              : HllSketch.heapify(registers);
    }
    return sketch;
  }

  TextProfile merge(TextProfile other) {
    if (other.levels != null) {
      other.levels.forEach(this::addLevel);
    } else {
      if (levels != null) {
        levels.keySet().forEach(level -> sketch().update(level.getBytes()));
        levels = null;
      }
      Union union = new Union(LOG_REGISTERS);
      union.update(sketch());
      union.update(other.sketch());
      sketch = union.getResult(TgtHllType.HLL_8);
    }
    rows += other.rows;
    integers &= other.integers;
    leadingZeros |= other.leadingZeros;
    commas.merge(other.commas);
    if (forms != null) {
      forms.merge(other.forms);
    }
    numbers.merge(other.numbers);
    days.merge(other.days);
    instants.merge(other.instants);
    localTimes.merge(other.localTimes);
    return this;
  }

  /** The sketch travels as its bytes. */
  private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
    registers = sketch == null ? registers : sketch.toCompactByteArray();
    out.defaultWriteObject();
  }

  long rows() {
    return rows;
  }

  /** Returns the counts of all levels; null if there are too many to hold. */
  Map<UTF8String, Long> levels() {
    return levels;
  }

  /** Returns how many levels there are, within some per cent where they were too many to count. */
  double distinct() {
    return levels != null ? levels.size() : sketch().getCompositeEstimate();
  }

  /** Returns the cells that are numbers but for their commas. */
  CommaNumbers commas() {
    return commas;
  }

  List<KeyProfile> keyProfiles() {
    return List.of(numbers, days, instants, localTimes);
  }

  /** Returns the profile of what most cells are; null if most are neither numbers nor times. */
  private KeyProfile typed() {
    for (KeyProfile profile : keyProfiles()) {
      if (2 * profile.rows() > rows) {
        return profile == numbers && leadingZeros ? null : profile;
      }
    }
    return null;
  }

  /**
   * Returns the profile of what the cells are taken as; null if they stay text.
   *
   * @param asked the kind that a user names; null: none
   */
  KeyProfile typed(ColumnKind asked) {
    if (asked == null || asked == ColumnKind.CONSTANT) {
      return typed();
    }
    return switch (asked) {
      case NUMBER, INTEGER -> numbers;
      case DATE -> days;
      case TIMESTAMP -> instants.rows() >= localTimes.rows() ? instants : localTimes;
      default -> null;
    };
  }

  /** Returns whether it was found out how numbers and times are written. */
  boolean isFormed() {
    return forms != null;
  }

  /**
   * Returns the type whose texts all cells are.
   *
   * @param typed the profile of what most cells are
   */
  Optional<String> form(KeyProfile typed) {
    return typed.rows() < rows ? Optional.empty() : forms.type(typed.line());
  }

  /** Returns whether all numbers are written without a point or an exponent. */
  boolean areIntegers() {
    return integers;
  }
}
