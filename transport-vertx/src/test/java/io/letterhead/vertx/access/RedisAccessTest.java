package io.letterhead.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.vertx.access.Verdict.Granted;
import io.letterhead.vertx.access.Verdict.Unavailable;
import io.lettuce.core.SslOptions;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and certificates of a real Redis. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RedisAccessTest {

  private static final int LIMIT = 20;
  private static final String PASSWORD = "pass%21word";
  private static final String WRONG = "wr0ng-p4ssword";

  private static Vertx vertx;
  private static RedisServer guarded;

  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    guarded =
        RedisServer.start(
            "--requirepass",
            "pass!word",
            "--user",
            "alice",
            "on",
            ">pass!word",
            "~*",
            "&*",
            "+@all");
  }

  @AfterAll
  static void stop() throws Exception {
    guarded.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {PASSWORD + "@", ":" + PASSWORD + "@", "alice:" + PASSWORD + "@"})
  void theRightPasswordIsEnough(String userInfo) throws Exception {
    try (Journal journal = new Journal();
        RateLimits rates = limits(RedisSettings.of(guarded.address(userInfo)))) {
      await("connected");
      assertThat(take(rates)).isEqualTo(new Granted());
      assertThat(journal.text() + rates).doesNotContain("pass!word", PASSWORD);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", WRONG + "@", "bob:" + WRONG + "@"})
  void withoutItNothingIsGrantedAndNoPasswordIsLogged(String userInfo) throws Exception {
    try (Journal journal = new Journal();
        RateLimits rates = RateLimits.redis(vertx, guarded.address(userInfo), log::add)) {
      String refused = await("no connection");
      assertThat(refused).contains(userInfo.isEmpty() ? "NOAUTH" : "WRONGPASS");
      assertThat(take(rates)).isEqualTo(new Unavailable());
      assertThat(rates.isReachable()).isFalse();
      assertThat(journal.text()).contains("lettuce");
      assertThat(journal.text() + refused + rates).doesNotContain(WRONG);
    }
  }

  @Test
  void onlyATrustedCertificateOfTheRightNameIsSpokenTo(@TempDir Path folder) throws Exception {
    Path trusted = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    certify(folder.resolve("redis.p12"), trusted, key);
    try (RedisServer tls =
        RedisServer.start(
            "--port",
            "0",
            "--tls-port",
            "PORT",
            "--tls-auth-clients",
            "no",
            "--tls-cert-file",
            trusted.toString(),
            "--tls-key-file",
            key.toString())) {
      RedisSettings named = RedisSettings.of(URI.create("rediss://localhost:" + tls.port()));
      RedisSettings unnamed = RedisSettings.of(URI.create("rediss://127.0.0.1:" + tls.port()));
      SslOptions trust = SslOptions.builder().trustManager(trusted.toFile()).build();
      assertRefused(named);
      assertRefused(unnamed.withTls(trust));
      try (RateLimits rates = limits(named.withTls(trust))) {
        await("connected");
        assertThat(take(rates)).isEqualTo(new Granted());
      }
    }
  }

  private void assertRefused(RedisSettings settings) throws Exception {
    try (RateLimits rates = limits(settings)) {
      assertThat(await("no connection")).contains("Cert");
      assertThat(take(rates)).isEqualTo(new Unavailable());
    }
  }

  /** A key and its own certificate, for {@code localhost} and no address. */
  private static void certify(Path store, Path certificate, Path key) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-alias",
                "redis",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "30")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    write(certificate, "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    write(key, "PRIVATE KEY", keys.getKey("redis", "changeit".toCharArray()).getEncoded());
  }

  private static void write(Path file, String name, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n");
  }

  private RateLimits limits(RedisSettings settings) {
    return new RedisRates(vertx, settings.withTakeLimit(Duration.ofSeconds(LIMIT)), log::add);
  }

  private String await(String news) throws InterruptedException {
    for (; ; ) {
      String line = log.poll(LIMIT, TimeUnit.SECONDS);
      assertThat(line).as("waiting for `%s`", news).isNotNull();
      if (line.contains(news)) {
        return line;
      }
    }
  }

  private static Verdict take(RateLimits rates) throws Exception {
    return rates
        .take("key/a", Rate.parse("1000/s"))
        .toCompletionStage()
        .toCompletableFuture()
        .get(2L * LIMIT, TimeUnit.SECONDS);
  }

  /** All that anybody logs, but what is meant to show every byte: Lettuce's trace. */
  private static final class Journal extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Logger lettuce = Logger.getLogger("io.lettuce");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    Journal() {
      setLevel(Level.FINE);
      setFormatter(new SimpleFormatter());
      lettuce.setLevel(Level.FINE);
      root.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(getFormatter().format(record));
    }

    String text() {
      return String.join("", lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
      lettuce.setLevel(null);
    }
  }
}
