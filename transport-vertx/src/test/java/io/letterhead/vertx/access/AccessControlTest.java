package io.letterhead.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import io.letterhead.policy.PathPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessControlTest {

  private static final ImmutableList<String> KEYS =
      ImmutableList.of("*", "k*", "k/*", "k/a*", "k", "k/a", "k/ab");
  private static final ImmutableList<String> CALLERS =
      ImmutableList.of("", "k", "k/", "k/a", "k/ab", "k/abc", "K/a", "j", "k/*", "*");

  private static final ImmutableList<Denial> PARTS =
      ImmutableList.of(Denial.PROVIDER, Denial.METHOD, Denial.PATH);

  @Test
  void withoutRulesEveryCallerMayDoEverythingAtAnyRate() {
    AccessControl open = AccessControl.of(ImmutableMap.of());
    assertThat(open.denies("anyone", "any", "BREW", "/any")).isEmpty();
    assertThat(open.ruleOf("anyone").orElseThrow().rate()).isEmpty();
  }

  /** Every set of these keys, every caller: against a search that takes no short cut. */
  @Test
  void theOwnIdWinsThenTheLongestBeginning() {
    for (Set<String> keys : Sets.powerSet(ImmutableSet.copyOf(KEYS))) {
      if (keys.isEmpty()) {
        continue;
      }
      ImmutableMap.Builder<String, AccessRule> rules = ImmutableMap.builder();
      keys.forEach(key -> rules.put(key, only(key)));
      AccessControl access = AccessControl.of(rules.buildOrThrow());
      for (String caller : CALLERS) {
        assertThat(access.ruleOf(caller).map(rule -> rule.providers().iterator().next()))
            .as("%s of %s", caller, keys)
            .isEqualTo(expected(keys, caller));
        assertThat(access.denies(caller, "none of them", "GET", "/"))
            .hasValue(expected(keys, caller).isEmpty() ? Denial.CALLER : Denial.PROVIDER);
      }
    }
  }

  private static Optional<String> expected(Set<String> keys, String caller) {
    if (caller.indexOf('*') < 0 && keys.contains(caller)) {
      return Optional.of(caller);
    }
    for (int length = caller.length(); length >= 0; length--) {
      String key = caller.substring(0, length) + "*";
      if (keys.contains(key)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  @Test
  void aStarInACallersIdNamesNoRule() {
    AccessControl access = AccessControl.of(ImmutableMap.of("jwt/a*", only("p")));
    assertThat(access.ruleOf("jwt/a*")).isPresent();
    assertThat(access.ruleOf("jwt/*")).isEmpty();
    assertThat(access.ruleOf("*")).isEmpty();
  }

  /** Each part of a rule unlimited, met or missed; the first that is missed is said. */
  @Test
  void aRuleDeniesWhatAnyOfItsPartsDoesNotName() {
    List<String> parts = List.of("all", "met", "missed");
    for (List<String> each : Lists.cartesianProduct(parts, parts, parts)) {
      AccessRule rule =
          new AccessRule(
              named(each.get(0), "vllm"),
              named(each.get(1), "POST"),
              ImmutableList.copyOf(
                  named(each.get(2), "/v1/chat").stream().map(PathPattern::new).toList()),
              Optional.empty());
      int missed = each.indexOf("missed");
      assertThat(
              AccessControl.of(ImmutableMap.of("key/a", rule))
                  .denies("key/a", "vllm", "POST", "/v1/chat"))
          .as("%s", each)
          .isEqualTo(missed < 0 ? Optional.empty() : Optional.of(PARTS.get(missed)));
    }
  }

  private static ImmutableSet<String> named(String part, String asked) {
    return switch (part) {
      case "all" -> ImmutableSet.of();
      case "met" -> ImmutableSet.of("/other", asked);
      default -> ImmutableSet.of("/other");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "vllm, POST, /v1/x,",
    "vllm, POST, /v1/,",
    "vllm, POST, /v1, PATH",
    "vllm, POST, /v10/x, PATH",
    "vllm, POST, /V1/x, PATH",
    "vllm, POST, /invocations, PATH",
    "vllm, post, /v1/x, METHOD",
    "vllm, GET, /pause, METHOD",
    "VLLM, POST, /v1/x, PROVIDER",
    "other, GET, /pause, PROVIDER",
  })
  void everythingIsComparedExactly(
      String provider, String method, String path, @Nullable Denial denied) {
    AccessRule rule =
        new AccessRule(
            ImmutableSet.of("vllm"),
            ImmutableSet.of("POST"),
            ImmutableList.of(new PathPattern("/v1/*")),
            Optional.empty());
    AccessControl access = AccessControl.of(ImmutableMap.of("key/team-a", rule));
    assertThat(access.denies("key/team-a", provider, method, path))
        .isEqualTo(Optional.ofNullable(denied));
    assertThat(access.denies("key/team-b", provider, method, path)).hasValue(Denial.CALLER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*b", "**", "*a"})
  void aKeyThatNamesNobodyIsRefused(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessControl.of(ImmutableMap.of(key, only("p"))));
  }

  private static AccessRule only(String provider) {
    return new AccessRule(
        ImmutableSet.of(provider), ImmutableSet.of(), ImmutableList.of(), Optional.empty());
  }
}
