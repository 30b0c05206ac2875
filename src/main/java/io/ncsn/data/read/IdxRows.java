package io.ncsn.data.read;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;

/**
 * Some rows of a file of images, and of that of its labels.
 *
 * @param labels null if there are none
 * @param from the first row
 * @param to the row after the last
 */
record IdxRows(IdxFile images, IdxFile labels, int from, int to) implements Serializable {
  private static final long serialVersionUID = 1L;

  boolean isLabelled() {
    return labels != null;
  }

  /** Returns the rows: an array of smallint, then the label as int if it is wanted. */
  Iterator<InternalRow> read(Configuration hadoop, boolean labelled) {
    return new Rows(hadoop, labelled && isLabelled());
  }

  private final class Rows implements Iterator<InternalRow> {
    private final IdxReader pixels;
    private final IdxReader marks;
    private int row = from;

    Rows(Configuration hadoop, boolean labelled) {
      pixels = new IdxReader(images, hadoop, from);
      marks = labelled ? new IdxReader(labels, hadoop, from) : null;
      String file = new Path(images.path()).toUri().toString();
      InputFileBlockHolder.set(file, from, (long) to - from);
    }

    @Override
    public boolean hasNext() {
      return row < to;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      short[] image = pixels.next();
      Object array = UnsafeArrayData.fromPrimitiveArray(image);
      Object[] cells =
          marks == null ? new Object[] {array} : new Object[] {array, (int) marks.next()[0]};
      row++;
      return new GenericInternalRow(cells);
    }
  }
}
