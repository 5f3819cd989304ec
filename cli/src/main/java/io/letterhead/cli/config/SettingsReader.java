package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.vertx.Admission;
import io.letterhead.vertx.GatewayConfig;
import io.letterhead.vertx.Limits;
import io.letterhead.vertx.ListenAddress;
import io.letterhead.vertx.Records;
import io.letterhead.vertx.Timeouts;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.callers.Callers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads all settings into a configuration, reporting each that cannot be read. */
final class SettingsReader {

  private static final GatewayConfig DEFAULTS = GatewayConfig.defaults();

  private final Layers layers;
  private final CallersReader callers;
  private final RouteReader routes = new RouteReader();
  private final TlsReader tls = new TlsReader();
  private ImmutableList<ProviderName> inAccess = ImmutableList.of();

  SettingsReader(Layers layers) {
    this.layers = layers;
    this.callers = new CallersReader(layers);
  }

  /** The configuration; what could not be read is as by default. */
  GatewayConfig read() {
    ListenAddress listen = read(Setting.LISTEN, HostReader::address).orElse(DEFAULTS.listen());
    Optional<ListenAddress> admin = read(Setting.ADMIN_LISTEN, HostReader::address);
    checkAddresses(listen, admin);
    return GatewayConfig.builder()
        .listen(listen)
        .tls(tls.front(layers))
        .upstreams(layers.find(Setting.UPSTREAMS).map(tls::upstreams).orElse(ImmutableMap.of()))
        .admin(admin)
        .routes(map(Setting.ROUTES, routes::routes))
        .ready(map(Setting.READY, routes::ready))
        .admission(admission())
        .redis(read(Setting.RATES_REDIS, UrlReader::redis))
        .records(
            new Records(
                layers
                    .find(Setting.ACCESS_LOG)
                    .map(RecordsReader::accessLog)
                    .orElse(DEFAULTS.records().access()),
                read(Setting.AUDIT_FILE, RecordsReader::audit)))
        .enforcing(layers.find(Setting.MODE).map(RecordsReader::isEnforcing).orElse(true))
        .timeouts(timeouts())
        .limits(limits())
        .build();
  }

  /** Who may call. */
  CallersReader callers() {
    return callers;
  }

  /** Who the gateway is over TLS. */
  TlsReader tls() {
    return tls;
  }

  /** The routes that could be read. */
  ImmutableList<Route> routes() {
    return routes.read();
  }

  /** The providers that are named anywhere. */
  ImmutableList<ProviderName> providers() {
    return ImmutableList.<ProviderName>builder()
        .addAll(routes.named())
        .addAll(inAccess)
        .addAll(tls.named())
        .build();
  }

  private Admission admission() {
    Callers who = callers.read();
    return new Admission(
        layers.find(Setting.HOSTS).map(HostReader::hosts).orElse(ImmutableSet.of()),
        layers.find(Setting.CORS_ORIGINS).map(WebOriginReader::read).orElse(ImmutableSet.of()),
        layers.find(Setting.ALLOW_FROM).map(HostReader::networks).orElse(ImmutableList.of()),
        who,
        layers.find(Setting.ACCESS).map(this::access).orElse(ImmutableMap.of()));
  }

  private ImmutableMap<String, AccessRule> access(Given given) {
    AccessReader reader = new AccessReader(callers, given);
    ImmutableMap<String, AccessRule> rules = reader.read();
    inAccess = reader.named();
    return rules;
  }

  private void checkAddresses(ListenAddress listen, Optional<ListenAddress> admin) {
    Optional<Given> given = layers.find(Setting.LISTEN);
    if (given.isPresent() && !listen.isLoopback() && !callers.isSaid()) {
      given
          .get()
          .error(
              ConfigProblem.LISTEN_WITHOUT_CALLERS,
              given.get().node().position(),
              Words.quote(listen.host()) + " is not loopback, and `callers` is not given",
              "whoever reaches it could use the policy's keys",
              "say who may call under `callers`, or `callers: none` (`--callers none`) if everyone"
                  + " is meant");
    }
    if (admin.isPresent() && listen.port() != 0 && admin.get().equals(listen)) {
      Given second = layers.find(Setting.ADMIN_LISTEN).orElseThrow();
      second.error(
          ConfigProblem.SHARED_ADDRESS,
          second.node().position(),
          Words.quote(listen.toString()) + " is where the gateway itself listens",
          "clients and operators would get each other's answers",
          "give it another port");
    }
  }

  private Timeouts timeouts() {
    Timeouts or = DEFAULTS.timeouts();
    return new Timeouts(
        duration(Setting.CONNECT, or.connect()),
        duration(Setting.FIRST_BYTE, or.firstByte()),
        duration(Setting.IDLE, or.idle()),
        duration(Setting.DRAIN, or.drain()));
  }

  private Duration duration(Setting setting, Duration otherwise) {
    return read(setting, Quantities::duration).orElse(otherwise);
  }

  private Limits limits() {
    Limits or = DEFAULTS.limits();
    return new Limits(
        read(Setting.FIELDS, given -> Quantities.count(given, 10_000)).orElse(or.fields()),
        read(Setting.HEAD, given -> Quantities.size(given, "1KiB", "1MiB"))
            .map(Math::toIntExact)
            .orElse(or.headBytes()),
        read(Setting.BODY, given -> Quantities.size(given, "1", "1024GiB")).orElse(or.bodyBytes()),
        read(Setting.CONNECTIONS, given -> Quantities.count(given, 1_000_000))
            .orElse(or.connections()));
  }

  private <T> Optional<T> read(Setting setting, Function<Given, Optional<T>> reader) {
    return layers.find(setting).flatMap(reader);
  }

  private ImmutableMap<String, String> map(
      Setting setting, Function<Given, ImmutableMap<String, String>> reader) {
    return layers.find(setting).map(reader).orElse(ImmutableMap.of());
  }
}
