package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** The rules that hold for one provider: the shared ones and its own, as a set. */
record RuleSet(Provider provider, ImmutableList<Rule> rules) {

  /** One set for each provider, in the file's order. */
  static ImmutableList<RuleSet> of(Policy policy) {
    return policy.providers().stream()
        .map(
            provider ->
                new RuleSet(
                    provider,
                    ImmutableList.<Rule>builder()
                        .addAll(policy.rules())
                        .addAll(provider.rules())
                        .build()))
        .collect(ImmutableList.toImmutableList());
  }

  /** The rules of one verb. */
  <R extends Rule> List<R> all(Class<R> verb) {
    return rules.stream().filter(verb::isInstance).map(verb::cast).toList();
  }
}
