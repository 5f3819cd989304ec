package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds caller data that would be read twice, or from nowhere. */
final class CallerDataCheck {

  private final Policy policy;
  private final OwnedNames owned;
  private final List<Problem> problems = new ArrayList<>();

  private CallerDataCheck(Policy policy, OwnedNames owned) {
    this.policy = policy;
    this.owned = owned;
  }

  static List<Problem> problems(Policy policy, OwnedNames owned) {
    CallerDataCheck check = new CallerDataCheck(policy, owned);
    policy.carrier().ifPresent(carrier -> check.checkListed(carrier, "the caller-data carrier"));
    List<Rule> shared = policy.rules().request();
    for (Provider provider : policy.providers()) {
      List<Rule> rules = new ArrayList<>(shared);
      rules.addAll(provider.rules().request());
      check.checkProvider(provider, rules);
    }
    return check.problems;
  }

  private void checkProvider(Provider provider, List<Rule> rules) {
    // What a key, or a field, is read for: a credential's slot, or everything else.
    Map<String, String> usedFor = new HashMap<>();
    provider.dataHeaders().ifPresent(key -> use(usedFor, key, "the object of fields"));
    for (Rule rule : rules) {
      if (rule instanceof Rule.Set set && set.value() instanceof WrittenValue.FromCallerData data) {
        use(usedFor, data.key(), "a text that a `set` writes");
      } else if (rule instanceof Rule.Inject inject) {
        String slot = "a credential for `" + inject.name().name().folded() + "`";
        Bring bring = inject.bring().orElse(null);
        if (bring instanceof Bring.Data data) {
          use(usedFor, data.key(), slot);
        } else if (bring instanceof Bring.Field field) {
          checkBringField(inject, field.name());
          useOnce(usedFor, "field " + field.name().name().folded(), field.name(), slot);
        }
      }
    }
  }

  private void use(Map<String, String> usedFor, Positioned key, String purpose) {
    if (policy.carrier().isEmpty()) {
      problems.add(
          Problem.error(
              "no-carrier",
              key.position(),
              "`" + key + "` is read from the caller's data, but no field carries any",
              "the key would always be absent",
              "say which field does: `caller-data: { header: … }`"));
      return;
    }
    String other = usedFor.putIfAbsent("key " + key, purpose);
    if (other != null && !other.equals(purpose)) {
      problems.add(shared(key.text(), key.position(), other, purpose));
    }
  }

  private void useOnce(
      Map<String, String> usedFor, String place, Operand.Name name, String purpose) {
    String other = usedFor.putIfAbsent(place, purpose);
    if (other != null && !other.equals(purpose)) {
      problems.add(shared(name.text(), name.position(), other, purpose));
    }
  }

  private void checkBringField(Rule.Inject inject, Operand.Name field) {
    if (!field.name().equals(inject.name().name())) {
      checkListed(field, "a field that brings a credential");
    }
  }

  /**
   * A slot may be the field that brings its own credential; a claim or a framing field, nothing.
   */
  private void checkListed(Operand.Name name, String use) {
    ImmutableSet<Label> listed = owned.labels(name.name());
    boolean carrierToo =
        listed.contains(Label.Listed.CARRIER)
            && listed.stream().anyMatch(Label.Brought.class::isInstance);
    if (carrierToo
        || listed.contains(Label.Listed.TRANSPORT)
        || listed.contains(Label.Listed.CLAIM)
        || (listed.contains(Label.Listed.CREDENTIAL) && use.contains("carrier"))) {
      problems.add(
          Problem.error(
              "taken-field",
              name.position(),
              "`" + name.text() + "` cannot be " + use,
              "the transport, the policy or a server on the way reads something else from it",
              "choose a field that nothing else reads"));
    }
  }

  private static Problem shared(String name, Position at, String other, String purpose) {
    return Problem.error(
        "shared-datum",
        at,
        "`" + name + "` is both " + other + " and " + purpose,
        "what a caller brings for one purpose serves no other",
        "use a name of its own for each");
  }
}
