package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Rejection.Reason;
import java.util.Optional;

/** The one path that every response takes on its way back to the caller. */
final class ResponseEvaluation {

  private static final FieldName CACHE_CONTROL = FieldName.of("Cache-Control");

  private final ImmutableList<Credential> credentials;
  private final ResponseNames names;
  private final FieldSink sink;
  private boolean cacheControlled;

  private ResponseEvaluation(
      ImmutableList<Credential> credentials, ResponseNames names, FieldSink sink) {
    this.credentials = credentials;
    this.names = names;
    this.sink = sink;
  }

  /**
   * Decides a response.
   *
   * @param credentials those that the request may have held
   * @param injects whether the request held a credential
   * @param names what becomes of each name, for the request's class
   */
  static Optional<Rejection> evaluate(
      ImmutableList<Credential> credentials,
      boolean injects,
      ResponseNames names,
      ResponseHead head,
      FieldSink sink) {
    ResponseEvaluation evaluation = new ResponseEvaluation(credentials, names, sink);
    Fields fields = head.fields();
    Nomination nomination = Nomination.of(fields);
    for (int i = 0; i < fields.size(); i++) {
      Optional<Rejection> rejection =
          evaluation.field(fields.name(i), fields.value(i), nomination.includes(fields.name(i)));
      if (rejection.isPresent()) {
        return rejection;
      }
    }
    names.writes().forEach(written -> evaluation.leaves(written.name(), written.value()));
    if (injects && !evaluation.cacheControlled) {
      evaluation.leaves(CACHE_CONTROL, "private");
    }
    return Optional.empty();
  }

  private Optional<Rejection> field(String name, String value, boolean nominated) {
    int run = names.run(name);
    if (run == Automaton.NO_NAME) {
      return Optional.of(malformedName());
    }
    boolean nameReflects = isReflected(name);
    if (FieldValue.content(value) == FieldValue.Content.MALFORMED) {
      return Optional.of(malformedValue(nameReflects ? "" : name));
    }
    ResponseVerdict verdict = names.verdict(run);
    if (nominated) {
      removed(name, nameReflects, Removal.NOMINATED);
    } else if (verdict.removal() != null) {
      removed(name, nameReflects, verdict.removal());
    } else if (nameReflects || isReflected(value)) {
      removed(name, nameReflects, Removal.REFLECTED);
    } else if (verdict.spelling() != null) {
      passes(verdict.spelling(), value, Owner.POLICY);
    } else {
      passes(name, value, Owner.CALLER);
    }
    return Optional.empty();
  }

  private void removed(String name, boolean nameReflects, Removal removal) {
    sink.removed(nameReflects ? "" : name, removal);
  }

  private void leaves(FieldName name, String value) {
    passes(name.spelled(), value, Owner.POLICY);
  }

  private void passes(String name, String value, Owner owner) {
    cacheControlled |= Folding.sameButForCase(name, CACHE_CONTROL.spelled());
    sink.leaves(name, value, owner);
  }

  private boolean isReflected(String text) {
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
}
