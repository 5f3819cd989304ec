package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.ProviderPolicy;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that may hold a caller's credential: {@code Authorization}, and the slot of the
 * provider's profile, since SDKs cannot send another. They are consumed: what authenticates a
 * caller goes no further. Immutable.
 */
final class CallerFields {

  /** Where nobody is authenticated. */
  static final CallerFields NONE = new CallerFields(ImmutableMap.of(), ImmutableSet.of());

  private static final String AUTHORIZATION = "authorization";

  private final ImmutableMap<String, ImmutableSet<String>> byProvider;
  private final ImmutableSet<String> all;

  private CallerFields(
      ImmutableMap<String, ImmutableSet<String>> byProvider, ImmutableSet<String> all) {
    this.byProvider = byProvider;
    this.all = all;
  }

  static CallerFields of(CompiledPolicy policy) {
    ImmutableMap.Builder<String, ImmutableSet<String>> byProvider = ImmutableMap.builder();
    ImmutableSet.Builder<String> all = ImmutableSet.<String>builder().add(AUTHORIZATION);
    for (ProviderPolicy provider : policy.providers().values()) {
      ImmutableSet<String> names = names(provider);
      byProvider.put(provider.name(), names);
      all.addAll(names);
    }
    return new CallerFields(byProvider.buildOrThrow(), all.build());
  }

  /**
   * The names, in lower case, of the fields that count for a request.
   *
   * @param match where it goes; one that goes nowhere may hold a credential for any provider
   */
  ImmutableSet<String> of(Optional<Routes.Match> match) {
    return match
        .map(found -> byProvider.getOrDefault(found.provider().name(), ImmutableSet.of()))
        .orElse(all);
  }

  /** The lines of a request that may hold a credential. */
  static ImmutableList<Map.Entry<String, String>> presented(
      ImmutableSet<String> names, MultiMap fields) {
    List<Map.Entry<String, String>> presented = new ArrayList<>(1);
    for (Map.Entry<String, String> field : fields) {
      if (isOne(names, field.getKey())) {
        presented.add(field);
      }
    }
    return ImmutableList.copyOf(presented);
  }

  /** Whether a field is one of these. */
  static boolean isOne(ImmutableSet<String> names, String name) {
    return !names.isEmpty() && names.contains(Ascii.toLowerCase(name));
  }

  private static ImmutableSet<String> names(ProviderPolicy provider) {
    ImmutableSet.Builder<String> names = ImmutableSet.<String>builder().add(AUTHORIZATION);
    provider.profile().ifPresent(profile -> names.add(Ascii.toLowerCase(profile.slot().text())));
    return names.build();
  }
}
