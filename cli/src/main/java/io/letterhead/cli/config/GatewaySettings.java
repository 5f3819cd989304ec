package io.letterhead.cli.config;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlFile;
import io.letterhead.dsl.YamlNode;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.vertx.GatewayConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a gateway is told beside its policy: by flags, else by variables, else by a file. Immutable.
 *
 * <p>Read it as often as its files change; nothing is kept between two readings.
 */
public final class GatewaySettings {

  private final Optional<GatewayConfig> config;
  private final ConfigProblems problems;
  private final ImmutableSet<Path> files;
  private final ImmutableList<Route> routes;
  private final ImmutableList<ProviderName> providers;
  private final ImmutableList<ProviderName> upstreams;

  private GatewaySettings(
      Optional<GatewayConfig> config,
      ConfigProblems problems,
      ImmutableSet<Path> files,
      SettingsReader reader) {
    this.config = config;
    this.problems = problems;
    this.files = files;
    this.routes = reader.routes();
    this.providers = reader.providers();
    this.upstreams = reader.tls().named();
  }

  /**
   * Reads all that is given. What is wrong is a problem, not an exception.
   *
   * @param file the file; relative paths in it are taken from its folder, others from the working
   *     directory
   * @param flags the texts of flags
   * @param environment all variables of the process
   * @throws NullPointerException if an argument is null
   */
  public static GatewaySettings load(
      Optional<Path> file, Map<Setting, String> flags, Map<String, String> environment) {
    Layers layers = new Layers();
    requireNonNull(file, "file").ifPresent(layers::addFile);
    Variables.addTo(layers, requireNonNull(environment, "environment"));
    layers.addTexts(requireNonNull(flags, "flags"), Source.FLAG);
    SettingsReader reader = new SettingsReader(layers);
    GatewayConfig read = reader.read();
    ConfigProblems problems = ConfigProblems.of(layers.files());
    ImmutableSet.Builder<Path> files = ImmutableSet.builder();
    file.ifPresent(files::add);
    reader.callers().htpasswd().ifPresent(files::add);
    files.addAll(reader.tls().files());
    return new GatewaySettings(
        problems.isEmpty() ? Optional.of(read) : Optional.empty(), problems, files.build(), reader);
  }

  /** The configuration; empty if and only if there are problems. */
  public Optional<GatewayConfig> config() {
    return config;
  }

  /** What is wrong. */
  public ConfigProblems problems() {
    return problems;
  }

  /** The files that were read or looked at, which to read again when they change. */
  public ImmutableSet<Path> files() {
    return files;
  }

  /**
   * What is wrong beside a policy: providers that it does not have, routes that take another
   * provider's path, and TLS for origins that are reached without.
   *
   * @throws NullPointerException if {@code policy} is null
   */
  public ConfigProblems against(CompiledPolicy policy) {
    Set<String> known = policy.providers().keySet();
    List<ConfigProblems.Found> found = new ArrayList<>();
    for (ProviderName each : providers) {
      if (!known.contains(each.name().text())) {
        found.add(unknown(each.file(), each.name(), known));
      }
    }
    for (ProviderName each : upstreams) {
      ProviderPolicy provider = policy.providers().get(each.name().text());
      if (provider != null && !provider.origin().isSecure()) {
        found.add(plain(each));
      }
    }
    for (Route route : routes) {
      String owner = route.prefix().text().substring(1);
      if (known.contains(owner) && !owner.equals(route.provider().text())) {
        found.add(taken(route, owner));
      }
    }
    return ConfigProblems.ofFound(found);
  }

  /** How many problems there are. */
  @Override
  public String toString() {
    return "settings: " + problems;
  }

  private static ConfigProblems.Found unknown(
      YamlFile file, YamlNode.Scalar name, Set<String> known) {
    return new ConfigProblems.Found(
        file,
        Problem.error(
            "unknown-provider",
            name.position(),
            "there is no provider " + Words.quote(name.text()),
            "the policy does not have it, so this would mean nothing",
            Words.fix(name.text(), known, "providers")));
  }

  private static ConfigProblems.Found plain(ProviderName name) {
    return new ConfigProblems.Found(
        name.file(),
        Problem.error(
            ConfigProblem.PLAIN_UPSTREAM.title(),
            name.name().position(),
            "the origin of " + Words.quote(name.name().text()) + " is not spoken to over TLS",
            "its URL begins with `http:`, so no certificate would be asked for or shown",
            "write `https:` in the policy's `origin`, or delete this"));
  }

  private static ConfigProblems.Found taken(Route route, String owner) {
    return new ConfigProblems.Found(
        route.file(),
        Problem.error(
            ConfigProblem.TAKEN_ROUTE.title(),
            route.prefix().position(),
            Words.quote(route.prefix().text())
                + " leads to the provider "
                + Words.quote(owner)
                + " already",
            "callers who mean that provider would reach "
                + Words.quote(route.provider().text())
                + ", with its key",
            "choose another path"));
  }
}
