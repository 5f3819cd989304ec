package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;

/**
 * A rule and the providers that it is a rule of: all for a shared one, else one.
 *
 * @param rule the rule
 * @param where the compiled providers; none where a policy has none
 */
record ScopedRule(Rule rule, ImmutableList<ProviderPolicy> where) {

  /**
   * Every rule of a policy once, in the file's order.
   *
   * @param providers the policy's, compiled, in its order
   * @param kind which of a file's or a provider's rules
   */
  static ImmutableList<ScopedRule> of(
      Policy policy,
      ImmutableList<ProviderPolicy> providers,
      Function<Rules, ImmutableList<Rule>> kind) {
    ImmutableList.Builder<ScopedRule> all = ImmutableList.builder();
    kind.apply(policy.rules()).forEach(rule -> all.add(new ScopedRule(rule, providers)));
    for (int i = 0; i < providers.size(); i++) {
      ImmutableList<ProviderPolicy> own = ImmutableList.of(providers.get(i));
      kind.apply(policy.providers().get(i).rules())
          .forEach(rule -> all.add(new ScopedRule(rule, own)));
    }
    return all.build();
  }
}
