package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.RuleVerb;
import io.letterhead.policy.spi.SecretSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The secret sources, credential schemes and verbs of rules that are there, by name. Immutable.
 *
 * @param sources secret sources by name
 * @param schemes credential schemes by name
 * @param verbs verbs of rules by name, beside those of the language
 */
public record PlugIns(
    ImmutableMap<String, SecretSource> sources,
    ImmutableMap<String, CredentialScheme> schemes,
    ImmutableMap<String, RuleVerb> verbs) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public PlugIns {
    requireNonNull(sources, "sources");
    requireNonNull(schemes, "schemes");
    requireNonNull(verbs, "verbs");
  }

  /**
   * All that {@link ServiceLoader} finds from this class's loader.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static PlugIns installed() {
    ClassLoader loader = PlugIns.class.getClassLoader();
    return of(
        all(ServiceLoader.load(SecretSource.class, loader)),
        all(ServiceLoader.load(CredentialScheme.class, loader)),
        all(ServiceLoader.load(RuleVerb.class, loader)));
  }

  /**
   * Just these.
   *
   * @throws NullPointerException if an argument is null or holds null
   * @throws IllegalArgumentException if two have one name
   */
  public static PlugIns of(
      List<SecretSource> sources, List<CredentialScheme> schemes, List<RuleVerb> verbs) {
    return new PlugIns(
        byName(sources, SecretSource::name),
        byName(schemes, CredentialScheme::name),
        byName(verbs, RuleVerb::name));
  }

  /** The names: what plug-ins print of themselves is theirs to know. */
  @Override
  public String toString() {
    return "PlugIns[sources="
        + sources.keySet()
        + ", schemes="
        + schemes.keySet()
        + ", verbs="
        + verbs.keySet()
        + "]";
  }

  private static <T> List<T> all(ServiceLoader<T> found) {
    return found.stream().map(ServiceLoader.Provider::get).toList();
  }

  private static <T> ImmutableMap<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T one : all) {
      if (byName.putIfAbsent(name.apply(one), one) != null) {
        throw new IllegalArgumentException("two plug-ins are named `" + name.apply(one) + "`");
      }
    }
    return ImmutableMap.copyOf(byName);
  }
}
