package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.Uninterruptibles;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plug-ins that do not come back: their requests are rejected, and nothing else waits for them. */
@Timeout(60)
class BoundedCallsTest {

  private static final FieldName OUT = FieldName.of("X-Out");
  private static final String NOT_CALLED = "is not called: earlier calls of it have not ended";

  /** Opened at a test's end, so that no thread outlives it. */
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void letEveryCallEnd() {
    end.countDown();
  }

  @Test
  void aCallThatBlocksIsInterruptedAndRejectsTheRequest() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Exchange exchange =
        TestVerb.of(
                read -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return ImmutableMap.of(OUT, "v");
                })
            .serving();

    Exchange.Outcome outcome = exchange.send();

    assertThat(outcome.reason()).isEqualTo("plug-in");
    assertThat(((Decision.Reject) outcome.decision()).rejection().message())
        .isEqualTo("the field `X-Out` is not written: the plug-in `test` took longer than 1000 ms");
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aPlugInThatKeepsItsThreadsIsNotCalledUntilTheyEnd() throws FailedCallException {
    BoundedCalls calls = new BoundedCalls();
    AtomicInteger begun = new AtomicInteger();
    for (int i = 0; i < BoundedCalls.TURNS; i++) {
      assertThatThrownBy(
              () ->
                  calls.call(
                      () -> {
                        begun.incrementAndGet();
                        Uninterruptibles.awaitUninterruptibly(end);
                        return "late";
                      }))
          .isInstanceOf(FailedCallException.class)
          .hasMessage("took longer than " + (i == 0 ? 1000 : 100) + " ms");
    }

    assertThatThrownBy(() -> calls.call(begun::incrementAndGet)).hasMessage(NOT_CALLED);
    assertThat(begun).hasValue(BoundedCalls.TURNS);
    assertThat(new BoundedCalls().call(() -> "another's")).isEqualTo("another's");

    end.countDown();
    assertThat(untilCalled(calls)).isEqualTo("again");
  }

  @Test
  void aCallThatComputesWithoutEndKeepsNothingElseFromBeingServed() {
    AtomicBoolean ended = new AtomicBoolean();
    Exchange exchange =
        TestVerb.of(
                read -> {
                  if (read.values().asList().contains(ImmutableList.of("loop"))) {
                    while (!ended.get()) {
                      Thread.onSpinWait();
                    }
                  }
                  return ImmutableMap.of(OUT, "v");
                })
            .serving(Policies.allow("X-In"));

    assertThat(exchange.send("X-In: loop").reason()).isEqualTo("plug-in");
    ended.set(true);
  }

  @Test
  void anInterruptOfOneCallIsNotSeenByTheNext() throws FailedCallException {
    for (int i = 0; i < 3; i++) {
      BoundedCalls hanging = new BoundedCalls();
      assertThatThrownBy(
              () ->
                  hanging.call(
                      () -> {
                        end.await();
                        return "never";
                      }))
          .hasMessageStartingWith("took longer");
      assertThat(new BoundedCalls().call(() -> Thread.currentThread().isInterrupted())).isFalse();
    }
  }

  @Test
  void aCallerThatIsInterruptedIsServedAndStaysInterrupted() throws FailedCallException {
    Thread.currentThread().interrupt();

    String result = new BoundedCalls().call(() -> "served");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo("served");
  }

  @Test
  void itsThreadsKeepNoProcessAlive() throws FailedCallException {
    assertThat(new BoundedCalls().call(() -> Thread.currentThread().isDaemon())).isTrue();
    assertThat(new BoundedCalls().call(() -> Thread.currentThread().getName()))
        .isEqualTo("letterhead-plug-in");
  }

  @Test
  void aPolicyWithoutPlugInsStartsNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Exchange exchange =
        Exchange.under(
            Policies.policy(
                Provider.of(
                    "p", "https://p.example", bringing("bearer"), Policies.set("X-Fixed", "v"))));

    assertThat(exchange.send("X-Key: Bearer brought").fields())
        .containsExactly("Authorization: Bearer brought", "X-Fixed: v");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("letterhead-plug-in"))
        .isSubsetOf(before);
  }

  @Test
  void aSchemeOfAPlugInIsBoundedWhereACallerBringsACredential() {
    AtomicBoolean blocks = new AtomicBoolean();
    CredentialScheme scheme =
        new CredentialScheme() {
          @Override
          public String name() {
            return "reversed";
          }

          @Override
          public String render(Secret secret) {
            if (blocks.get()) {
              Uninterruptibles.awaitUninterruptibly(end);
            }
            return new StringBuilder(secret.reveal()).reverse().toString();
          }
        };
    PlugIns plugIns =
        PlugIns.of(
            List.of(new Policies.MapSource(Map.of("key", Exchange.KEY))),
            List.of(scheme),
            List.of());
    Exchange exchange =
        Exchange.under(
            Policies.policy(Provider.of("p", "https://p.example", bringing("reversed"))), plugIns);

    assertThat(exchange.send("X-Key: abc").fields()).containsExactly("Authorization: cba");
    blocks.set(true);
    Exchange.Outcome outcome = exchange.send("X-Key: abc");
    assertThat(outcome.reason()).isEqualTo("plug-in");
    assertThat(((Decision.Reject) outcome.decision()).rejection().message())
        .isEqualTo(
            "the field `Authorization` is not written: the plug-in `reversed` took longer than 100"
                + " ms");
  }

  private static Rule.Inject bringing(String scheme) {
    return new Rule.Inject(
        Operand.Name.of("Authorization"),
        Optional.of(Positioned.inCode("key")),
        Positioned.inCode(scheme),
        Optional.of(new Bring.Field(Operand.Name.of("X-Key"))),
        Terms.IN_CODE);
  }

  private static String untilCalled(BoundedCalls calls) {
    while (true) {
      try {
        return calls.call(() -> "again");
      } catch (FailedCallException e) {
        assertThat(e).hasMessage(NOT_CALLED);
      }
    }
  }
}
