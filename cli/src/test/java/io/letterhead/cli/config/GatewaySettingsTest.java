package io.letterhead.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.PathPattern;
import io.letterhead.vertx.GatewayConfig;
import io.letterhead.vertx.Limits;
import io.letterhead.vertx.ListenAddress;
import io.letterhead.vertx.Records;
import io.letterhead.vertx.Timeouts;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Network;
import io.letterhead.vertx.access.Rate;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.JwtIssuer;
import io.letterhead.vertx.callers.KeyDigest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaySettingsTest {

  private static final GatewayConfig DEFAULTS = GatewayConfig.defaults();

  @TempDir private Path folder;

  @Test
  void nothingGivenIsTheDefaults() {
    GatewaySettings settings = GatewaySettings.load(Optional.empty(), Map.of(), Map.of());

    assertThat(settings.config()).contains(DEFAULTS);
    assertThat(settings.files()).isEmpty();
  }

  @Test
  void everyKeyOfTheContractIsRead() {
    GatewaySettings settings = ConfigExamples.load(ConfigExamples.WHOLE);

    assertThat(ConfigExamples.text(settings)).isEmpty();
    GatewayConfig config = settings.config().orElseThrow();
    assertThat(config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 8080));
    assertThat(config.admin()).contains(new ListenAddress("127.0.0.1", 9090));
    assertThat(config.routes()).isEqualTo(ImmutableMap.of("/llm", "vllm"));
    assertThat(config.ready()).isEqualTo(ImmutableMap.of("vllm", "/health"));
    assertThat(config.redis()).contains(URI.create("redis://127.0.0.1:6379"));
    assertThat(config.timeouts()).isEqualTo(Timeouts.defaults());
    assertThat(config.limits()).isEqualTo(Limits.defaults());
    assertThat(config.enforcing()).isTrue();
    assertThat(config.records())
        .isEqualTo(
            new Records(
                new Records.AccessLogTo.Nowhere(),
                Optional.of(ConfigExamples.FOLDER.resolve("audit.jsonl"))));
    assertThat(config.admission().hosts()).containsExactly("gateway.internal");
    assertThat(config.admission().corsOrigins()).containsExactly("https://ui.example");
    assertThat(config.admission().allowFrom()).containsExactly(Network.parse("10.0.0.0/8"));
    assertThat(config.admission().access())
        .isEqualTo(
            ImmutableMap.of(
                "key/team-a",
                new AccessRule(
                    ImmutableSet.of("vllm"),
                    ImmutableSet.of("POST"),
                    ImmutableList.of(new PathPattern("/v1/*")),
                    Optional.of(new Rate(60, Duration.ofMinutes(1))))));
    Callers.Authenticated callers = (Callers.Authenticated) config.admission().callers();
    assertThat(callers.keys().keySet()).containsExactly("team-a");
    assertThat(callers.keys().get("team-a"))
        .satisfies(digest -> assertThat(digest.matches(KeyDigest.of("test"))).isTrue());
    assertThat(callers.htpasswd()).contains(ConfigExamples.FOLDER.resolve("users.htpasswd"));
    assertThat(callers.jwt())
        .contains(
            new JwtIssuer(
                URI.create("https://idp.example/keys"), "https://idp.example", "gateway"));
    assertThat(settings.files())
        .containsExactly(ConfigExamples.WHOLE, ConfigExamples.FOLDER.resolve("users.htpasswd"));
  }

  @Test
  void aFlagWinsOverAVariableAndThatOverTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("g.yaml"), "timeouts: { connect: 1s, idle: 1s, drain: 1s }");
    GatewaySettings settings =
        GatewaySettings.load(
            Optional.of(file),
            Map.of(Setting.CONNECT, "3s"),
            Map.of("LETTERHEAD_TIMEOUTS_CONNECT", "2s", "LETTERHEAD_TIMEOUTS_IDLE", "2s"));

    assertThat(settings.config().orElseThrow().timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(3),
                Duration.ofSeconds(300),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1)));
  }

  @Test
  void anEmptyVariableIsUnset() throws IOException {
    Path file = Files.writeString(folder.resolve("g.yaml"), "mode: report");

    GatewaySettings settings =
        GatewaySettings.load(
            Optional.of(file),
            Map.of(),
            Map.of("LETTERHEAD_MODE", "", "LETTERHEAD_NO_SUCH", "", "PATH", "/bin"));

    assertThat(settings.config().orElseThrow().enforcing()).isFalse();
  }

  @Test
  void everyFlagAndVariableIsRead() throws Exception {
    PemFiles.layOut(folder);
    Map<Setting, String> texts =
        Map.ofEntries(
            Map.entry(Setting.LISTEN, "[::1]:0"),
            Map.entry(Setting.TLS_CERTIFICATE, folder.resolve("cert.pem").toString()),
            Map.entry(Setting.TLS_KEY, folder.resolve("key.pem").toString()),
            Map.entry(Setting.UPSTREAMS, "{mistral: {ca: " + folder.resolve("ca.pem") + "}}"),
            Map.entry(Setting.ROUTES, "/llm: vllm"),
            Map.entry(Setting.HOSTS, "A.example, [fd00::1] ,10.0.0.5"),
            Map.entry(Setting.CORS_ORIGINS, "https://a.example,http://localhost:3000"),
            Map.entry(Setting.ADMIN_LISTEN, "0.0.0.0:9090"),
            Map.entry(Setting.READY, "{vllm: /health}"),
            Map.entry(Setting.CALLERS_KEYS, "team-a: sha256:" + "0".repeat(64)),
            Map.entry(
                Setting.CALLERS_HTPASSWD, ConfigExamples.FOLDER.resolve("users.htpasswd") + ""),
            Map.entry(Setting.CALLERS_JWKS, "http://127.0.0.1:8/keys"),
            Map.entry(Setting.CALLERS_ISSUER, "an issuer"),
            Map.entry(Setting.CALLERS_AUDIENCE, "me"),
            Map.entry(Setting.ACCESS, "{'*': {rate: 5/d}}"),
            Map.entry(Setting.RATES_REDIS, "rediss://redis.example/2"),
            Map.entry(Setting.ALLOW_FROM, "10.0.0.0/8,::1"),
            Map.entry(Setting.CONNECT, "300ms"),
            Map.entry(Setting.FIRST_BYTE, "5m"),
            Map.entry(Setting.IDLE, "24h"),
            Map.entry(Setting.DRAIN, "1ms"),
            Map.entry(Setting.FIELDS, "7"),
            Map.entry(Setting.HEAD, "1024"),
            Map.entry(Setting.BODY, "1GiB"),
            Map.entry(Setting.CONNECTIONS, "8"),
            Map.entry(Setting.ACCESS_LOG, "on"),
            Map.entry(Setting.AUDIT_FILE, folder.resolve("audit.jsonl").toString()),
            Map.entry(Setting.MODE, "report"));
    GatewaySettings flags = GatewaySettings.load(Optional.empty(), texts, Map.of());
    ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
    texts.forEach((setting, text) -> variables.put(setting.variable(), text));
    GatewaySettings environment =
        GatewaySettings.load(Optional.empty(), Map.of(), variables.buildOrThrow());

    assertThat(texts.keySet()).hasSize(Setting.values().length - 1); // `callers` stands alone
    assertThat(ConfigExamples.text(flags)).isEmpty();
    assertThat(ConfigExamples.text(environment)).isEmpty();
    for (GatewaySettings settings : new GatewaySettings[] {flags, environment}) {
      GatewayConfig config = settings.config().orElseThrow();
      assertThat(config.listen()).isEqualTo(new ListenAddress("::1", 0));
      assertThat(config.tls().orElseThrow().options()).isNotNull();
      assertThat(config.upstreams())
          .containsOnlyKeys("mistral")
          .allSatisfy((name, tls) -> assertThat(tls.trust()).isPresent());
      assertThat(config.admin()).contains(new ListenAddress("0.0.0.0", 9090));
      assertThat(config.admission().hosts()).containsExactly("a.example", "fd00::1", "10.0.0.5");
      assertThat(config.admission().corsOrigins())
          .containsExactly("https://a.example", "http://localhost:3000");
      assertThat(config.admission().allowFrom()).hasSize(2);
      assertThat(config.admission().access().keySet()).containsExactly("*");
      assertThat(config.limits()).isEqualTo(new Limits(7, 1024, 1L << 30, 8));
      assertThat(config.timeouts())
          .isEqualTo(
              new Timeouts(
                  Duration.ofMillis(300),
                  Duration.ofMinutes(5),
                  Duration.ofDays(1),
                  Duration.ofMillis(1)));
      assertThat(config.records().access()).isEqualTo(new Records.AccessLogTo.StandardError());
      assertThat(config.enforcing()).isFalse();
      assertThat(config.admission().callers().areAuthenticated()).isTrue();
      assertThat(config.redis()).contains(URI.create("rediss://redis.example/2"));
    }
  }

  @Test
  void aProblemInAFlagOrVariableNamesIt() {
    assertThat(ConfigExamples.text(ConfigExamples.flag(Setting.IDLE, "10")))
        .startsWith(
            """
            --timeouts-idle:1:1: error: `10` is no time for `timeouts.idle` [bad-duration]
                1 | 10
                  | ^^
            """);
    assertThat(ConfigExamples.text(ConfigExamples.variable("LETTERHEAD_LISTEN", "8080")))
        .startsWith("LETTERHEAD_LISTEN:1:1: error: `8080` is not HOST:PORT [bad-address]");
    assertThat(ConfigExamples.text(ConfigExamples.flag(Setting.HOSTS, "a.example,b:1")))
        .startsWith("--hosts:1:11: error: `b:1` is no host");
    assertThat(ConfigExamples.names(ConfigExamples.flag(Setting.ROUTES, "")))
        .containsExactly("missing-value");
    assertThat(ConfigExamples.names(ConfigExamples.flag(Setting.ROUTES, "{/a: vllm")))
        .containsExactly("bad-yaml");
  }

  @Test
  void aVariableThatIsNoSettingIsRefusedWithoutItsValue() {
    GatewaySettings settings = ConfigExamples.variable("LETTERHEAD_LISTN", "the-value");

    assertThat(ConfigExamples.text(settings))
        .startsWith("LETTERHEAD_LISTN:1:1: error: there is no setting for the variable")
        .contains("fix: did you mean `LETTERHEAD_LISTEN`?")
        .doesNotContain("the-value");
    assertThat(ConfigExamples.names(ConfigExamples.variable("LETTERHEAD_PORT", "8080")))
        .containsExactly("unknown-variable");
  }

  @Test
  void theVariablesOfTheLauncherAndOfKubernetesAreLeftAlone() {
    Map<String, String> environment =
        Map.of(
            "LETTERHEAD_BUILD", "never",
            "LETTERHEAD_PLUGINS", "a.jar",
            "LETTERHEAD_CONFIG", "g.yaml",
            "LETTERHEAD_POLICY", "p.yaml",
            "LETTERHEAD_SERVICE_HOST", "10.0.0.1",
            "LETTERHEAD_SERVICE_PORT_HTTP", "8080",
            "LETTERHEAD_ADMIN_SERVICE_PORT", "9090",
            "LETTERHEAD_PORT", "tcp://10.0.0.1:8080",
            "LETTERHEAD_PORT_8080_TCP_ADDR", "10.0.0.1",
            "OTHER_LETTERHEAD_X", "y");

    assertThat(ConfigExamples.names(GatewaySettings.load(Optional.empty(), Map.of(), environment)))
        .isEmpty();
  }

  @Test
  void aWholeReplacesItsPartsAndAPartTheWhole() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("g.yaml"),
            "callers: { keys: { a: \"sha256:" + "0".repeat(64) + "\" } }");
    Path none = Files.writeString(folder.resolve("none.yaml"), "callers: none");
    Map<Setting, String> key = Map.of(Setting.CALLERS_KEYS, "{b: 'sha256:" + "1".repeat(64) + "'}");

    assertThat(
            callers(
                GatewaySettings.load(Optional.of(file), Map.of(Setting.CALLERS, "none"), Map.of())))
        .isEqualTo(new Callers.None());
    assertThat(callers(GatewaySettings.load(Optional.of(none), key, Map.of())))
        .isInstanceOfSatisfying(
            Callers.Authenticated.class,
            some -> assertThat(some.keys().keySet()).containsExactly("b"));
    assertThat(callers(GatewaySettings.load(Optional.of(file), key, Map.of())))
        .isInstanceOfSatisfying(
            Callers.Authenticated.class,
            some -> assertThat(some.keys().keySet()).containsExactly("b"));
    assertThat(
            ConfigExamples.names(
                GatewaySettings.load(
                    Optional.empty(),
                    ImmutableMap.<Setting, String>builder()
                        .put(Setting.CALLERS, "none")
                        .putAll(key)
                        .buildOrThrow(),
                    Map.of())))
        .containsExactly("two-sources");
  }

  @Test
  void aPasswordForRedisBelongsInTheVariable() {
    String url = "redis://:hush@redis.example:6379";
    GatewaySettings variable = ConfigExamples.variable("LETTERHEAD_RATES_REDIS", url);
    GatewaySettings flag = ConfigExamples.flag(Setting.RATES_REDIS, url);

    assertThat(variable.config().orElseThrow().redis()).contains(URI.create(url));
    assertThat(variable.config().orElseThrow().toString()).doesNotContain("hush");
    assertThat(ConfigExamples.text(flag))
        .contains("[inline-secret]", "LETTERHEAD_RATES_REDIS", "arguments of a command")
        .doesNotContain("hush");
  }

  @Test
  void whatNoRedisListensOnIsRefused() {
    for (String url :
        new String[] {
          "redis://@h",
          "redis://u:@h",
          "redis://h:0",
          "redis://h:70000",
          "redis://h/x",
          "redis://h?a",
          "redis://h#a",
          "http://h",
          "redis:h",
          "redis://",
          "redis://my_redis:1"
        }) {
      assertThat(ConfigExamples.names(ConfigExamples.variable("LETTERHEAD_RATES_REDIS", url)))
          .as(url)
          .containsExactly("bad-redis");
    }
  }

  @Test
  void aBadRedisUrlInTheVariableIsNotShown() {
    assertThat(
            ConfigExamples.text(
                ConfigExamples.variable("LETTERHEAD_RATES_REDIS", "http://:hush@redis.example")))
        .contains("[bad-redis]")
        .doesNotContain("hush");
  }

  @Test
  void aListenAddressBeyondLoopbackNeedsAWordAboutCallers() {
    assertThat(ConfigExamples.names(ConfigExamples.flag(Setting.LISTEN, "0.0.0.0:1")))
        .containsExactly("listen-without-callers");
    assertThat(
            ConfigExamples.names(
                GatewaySettings.load(
                    Optional.empty(),
                    Map.of(Setting.LISTEN, "0.0.0.0:1", Setting.CALLERS, "none"),
                    Map.of())))
        .isEmpty();
    assertThat(ConfigExamples.names(ConfigExamples.flag(Setting.LISTEN, "localhost:1"))).isEmpty();
    assertThat(ConfigExamples.names(ConfigExamples.flag(Setting.ADMIN_LISTEN, "0.0.0.0:1")))
        .isEmpty();
  }

  @Test
  void theAccessLogGoesToAFileOfTheConfigsFolder() throws IOException {
    GatewaySettings settings = ConfigExamples.load(folder, "access-log: { file: access.log }");

    assertThat(settings.config().orElseThrow().records().access())
        .isEqualTo(new Records.AccessLogTo.File(folder.resolve("access.log")));
  }

  @Test
  void aConfigThatIsNotThereIsAProblem() {
    assertThat(ConfigExamples.text(ConfigExamples.load(folder.resolve("none.yaml"))))
        .contains("there is no such file [unreadable-file]", "who may call");
  }

  @Test
  void aRouteThatOnlyRepeatsTheDefaultIsNoProblem() throws IOException {
    assertThat(ConfigExamples.names(ConfigExamples.load(folder, "routes: { /vllm: vllm }")))
        .isEmpty();
  }

  @Test
  void whatCannotBeReadIsReadAnewWhenItCan() throws IOException {
    assertThat(ConfigExamples.load(folder, "mode: x").config()).isEmpty();
    assertThat(ConfigExamples.load(folder, "mode: report").config()).isPresent();
  }

  private static Callers callers(GatewaySettings settings) {
    return settings.config().orElseThrow().admission().callers();
  }
}
