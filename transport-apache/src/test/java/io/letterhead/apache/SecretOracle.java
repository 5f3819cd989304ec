package io.letterhead.apache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/** Tells whether an application gets a secret of the policy out of one exchange. */
final class SecretOracle {

  private final List<String> violations = new ArrayList<>();

  static List<String> violations(ClientOutcome outcome) {
    SecretOracle oracle = new SecretOracle();
    oracle.failure(outcome.failure(), Collections.newSetFromMap(new IdentityHashMap<>()));
    for (Header field : outcome.fields()) {
      oracle.text("the response's field " + field.getName(), field.getName() + field.getValue());
    }
    oracle.text("the reason phrase", outcome.reason());
    ContextTexts.of(outcome.context())
        .forEach((place, texts) -> texts.forEach(t -> oracle.text("the context's " + place, t)));
    return oracle.violations;
  }

  private void failure(@Nullable Throwable failure, Set<Throwable> known) {
    if (failure != null && known.add(failure)) {
      text("a " + failure.getClass().getSimpleName(), failure + "" + failure.getMessage());
      failure(failure.getCause(), known);
      for (Throwable suppressed : failure.getSuppressed()) {
        failure(suppressed, known);
      }
    }
  }

  private void text(String place, String text) {
    if (text.contains(Policies.SECRET)) {
      violations.add("the secret is in " + place);
    }
  }
}
