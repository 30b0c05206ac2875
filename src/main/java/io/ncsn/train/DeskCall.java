package io.ncsn.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.commons.io.input.ClassLoaderObjectInputStream;

/**
 * What an executor's task says to a desk. Calls and answers travel as bytes: the threads by which
 * Spark reads messages do not know this program's classes on every cluster.
 *
 * @param turn of the order that was done; of no meaning before it
 * @param result of {@code GIVE}, else null
 */
record DeskCall(UUID desk, Kind kind, int replica, int turn, ReplicaResult result)
    implements Serializable {

  /** What is asked. */
  enum Kind {
    /** Whether the desk is open. */
    TRY,
    /** A task's first order. */
    ARRIVE,
    /** Takes a result. */
    GIVE,
    /** A task's next order. */
    NEXT,
    /** A task goes home. */
    LEAVE
  }

  /**
   * What a desk answers.
   *
   * @param isToWait whether the task is to ask again
   * @param order null if there is none (yet)
   */
  record Answer(boolean isToWait, ReplicaOrder order) implements Serializable {
    private static final Answer NOTHING = new Answer(false, null);
  }

  /** Answers a call that came as bytes, in the driver; null if the desk is closed. */
  static byte[] answer(byte[] bytes) {
    DeskCall call = (DeskCall) read(bytes);
    return RoundDesk.of(call.desk).map(call::to).map(DeskCall::write).orElse(null);
  }

  private Answer to(RoundDesk open) {
    switch (kind) {
      case ARRIVE:
        return new Answer(false, open.arrive(replica).orElse(null));
      case GIVE:
        open.give(turn, result);
        return Answer.NOTHING;
      case NEXT:
        return open.isToWait(turn)
            ? new Answer(true, null)
            : new Answer(false, open.after(replica, turn).orElse(null));
      case LEAVE:
        open.leave(replica);
        return null; // nobody waits for an answer
      default:
        return Answer.NOTHING;
    }
  }

  static byte[] write(Serializable object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Object read(byte[] bytes) {
    try (ObjectInputStream in =
        new ClassLoaderObjectInputStream(
            DeskCall.class.getClassLoader(), new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Driver and executors have other versions of the program", e);
    }
  }
}
