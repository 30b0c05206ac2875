package io.ncsn.data.codec;

import io.ncsn.config.ConfigException;
import java.util.List;
import java.util.Optional;

/** Reads what a user wrote of the cells that a column may have: values, ranges, and null. */
final class TextSet {
  private final int index;
  private final ColumnCodec column;
  private final TextCell cells;
  private final ColumnWords words;

  /**
   * Makes a reader.
   *
   * @param index index of the column in its codec
   * @param setting the setting that has the text, which messages name
   */
  TextSet(int index, ColumnCodec column, String setting) {
    this.index = index;
    this.column = column.ofKnownCells();
    this.cells = new TextCell(index, column, setting);
    this.words = new ColumnWords(this.column, setting);
  }

  /** Returns the one cell that the texts ask for, if it is one. */
  Optional<GivenCell> cell(List<Optional<String>> texts) {
    if (column instanceof VectorCodec) {
      return Optional.of(cells.read(VectorText.joined(texts)));
    }
    if (column instanceof ArrayCodec) {
      throw words.refusal(
          texts.get(0), "it holds whole images", "leave it out; 'ncsn impute' completes images");
    }
    if (texts.size() > 1 && column.width() > 0) {
      return Optional.empty();
    }
    Optional<String> text = texts.get(0);
    Optional<CellRange> range = range(text);
    if (range.isPresent() && range.get().only().isEmpty() && column.width() > 0) {
      return Optional.empty();
    }
    return Optional.of(cells.read(range.flatMap(CellRange::only).or(() -> text)));
  }

  /**
   * Returns the cells that the texts ask for.
   *
   * @param first where the column's values begin in a stored row
   * @param channel the column's first channel
   * @throws ConfigException if the training rows have no such cell
   */
  CellSet set(List<Optional<String>> texts, int first, int channel) {
    Marks marks = column instanceof SpreadCodec spread ? new NumberMarks(spread) : marks();
    for (Optional<String> text : texts) {
      Optional<CellRange> range = range(text);
      if (range.isPresent()) {
        range(marks, range.get());
      } else {
        cells.read(text);
        mark(marks, text);
      }
    }
    return marks.set(index, first, channel);
  }

  private Marks marks() {
    return column instanceof LevelCodec few
        ? new FewMarks(few)
        : new LevelMarks((CategoryCodec) column);
  }

  private Optional<CellRange> range(Optional<String> text) {
    return text.flatMap(t -> CellRange.of(column.line().dataType(), t));
  }

  private void mark(Marks marks, Optional<String> text) {
    if (text.isEmpty()) {
      marks.addNull();
    } else if (!marks.add(text.get(), cells)) {
      throw words.refusal(text, "the training rows have no such value", "give a range around it");
    }
  }

  private void range(Marks marks, CellRange range) {
    Optional<String> asked = Optional.of(range.text());
    long low = range.from().map(cells::key).orElse(Long.MIN_VALUE);
    long high = range.to().map(cells::key).orElse(Long.MAX_VALUE);
    if (low > high) {
      throw words.refusal(asked, "it ends before it begins", "give the lesser end first");
    }
    if (!marks.add(low, high)) {
      throw words.refusal(asked, "the training rows have no value in it", words.advice(asked));
    }
  }

  /** The cells of a column that have been asked for. */
  sealed interface Marks permits FewMarks, LevelMarks, NumberMarks {
    /** Adds null, which the column has. */
    void addNull();

    /** Adds a cell that the training rows have, and returns whether it can be told from others. */
    boolean add(String text, TextCell cells);

    /** Adds the cells whose keys are in a range, and returns whether there are any. */
    boolean add(long low, long high);

    /** Returns the cells that were added. */
    CellSet set(int column, int first, int channel);
  }
}
