package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The reference transport, or the reference gateway, with one step broken.
 *
 * @param steps its steps
 * @param front the gateway's own steps; empty for the transport
 * @param words what the failure says of it
 * @param also other core requirements that this one step breaks of necessity
 */
record Sabotage(Steps steps, Optional<FrontSteps> front, String words, Set<String> also) {

  static Sabotage of(Steps steps, String words) {
    return new Sabotage(steps, Optional.empty(), words, Set.of());
  }

  /** The reference gateway with one step broken. */
  static Sabotage of(FrontSteps front, String words) {
    return new Sabotage(new Steps(), Optional.of(front), words, Set.of());
  }

  /** The same, which breaks those core requirements too. */
  Sabotage and(String... others) {
    return new Sabotage(steps, front, words, Set.of(others));
  }

  /** Sends such fields of the caller's on, beside what was decided. */
  static Steps keeping(Predicate<WireField> such) {
    return new Steps() {
      @Override
      Outbound written(Outbound decided, CallerRequest request) {
        List<WireField> kept = request.fields().stream().filter(such).toList();
        return decided.with(kept);
      }
    };
  }

  /** Sends fields of those folded names on. */
  static Steps keeping(String... names) {
    List<String> folded = List.of(names).stream().map(WireField::fold).toList();
    return keeping(field -> folded.contains(field.foldedName()));
  }

  /** Does something to what was decided. */
  static Steps writing(UnaryOperator<Outbound> change) {
    return new Steps() {
      @Override
      Outbound written(Outbound decided, CallerRequest request) {
        return change.apply(decided);
      }
    };
  }

  /** Does something to what was taken of the request, before it is decided about. */
  static Steps taking(UnaryOperator<CallerRequest> change) {
    return new Steps() {
      @Override
      CallerRequest taken(CallerRequest request) {
        return change.apply(request);
      }
    };
  }
}
