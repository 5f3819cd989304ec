package io.letterhead.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.WireMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under a gateway that serves. */
@Timeout(300)
class ReloadsTest {

  private static final int CALLERS = 4;
  private static final int TIMES = 100;

  @TempDir private Path folder;
  private Mounted mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = new Mounted(folder);
  }

  @AfterEach
  void close() {
    mounted.close();
  }

  @Test
  void aHundredReloadsUnderLoadFailNoRequestAndMixNoTwoStates() throws Exception {
    Load load = new Load();
    try {
      for (int i = 1; i <= TIMES; i++) {
        mounted.mount(i);
        mounted.awaitRevision(i);
      }
    } finally {
      load.end();
    }

    assertThat(mounted.origin().requests()).hasSizeGreaterThan(TIMES);
    for (WireMessage request : mounted.origin().requests()) {
      String number = request.values("X-Revision").get(0);
      assertThat(request.values("Authorization")).containsExactly("Bearer secret-number-" + number);
    }
    assertThat(mounted.exchange("/route-" + TIMES + "/x").status()).isEqualTo(200);
    assertThat(mounted.said())
        .doesNotContain("error")
        .doesNotContain("warning")
        .doesNotContain("secret-number");
  }

  @Test
  void aHundredRotationsUnderLoadFailNoRequest() throws Exception {
    Load load = new Load();
    try {
      for (int i = 1; i <= TIMES; i++) {
        mounted.mount(mounted.policy(0), "rotated-secret-" + i, Mounted.config(0));
        awaitSecret("rotated-secret-" + i);
      }
    } finally {
      load.end();
    }

    assertThat(mounted.origin().requests())
        .allSatisfy(
            request ->
                assertThat(request.values("Authorization").get(0))
                    .matches("Bearer (secret-number-0|rotated-secret-[0-9]+)"));
    assertThat(mounted.said()).doesNotContain("rotated-secret");
  }

  @Test
  void aFileThatIsBeingWrittenIsNotTakenForOneThatWas() throws Exception {
    Path key = folder.resolve("key").toRealPath();
    Load load = new Load();
    try {
      for (int i = 0; i < 20; i++) {
        Files.writeString(key, "");
        Files.writeString(key, "half-of-a-");
        Files.writeString(key, "half-of-a-secret-" + i);
        awaitSecret("half-of-a-secret-" + i);
      }
    } finally {
      load.end();
    }
    assertThat(mounted.origin().requests())
        .allSatisfy(
            request ->
                assertThat(request.values("Authorization").get(0))
                    .matches("Bearer (secret-number-0|half-of-a-secret-[0-9]+)"));
  }

  @Test
  void aBadPolicyIsToldOfOnceAndTheLastGoodOneServes() throws Exception {
    mounted.mount("version: 1\nprovider: {}\n", "secret-number-0", Mounted.config(0));
    mounted.awaitWord("the last good revision stays");

    assertThat(mounted.said())
        .contains("policy.yaml:2:1: error: ")
        .contains("[unknown-key]")
        .containsOnlyOnce("the last good revision stays");
    mounted.awaitRevision(0);
    mounted.mount(2);
    mounted.awaitRevision(2);
  }

  @Test
  void aBadConfigurationKeepsTheOldPolicyInForceToo() throws Exception {
    mounted.mount(mounted.policy(3), "secret-number-3", "routes: { /x: nobody }\n");
    mounted.awaitWord("the last good revision stays");

    assertThat(mounted.said()).contains("gateway.yaml:1:15: error: ");
    mounted.awaitRevision(0);
    assertThat(mounted.exchange("/route-0/x").status()).isEqualTo(200);
  }

  @Test
  void aSecretThatIsLostKeepsItsLastGoodValueAndThatIsSaid() throws Exception {
    mounted.mount(mounted.policy(5), "\u00e9", Mounted.config(5));
    mounted.awaitRevision(5);

    awaitSecret("secret-number-0");
    assertThat(mounted.said()).contains("secret key keeps its last good value for provider model");
  }

  @Test
  void whatCannotChangeWhileItRunsIsSaid() throws Exception {
    mounted.mount(
        mounted.policy(1), "secret-number-1", "listen: 127.0.0.1:0\nlimits: { fields: 50 }\n");
    mounted.awaitRevision(1);

    mounted.awaitWord("`limits.fields` has changed; it waits for a new start");
  }

  @Test
  void aReloadThatFailsIsToldOfOnceAndTheNextOneComes() throws Exception {
    mounted.beforeReading(
        () -> {
          throw new IllegalStateException("secret-number-1");
        });
    mounted.mount(1);
    mounted.awaitWord("the last good revision stays");

    mounted.beforeReading(() -> {});
    mounted.mount(2);
    mounted.awaitRevision(2);
    assertThat(mounted.said())
        .containsOnlyOnce("a reload failed: java.lang.IllegalStateException")
        .doesNotContain("secret-number");
  }

  @Test
  void hangingUpReadsEverythingAgainThoughNothingChanged() {
    mounted.reloads().hangUp();

    mounted.awaitWord("is in force");
  }

  private void awaitSecret(String secret) throws Exception {
    long deadline = System.nanoTime() + Mounted.LIMIT.toNanos();
    List<WireMessage> seen;
    do {
      assertThat(System.nanoTime()).as(mounted.said()).isLessThan(deadline);
      assertThat(mounted.exchange("/model/probe").status()).isEqualTo(200);
      seen = mounted.origin().requests();
    } while (seen.stream()
        .skip(Math.max(0, seen.size() - 50))
        .noneMatch(request -> request.values("Authorization").contains("Bearer " + secret)));
  }

  /** Callers that do not stop, each on a connection of its own; every answer must be good. */
  private final class Load {

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<?>> callers = new ArrayList<>();

    Load() {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(this::call));
      }
    }

    private Void call() throws Exception {
      try (RawClient client = mounted.client()) {
        while (!over.get()) {
          client.send(Mounted.get("/model/load"));
          assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
        }
      }
      return null;
    }

    void end() throws Exception {
      over.set(true);
      for (Future<?> caller : callers) {
        caller.get(60, TimeUnit.SECONDS);
      }
      threads.shutdown();
    }
  }
}
