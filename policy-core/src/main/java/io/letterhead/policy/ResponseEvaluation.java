package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Rejection.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one path that every response takes on its way back to the caller. */
final class ResponseEvaluation {

  private static final String CACHE_CONTROL = "Cache-Control";

  private static final Automaton<ImmutableSet<Removal>> NAMES = names();

  private ResponseEvaluation() {}

  /** Decides a response to a request that held these credentials. */
  static Optional<Rejection> evaluate(
      ImmutableList<Credential> credentials, ResponseHead head, FieldSink sink) {
    Fields fields = head.fields();
    Nomination nomination = Nomination.of(fields);
    boolean cacheControlled = false;
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      int run = NAMES.run(name);
      if (run == Automaton.NO_NAME) {
        return Optional.of(malformedName());
      }
      boolean nameReflects = isReflected(credentials, name);
      if (FieldValue.content(fields.value(i)) == FieldValue.Content.MALFORMED) {
        return Optional.of(malformedValue(nameReflects ? "" : name));
      }
      Removal removal =
          nomination.includes(name)
              ? Removal.NOMINATED
              : removal(NAMES.output(run), nameReflects, credentials, fields.value(i));
      if (removal == null) {
        sink.leaves(name, fields.value(i), Owner.CALLER);
        cacheControlled |= Folding.sameButForCase(name, CACHE_CONTROL);
      } else {
        sink.removed(nameReflects ? "" : name, removal);
      }
    }
    if (!credentials.isEmpty() && !cacheControlled) {
      sink.leaves(CACHE_CONTROL, "private", Owner.POLICY);
    }
    return Optional.empty();
  }

  private static @Nullable Removal removal(
      ImmutableSet<Removal> listed,
      boolean nameReflects,
      ImmutableList<Credential> credentials,
      String value) {
    if (!listed.isEmpty()) {
      return listed.contains(Removal.TRANSPORT) ? Removal.TRANSPORT : Removal.DENIED;
    }
    return nameReflects || isReflected(credentials, value) ? Removal.REFLECTED : null;
  }

  private static boolean isReflected(ImmutableList<Credential> credentials, String text) {
    for (Credential credential : credentials) {
      if (credential instanceof Credential.Rendered rendered && rendered.isReflectedIn(text)) {
        return true;
      }
    }
    return false;
  }

  private static Rejection malformedValue(String name) {
    return Rejection.ofField(
        Reason.MALFORMED_VALUE,
        name,
        "of the response holds a control character or one that is no byte");
  }

  /** Not the name itself: what is no name may be anything, a reflected secret too. */
  private static Rejection malformedName() {
    return new Rejection(
        Reason.MALFORMED_NAME, "", "the response holds a field whose name is no field name");
  }

  private static Automaton<ImmutableSet<Removal>> names() {
    AutomatonBuilder<Removal> builder = new AutomatonBuilder<>();
    NameLists.TRANSPORT_OWNED
        .section("transport")
        .forEach(name -> builder.add(name, Removal.TRANSPORT));
    NameLists.RESPONSE_REMOVED
        .section("removed")
        .forEach(name -> builder.add(name, Removal.DENIED));
    return builder.build();
  }
}
