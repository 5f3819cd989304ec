package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.SecretSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The secret sources and credential schemes that are there, by name. Immutable.
 *
 * @param sources secret sources by name
 * @param schemes credential schemes by name
 */
public record PlugIns(
    ImmutableMap<String, SecretSource> sources, ImmutableMap<String, CredentialScheme> schemes) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public PlugIns {
    requireNonNull(sources, "sources");
    requireNonNull(schemes, "schemes");
  }

  /**
   * All that {@link ServiceLoader} finds from this class's loader.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static PlugIns installed() {
    ClassLoader loader = PlugIns.class.getClassLoader();
    return of(
        ServiceLoader.load(SecretSource.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList(),
        ServiceLoader.load(CredentialScheme.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Just these.
   *
   * @throws NullPointerException if an argument is null or holds null
   * @throws IllegalArgumentException if two have one name
   */
  public static PlugIns of(List<SecretSource> sources, List<CredentialScheme> schemes) {
    return new PlugIns(
        byName(sources, SecretSource::name), byName(schemes, CredentialScheme::name));
  }

  /** The names: what plug-ins print of themselves is theirs to know. */
  @Override
  public String toString() {
    return "PlugIns[sources=" + sources.keySet() + ", schemes=" + schemes.keySet() + "]";
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
