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
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      int run = NAMES.run(name);
      if (run == Automaton.NO_NAME) {
        return rejection(Reason.MALFORMED_NAME, name, "of the response is no field name");
      }
      if (FieldValue.content(fields.value(i)) == FieldValue.Content.MALFORMED) {
        return rejection(Reason.MALFORMED_VALUE, name, "of the response holds a control character");
      }
      Removal removal =
          nomination.includes(name)
              ? Removal.NOMINATED
              : removal(NAMES.output(run), credentials, fields.value(i));
      if (removal == null) {
        sink.leaves(name, fields.value(i), Owner.CALLER);
      } else {
        sink.removed(name, removal);
      }
    }
    if (!credentials.isEmpty() && fields.indexOfFolded("cache-control") < 0) {
      sink.leaves(CACHE_CONTROL, "private", Owner.POLICY);
    }
    return Optional.empty();
  }

  private static @Nullable Removal removal(
      ImmutableSet<Removal> listed, ImmutableList<Credential> credentials, String value) {
    if (!listed.isEmpty()) {
      return listed.contains(Removal.TRANSPORT) ? Removal.TRANSPORT : Removal.DENIED;
    }
    for (Credential credential : credentials) {
      if (credential instanceof Credential.Rendered rendered && rendered.isReflectedIn(value)) {
        return Removal.REFLECTED;
      }
    }
    return null;
  }

  private static Optional<Rejection> rejection(Reason reason, String name, String what) {
    return Optional.of(Rejection.ofField(reason, name, what));
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
