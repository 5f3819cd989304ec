package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** What an evaluation filled, as a transport reads it. */
class OutboundHeadTest {

  private final OutboundHead out = new OutboundHead();

  @Test
  void eachLineHasItsNameItsValueAndItsOwner() {
    out.leaves("X-A", "1", Owner.CALLER);
    out.leaves("X-B", "2", Owner.POLICY);
    out.removed("X-C", Removal.DENIED);

    assertThat(out.size()).isEqualTo(2);
    assertThat(out.name(1)).isEqualTo("X-B");
    assertThat(out.value(1)).isEqualTo("2");
    assertThat(out.owner(0)).isEqualTo(Owner.CALLER);
    assertThat(out.owner(1)).isEqualTo(Owner.POLICY);
    assertThat(out.removedSize()).isEqualTo(1);
    assertThat(out.removedName(0)).isEqualTo("X-C");
    assertThat(out.removal(0)).isEqualTo(Removal.DENIED);
  }

  @Test
  void thereIsNothingBehindTheLastLine() {
    out.leaves("X-A", "1", Owner.CALLER);

    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.name(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.value(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.owner(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.removal(0));
  }

  @Test
  void itGrowsBeyondItsUsualSizeAndShowsNoValue() {
    for (int i = 0; i < 100; i++) {
      out.leaves("X-" + i, "m4rk3r", Owner.CALLER);
    }

    assertThat(out.name(99)).isEqualTo("X-99");
    assertThat(out.toString()).contains("X-0, X-1, ").endsWith("X-99]").doesNotContain("m4rk3r");
  }
}
