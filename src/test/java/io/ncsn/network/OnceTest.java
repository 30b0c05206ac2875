package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OnceTest {
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void aCallerThatIsInterruptedLeavesTheWorkAlone() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicReference<Throwable> interrupted = new AtomicReference<>();
    Once once =
        new Once(
            "work",
            () -> {
              begun.countDown();
              try {
                mayEnd.await();
                done.incrementAndGet();
              } catch (InterruptedException e) {
                throw new IllegalStateException("the work was broken off", e);
              }
            });
    Thread caller = new Thread(once::ensure);
    caller.setUncaughtExceptionHandler((thread, e) -> interrupted.set(e));
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(interrupted.get()).hasMessage("Interrupted while waiting for work");
    mayEnd.countDown();
    once.ensure();
    once.ensure();
    assertThat(done).hasValue(1);
  }

  @Test
  void whatFailedIsTriedAgain() {
    Once once =
        new Once(
            "work",
            () -> {
              if (done.incrementAndGet() == 1) {
                throw new UnsatisfiedLinkError("no room");
              }
            });
    assertThatThrownBy(once::ensure).isInstanceOf(UnsatisfiedLinkError.class);
    once.ensure();
    assertThat(done).hasValue(2);
  }

  @Test
  void whatWasBegunIsNotDoneAgainAndItsFailureIsForWhoNeedsIt() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    Once once =
        new Once(
            "work",
            () -> {
              if (done.incrementAndGet() == 1) {
                failed.countDown();
                throw new UnsatisfiedLinkError("no room");
              }
            });
    once.begin();
    failed.await();
    once.begin();
    assertThatThrownBy(once::ensure).isInstanceOf(UnsatisfiedLinkError.class);
    assertThat(done).hasValue(1);
    once.begin();
    once.ensure();
    assertThat(done).hasValue(2);
  }
}
