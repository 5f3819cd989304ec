package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;

/** Which parts of the caller's data a provider's rules read: in whatever class of requests. */
final class DataKeys {

  private DataKeys() {}

  /** The keys that a provider reads. */
  static CallerData.Expected of(RuleSet rules) {
    ImmutableSet.Builder<String> texts = ImmutableSet.builder();
    for (Rule rule : rules.request()) {
      if (rule instanceof Rule.Set set && set.value() instanceof WrittenValue.FromCallerData data) {
        texts.add(data.key().text());
      } else if (rule instanceof Rule.Inject inject
          && inject.bring().orElse(null) instanceof Bring.Data data) {
        texts.add(data.key().text());
      }
    }
    return new CallerData.Expected(
        texts.build(), rules.provider().dataHeaders().map(Positioned::text).orElse(""));
  }
}
