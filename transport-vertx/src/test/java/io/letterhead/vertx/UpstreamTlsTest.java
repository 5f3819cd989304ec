package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.TrustOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to origins: who they are is checked before anything is sent. */
final class UpstreamTlsTest {

  private static final String PASSWORD = "changeit";
  private static final AtomicInteger SERVED = new AtomicInteger();

  @TempDir static Path folder;
  private static Vertx vertx;
  private static JksOptions store;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    Path file = folder.resolve("origin.p12");
    Process keytool =
        new ProcessBuilder(
                System.getProperty("java.home")
                    + File.separator
                    + "bin"
                    + File.separator
                    + "keytool",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    store = new JksOptions().setPath(file.toString()).setPassword(PASSWORD);
    port =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(store))
            .requestHandler(
                request -> {
                  SERVED.incrementAndGet();
                  request.response().end("fine");
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static int status(String host, @Nullable TrustOptions trust) throws Exception {
    PolicyGeneration generation = Policies.anthropic("https://" + host + ":" + port);
    ProviderPolicy provider = generation.policy().providers().values().iterator().next();
    Upstreams upstreams = Upstreams.create(vertx, Running.TIMEOUTS, Limits.defaults(), trust, null);
    return upstreams
        .open(provider, "GET", "/v1/x")
        .compose(opened -> opened.request().send())
        .map(HttpClientResponse::statusCode)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void anOriginThatIsVouchedForIsServed() throws Exception {
    assertThat(status("localhost", store)).isEqualTo(200);
  }

  @Test
  void anOriginThatNobodyVouchesForGetsNothing() {
    int before = SERVED.get();
    assertThatThrownBy(() -> status("localhost", null))
        .isInstanceOf(ExecutionException.class)
        .satisfies(
            e ->
                assertThat(Upstreams.refusal(requireNonNull(e.getCause())))
                    .isEqualTo(Refusal.UNREACHABLE));
    assertThat(SERVED).hasValue(before);
  }

  @Test
  void anOriginOfAnotherNameGetsNothing() {
    int before = SERVED.get();
    assertThatThrownBy(() -> status("127.0.0.1", store)).isInstanceOf(ExecutionException.class);
    assertThat(SERVED).hasValue(before);
  }
}
