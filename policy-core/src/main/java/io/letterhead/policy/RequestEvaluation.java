package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Rejection.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The one path that every request takes: checks the whole head, lets the caller's fields pass or
 * removes them, then writes what the policy writes.
 *
 * <p>Nothing is decided by an early end: a request that could be rejected twice is walked to its
 * end, so that the order of its fields never matters. It allocates little on the way to an
 * acceptance; how much is measured in {@code docs/performance.md}.
 */
final class RequestEvaluation {

  private final ProviderPolicy policy;
  private final RequestHead head;
  private final Nomination nomination;
  private final CallerData data;
  private final CallerFields fields;
  private final Outcome outcome;
  private final FieldSink sink;
  private final boolean enforcing;

  private RequestEvaluation(
      ProviderPolicy policy,
      RequestClass requests,
      boolean enforcing,
      RequestHead head,
      FieldSink sink) {
    this.policy = policy;
    this.enforcing = enforcing;
    this.head = head;
    this.sink = sink;
    this.outcome = new Outcome(requests, sink);
    this.nomination = Nomination.of(head.fields());
    this.data = policy.carrier().isEmpty() ? CallerData.NONE : read(policy.carrier().get());
    this.fields = new CallerFields(requests, nomination, head.fields(), data.headers());
  }

  /**
   * Decides a request by a provider's policy and its credentials, in the order of their indexes.
   *
   * @param enforcing whether the policy's {@code reject} is obeyed, not only reported
   */
  static Decision evaluate(
      ProviderPolicy policy,
      ImmutableList<Credential> credentials,
      boolean enforcing,
      RequestHead head,
      FieldSink sink) {
    RequestClass requests = policy.classOf(head);
    RequestEvaluation evaluation = new RequestEvaluation(policy, requests, enforcing, head, sink);
    evaluation.checkMethod();
    evaluation.checkTarget();
    evaluation.outcome.reject(evaluation.nomination.rejection());
    evaluation.passFields();
    new PolicyWrites(requests, evaluation, credentials).write();
    evaluation.outcome.checkRequirements();
    return evaluation.decision();
  }

  RequestHead head() {
    return head;
  }

  Nomination nomination() {
    return nomination;
  }

  /** The field that carries the caller's data, as rejections name it. */
  String carrier() {
    return policy.carrier().map(FieldName::spelled).orElse("");
  }

  CallerData data() {
    return data;
  }

  CallerFields fields() {
    return fields;
  }

  Outcome outcome() {
    return outcome;
  }

  private CallerData read(FieldName carrier) {
    ImmutableList<String> lines = CallerFields.lines(head.fields(), nomination, carrier);
    if (lines.size() > 1) {
      outcome.reject(Reason.CALLER_DATA, carrier.spelled(), "comes twice; it may come once");
    }
    if (lines.size() != 1) {
      return CallerData.NONE;
    }
    try {
      return CallerData.read(lines.get(0), policy.dataKeys());
    } catch (CallerDataException e) {
      outcome.reject(Reason.CALLER_DATA, carrier.spelled(), String.valueOf(e.getMessage()));
      return CallerData.NONE;
    }
  }

  private void checkMethod() {
    String method = head.method();
    if (!Folding.isToken(method)) {
      outcome.reject(Rejection.ofMethod());
    } else if (Folding.foldsTo(method, "connect") || Folding.foldsTo(method, "trace")) {
      outcome.reject(
          new Rejection(Reason.METHOD_REFUSED, "", "the method `" + method + "` is refused"));
    }
  }

  private void checkTarget() {
    if (head.target().hasEncodedSlash() && !policy.encodedSlashPasses()) {
      outcome.reject(
          new Rejection(Reason.MALFORMED_TARGET, "", "the path holds an escaped slash, `%2F`"));
    }
  }

  private void passFields() {
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      int run = fields.run(i);
      FieldValue.Content content = FieldValue.content(fields.value(i));
      if (run == Automaton.NO_NAME) {
        outcome.reject(Rejection.ofName(name));
      } else if (content == FieldValue.Content.MALFORMED) {
        outcome.reject(Rejection.ofValue(name));
      } else if (fields.isInBoth(i)) {
        outcome.reject(
            Reason.CALLER_DATA, Folding.fold(name), "comes in the head and in the caller's data");
      } else if (fields.isNominated(i)) {
        outcome.removed(name, Removal.NOMINATED);
      } else {
        judge(i, fields.verdict(i, run), content);
      }
    }
  }

  private void judge(int index, Verdict verdict, FieldValue.Content content) {
    String name = fields.name(index);
    if (verdict instanceof Verdict.Removed removed) {
      remove(name, removed.removal());
    } else if (verdict instanceof Verdict.Consumed) {
      outcome.removed(name, Removal.SEALED);
    } else if (verdict instanceof Verdict.Passes passes) {
      int first = passes.mayRepeatUnchecked() ? index : fields.firstPassingAlike(index);
      if (content == FieldValue.Content.OPAQUE) {
        outcome.reject(Reason.NON_ASCII, name, "holds a byte above 0x7F");
      } else if (first != index && passes.single()) {
        outcome.reject(Reason.REPEATED, Folding.fold(name), "comes twice; it may come once");
      } else if (first != index && !Folding.sameButForCase(name, fields.name(first))) {
        outcome.reject(Reason.SPELLINGS, Folding.fold(name), "comes under two spellings");
      } else {
        guard(index, passes);
      }
    } else {
      throw new AssertionError(verdict);
    }
  }

  private void remove(String name, Removal removal) {
    if (policy.rejects(removal)) {
      Rejection rejection = Rejection.of(removal, name);
      if (enforcing) {
        outcome.reject(rejection);
      } else {
        sink.tolerated(rejection);
      }
    }
    outcome.removed(name, removal);
  }

  private void guard(int index, Verdict.Passes passes) {
    String name = fields.name(index);
    String value = fields.value(index);
    if (passes.holdsFor(value)) {
      outcome.leaves(passes.spelling() == null ? name : passes.spelling(), value, passes.owner());
    } else {
      outcome.reject(Reason.GUARD, name, "has a value that the policy does not let pass");
    }
  }

  private Decision decision() {
    @Nullable Rejection rejection = outcome.rejection();
    if (rejection != null) {
      return new Decision.Reject(rejection);
    }
    String query = policy.parameters().applied(head.target().query(), sink);
    String base = policy.origin().basePath();
    String path = head.target().path();
    // Joining nothing would copy the path, for every request that most gateways see.
    return new Decision.Forward(base.isEmpty() && query.isEmpty() ? path : base + path + query);
  }
}
