package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Rejection.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The one path that every request takes: checks the whole head, lets the caller's fields pass or
 * removes them, then writes what the policy writes.
 *
 * <p>Nothing is decided by an early end: a request that could be rejected twice is walked to its
 * end, and {@link Rejection#ORDER} picks what is said, so that the order of its fields never
 * matters. It allocates little on the way to an acceptance; how much is measured in {@code
 * docs/performance.md}.
 */
final class RequestEvaluation {

  private final ProviderPolicy policy;
  private final RequestHead head;
  private final Fields fields;
  private final Nomination nomination;
  private final FieldSink sink;
  private @Nullable Rejection rejection;

  private RequestEvaluation(ProviderPolicy policy, RequestHead head, FieldSink sink) {
    this.policy = policy;
    this.head = head;
    this.fields = head.fields();
    this.nomination = Nomination.of(fields);
    this.sink = sink;
  }

  /**
   * Decides a request by a provider's policy and its credentials, in the order of their indexes.
   */
  static Decision evaluate(
      ProviderPolicy policy,
      ImmutableList<Credential> credentials,
      RequestHead head,
      FieldSink sink) {
    RequestEvaluation evaluation = new RequestEvaluation(policy, head, sink);
    evaluation.checkMethod();
    evaluation.checkTarget();
    evaluation.reject(evaluation.nomination.rejection());
    evaluation.passFields();
    evaluation.checkRequirements();
    evaluation.write(credentials);
    return evaluation.decision();
  }

  private void checkMethod() {
    String method = head.method();
    if (!Folding.isToken(method)) {
      reject(new Rejection(Reason.MALFORMED_METHOD, "", "the method is no token"));
    } else if (Folding.foldsTo(method, "connect") || Folding.foldsTo(method, "trace")) {
      reject(new Rejection(Reason.METHOD_REFUSED, "", "the method `" + method + "` is refused"));
    }
  }

  private void checkTarget() {
    if (head.target().hasEncodedSlash() && !policy.encodedSlashPasses()) {
      reject(new Rejection(Reason.MALFORMED_TARGET, "", "the path holds an escaped slash, `%2F`"));
    }
  }

  private void passFields() {
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      int run = policy.verdicts().run(name);
      FieldValue.Content content = FieldValue.content(fields.value(i));
      if (run == Automaton.NO_NAME) {
        reject(Reason.MALFORMED_NAME, name, "is no field name");
      } else if (content == FieldValue.Content.MALFORMED) {
        reject(Reason.MALFORMED_VALUE, name, "holds a control character or one that is no byte");
      } else if (nomination.includes(name)) {
        sink.removed(name, Removal.NOMINATED);
      } else {
        judge(i, policy.verdict(run), content);
      }
    }
  }

  private void judge(int index, Verdict verdict, FieldValue.Content content) {
    String name = fields.name(index);
    if (verdict instanceof Verdict.Removed removed) {
      sink.removed(name, removed.removal());
    } else if (verdict instanceof Verdict.Passes passes) {
      int first = passes.mayRepeatUnchecked() ? index : firstPassingAlike(index);
      if (content == FieldValue.Content.OPAQUE) {
        reject(Reason.NON_ASCII, name, "holds a byte above 0x7F");
      } else if (first != index && passes.single()) {
        reject(Reason.REPEATED, Folding.fold(name), "comes twice; it may come once");
      } else if (first != index && !Folding.sameButForCase(name, fields.name(first))) {
        reject(Reason.SPELLINGS, Folding.fold(name), "comes under two spellings");
      } else {
        guard(index, passes);
      }
    } else {
      throw new AssertionError(verdict);
    }
  }

  private void guard(int index, Verdict.Passes passes) {
    String name = fields.name(index);
    String value = fields.value(index);
    if (!passes.holdsFor(value)) {
      reject(Reason.GUARD, name, "has a value that the policy does not let pass");
    } else if (rejection == null) {
      sink.leaves(passes.spelling() == null ? name : passes.spelling(), value, passes.owner());
    }
  }

  private void checkRequirements() {
    ImmutableList<Requirement> requirements = policy.requirements();
    for (int i = 0; i < requirements.size(); i++) {
      Requirement requirement = requirements.get(i);
      if (!passes(requirement.source()) && !isWritten(requirement.name())) {
        reject(Reason.REQUIRED, requirement.name().spelled(), "is required");
      }
    }
  }

  /** Whether a field of this name that is not blank passes. */
  private boolean passes(FieldName name) {
    for (int i = 0; i < fields.size(); i++) {
      if (Folding.foldsTo(fields.name(i), name.folded())
          && !FieldValue.isBlank(fields.value(i))
          && passes(i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the policy writes a field of this name into this request. */
  private boolean isWritten(FieldName name) {
    ImmutableList<Written> writes = policy.writes();
    for (int i = 0; i < writes.size(); i++) {
      Written written = writes.get(i);
      if (written.name().equals(name)) {
        return !(written instanceof Written.Fallback) || !arrives(name);
      }
    }
    return false;
  }

  private void write(ImmutableList<Credential> credentials) {
    ImmutableList<Written> writes = policy.writes();
    for (int i = 0; i < writes.size(); i++) {
      Written written = writes.get(i);
      if (written instanceof Written.Fixed fixed) {
        leaves(fixed.name(), fixed.value());
      } else if (written instanceof Written.Fallback fallback) {
        if (!arrives(fallback.name())) {
          leaves(fallback.name(), fallback.value());
        }
      } else if (written instanceof Written.Injected injected) {
        inject(injected.name(), credentials.get(injected.index()));
      } else {
        throw new AssertionError(written);
      }
    }
  }

  /**
   * Whether a field of this name passes: its rule is exact, so one that is there does, or rejects.
   */
  private boolean arrives(FieldName name) {
    int index = fields.indexOfFolded(name.folded());
    return index >= 0 && passes(index);
  }

  /**
   * The index of the first field that passes and whose name folds like this one's; itself, if no
   * earlier one does. An alias that is removed is none: else it would matter which of the two comes
   * first.
   */
  private int firstPassingAlike(int index) {
    String name = fields.name(index);
    for (int i = 0; i < index; i++) {
      if (Folding.foldAlike(fields.name(i), name) && passes(i)) {
        return i;
      }
    }
    return index;
  }

  /** Whether a field, whose name is one, is let pass; its value may still reject the request. */
  private boolean passes(int index) {
    String name = fields.name(index);
    return !nomination.includes(name)
        && policy.verdict(policy.verdicts().run(name)) instanceof Verdict.Passes;
  }

  private void inject(FieldName name, Credential credential) {
    if (credential instanceof Credential.Rendered rendered) {
      leaves(name, rendered.value());
    } else if (credential instanceof Credential.Unusable unusable) {
      reject(Reason.SECRET, name.spelled(), "has no credential: secret " + unusable.secret());
    } else {
      throw new AssertionError(credential);
    }
  }

  private void leaves(FieldName name, String value) {
    if (rejection == null) {
      sink.leaves(name.spelled(), value, Owner.POLICY);
    }
  }

  private void reject(Reason reason, String field, String what) {
    Rejection found = Rejection.ofField(reason, field, what);
    reject(found);
  }

  private void reject(@Nullable Rejection found) {
    if (found != null && (rejection == null || Rejection.ORDER.compare(found, rejection) < 0)) {
      rejection = found;
    }
  }

  private Decision decision() {
    if (rejection != null) {
      return new Decision.Reject(rejection);
    }
    String query = CredentialParameters.removedFrom(head.target().query(), sink);
    String base = policy.origin().basePath();
    String path = head.target().path();
    // Joining nothing would copy the path, for every request that most gateways see.
    return new Decision.Forward(base.isEmpty() && query.isEmpty() ? path : base + path + query);
  }
}
