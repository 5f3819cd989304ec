package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Rejection.Reason;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation has come to so far: the fields that left, and the rejection that is to be
 * said. Of several, {@link Rejection#ORDER} picks it, so that the order of fields never matters.
 */
final class Outcome {

  private final FieldSink sink;
  private final ImmutableList<Requirement> requirements;
  private @Nullable BitSet met;
  private @Nullable Rejection rejection;

  Outcome(RequestClass requests, FieldSink sink) {
    this.sink = sink;
    this.requirements = requests.requirements();
  }

  /** A field leaves, unless the request is rejected. */
  void leaves(String name, String value, Owner owner) {
    for (int i = 0; i < requirements.size(); i++) {
      if (!FieldValue.isBlank(value)
          && Folding.foldsTo(name, requirements.get(i).name().folded())) {
        meet(i);
      }
    }
    if (rejection == null) {
      sink.leaves(name, value, owner);
    }
  }

  /** A field would leave if nothing else rejected the request already. */
  void wouldLeave(FieldName name) {
    for (int i = 0; i < requirements.size(); i++) {
      if (requirements.get(i).name().equals(name)) {
        meet(i);
      }
    }
  }

  void removed(String name, Removal removal) {
    sink.removed(name, removal);
  }

  /** Rejects the request for a field, whose name is made printable. */
  void reject(Reason reason, String field, String what) {
    reject(Rejection.ofField(reason, field, what));
  }

  void reject(@Nullable Rejection found) {
    if (found != null && (rejection == null || Rejection.ORDER.compare(found, rejection) < 0)) {
      rejection = found;
    }
  }

  boolean isRejected() {
    return rejection != null;
  }

  /** Rejects the request if a required field did not leave. */
  void checkRequirements() {
    for (int i = 0; i < requirements.size(); i++) {
      if (met == null || !met.get(i)) {
        reject(Reason.REQUIRED, requirements.get(i).name().spelled(), "is required");
      }
    }
  }

  /** Why the request is rejected; null where it is not. */
  @Nullable Rejection rejection() {
    return rejection;
  }

  private void meet(int requirement) {
    if (met == null) {
      met = new BitSet(requirements.size());
    }
    met.set(requirement);
  }
}
