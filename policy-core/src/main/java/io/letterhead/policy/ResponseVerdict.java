package io.letterhead.policy;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a provider's field of one name, on its way back to the caller: the first line
 * that holds decides.
 *
 * @param removal why it does not pass; null where it does
 * @param spelling the name under which it passes; null for the provider's own
 */
record ResponseVerdict(@Nullable Removal removal, @Nullable String spelling) {

  private static final ResponseVerdict PASSES = new ResponseVerdict(null, null);
  private static final ResponseVerdict TRANSPORT = new ResponseVerdict(Removal.TRANSPORT, null);
  private static final ResponseVerdict SEALED = new ResponseVerdict(Removal.SEALED, null);
  private static final ResponseVerdict DENIED = new ResponseVerdict(Removal.DENIED, null);

  /**
   * The verdict on a name that these labels match.
   *
   * @param inForce the rules that hold for the class of the request
   */
  static ResponseVerdict of(Set<Label> labels, Predicate<Rule> inForce) {
    if (labels.contains(Label.Listed.TRANSPORT)) {
      return TRANSPORT;
    }
    if (labels.contains(Label.Listed.RESPONSE_REMOVED)) {
      return DENIED;
    }
    if (labels.stream().anyMatch(Label.Written.class::isInstance)) {
      return SEALED;
    }
    boolean denied =
        labels.stream().anyMatch(l -> l instanceof Label.Denied d && inForce.test(d.rule()));
    boolean named =
        labels.stream().anyMatch(l -> l instanceof Label.Exact e && inForce.test(e.rule()));
    if (denied || (labels.contains(Label.Listed.UNLESS_ALLOWED) && !named)) {
      return DENIED;
    }
    return labels.stream()
        .filter(l -> l instanceof Label.Exact e && e.rule() instanceof Rule.Rename)
        .map(Label.Exact.class::cast)
        .filter(exact -> inForce.test(exact.rule()))
        .findFirst()
        .map(exact -> new ResponseVerdict(null, exact.name().name().spelled()))
        .orElse(PASSES);
  }
}
