package io.letterhead.policy;

import static io.letterhead.policy.Carried.field;
import static io.letterhead.policy.Carried.mayBring;
import static io.letterhead.policy.Exchange.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller brings, where a plug-in's scheme renders it during the request. */
class PlugInSchemeTest {

  @Test
  void aPlugInsSchemeRendersWhatIsBroughtOnAThreadOfItsOwn() {
    AtomicReference<Thread> renderedBy = new AtomicReference<>();
    Exchange exchange = taking(() -> renderedBy.set(Thread.currentThread()));
    renderedBy.set(null);

    assertThat(exchange.send("X-My-Key: m4rk3r").fields()).containsExactly("Authorization: m4rk3r");
    assertThat(renderedBy).doesNotHaveNullValue().doesNotHaveValue(Thread.currentThread());
  }

  @Test
  @Timeout(60)
  void aPlugInsSchemeThatDoesNotAnswerRejects() {
    AtomicBoolean answers = new AtomicBoolean(true);
    CountDownLatch never = new CountDownLatch(1);
    Exchange exchange =
        taking(
            () -> {
              if (!answers.get()) {
                Uninterruptibles.awaitUninterruptibly(never);
              }
            });
    assertThat(exchange.send("X-My-Key: m4rk3r").fields()).hasSize(1);
    answers.set(false);

    Exchange.Outcome late = exchange.send("X-My-Key: m4rk3r");
    never.countDown();

    assertThat(late.reason()).isEqualTo("plug-in");
    assertThat(late.decision().toString()).contains("`Authorization`").doesNotContain("m4rk3r");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " m4rk3r", "m4rk3r\u00e9"})
  void aPlugInsSchemeIsNotAskedAboutWhatIsNoCredential(String brought) {
    AtomicBoolean asked = new AtomicBoolean();
    Exchange exchange =
        taking(
            new PlugInScheme() {
              @Override
              public String bare(String text) {
                asked.set(true);
                return "m4rk3r";
              }
            });

    assertBrought(exchange.send("X-My-Key: " + brought));
    assertThat(asked).isFalse();
  }

  @Test
  void whatAPlugInsSchemeMakesOrRefusesIsHeldToTheForm() {
    for (Callable<String> rendering :
        List.<Callable<String>>of(
            () -> "m4rk3r\r\nX: y",
            () -> {
              throw new SecretUnusableException("no");
            },
            () -> {
              throw new IllegalStateException("m4rk3r");
            })) {
      AtomicBoolean brought = new AtomicBoolean();
      Exchange exchange =
          taking(
              new PlugInScheme() {
                @Override
                public String bare(String text) {
                  brought.set(true);
                  return text;
                }

                @Override
                public String render(Secret secret) throws SecretUnusableException {
                  try {
                    return brought.get() ? rendering.call() : secret.reveal();
                  } catch (SecretUnusableException | RuntimeException e) {
                    throw e;
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                }
              });

      assertBrought(exchange.send("X-My-Key: m4rk3r"));
    }
  }

  private static void assertBrought(Exchange.Outcome outcome) {
    assertThat(outcome.reason()).isEqualTo("brought");
    assertThat(outcome.decision().toString()).contains("`X-My-Key`").doesNotContain("m4rk3r");
  }

  private static Exchange taking(Runnable beforehand) {
    return taking(
        new PlugInScheme() {
          @Override
          public String render(Secret secret) throws SecretUnusableException {
            beforehand.run();
            return super.render(secret);
          }
        });
  }

  /** A provider that takes a credential by a plug-in's scheme. */
  private static Exchange taking(CredentialScheme scheme) {
    PlugIns others = Policies.plugIns(Map.of("key", KEY));
    return Exchange.under(
        Policies.policy(
            Provider.of(
                "p", "https://p.example", mayBring("Authorization", "mine", field("X-My-Key")))),
        PlugIns.of(
            others.sources().values().asList(), List.of(scheme), others.verbs().values().asList()));
  }

  /** A scheme that no engine ships: as {@code raw}, where a test says nothing else. */
  private static class PlugInScheme implements CredentialScheme {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public String render(Secret secret) throws SecretUnusableException {
      return secret.reveal();
    }
  }
}
