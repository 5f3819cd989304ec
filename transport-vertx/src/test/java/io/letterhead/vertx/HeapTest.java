package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether memory runs out, by what a collection has left of it. */
final class HeapTest {

  private static final long LOOK = 100_000_000L;

  private long left;
  private long now = Long.MAX_VALUE - 3 * LOOK;
  private int collections;
  private final Heap heap = new Heap(() -> left, 1000, () -> now, () -> collections++);

  private boolean afterAWhile() {
    now += LOOK;
    return heap.getAsBoolean();
  }

  @Test
  void itIsFullWhereMoreThanNineTenthsAreLeftInUse() {
    left = 900;
    assertThat(heap.getAsBoolean()).isFalse();
    left = 901;
    assertThat(afterAWhile()).isTrue();
    left = 900;
    assertThat(afterAWhile()).isFalse();
  }

  @Test
  void itIsLookedAtAFewTimesASecondOnly() {
    left = 1000;
    assertThat(heap.getAsBoolean()).isTrue();
    left = 0;
    now += LOOK - 1;
    assertThat(heap.getAsBoolean()).isTrue();
    now++;
    assertThat(heap.getAsBoolean()).isFalse();
  }

  @Test
  void aCollectionIsAskedForEveryFiveSecondsWhileItStaysFull() {
    left = 1000;
    for (int i = 0; i < 50; i++) {
      assertThat(afterAWhile()).isTrue();
      assertThat(collections).isZero();
    }
    for (int i = 0; i < 50; i++) {
      assertThat(afterAWhile()).isTrue();
      assertThat(collections).isEqualTo(1);
    }
    assertThat(afterAWhile()).isTrue();
    assertThat(collections).isEqualTo(2);
    left = 0;
    assertThat(afterAWhile()).isFalse();
    now += 100 * LOOK;
    assertThat(afterAWhile()).isFalse();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void thisProcessHasSomeFree() {
    assertThat(new Heap().getAsBoolean()).isFalse();
  }
}
